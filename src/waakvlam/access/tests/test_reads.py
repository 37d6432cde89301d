"""Several reads in one message: each while the wall knows its own purpose, and what comes is what comes alone (C3)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from waakvlam.access import reads, standing
from waakvlam.access.identity import acting, entered_when_asked, restored
from waakvlam.access.models import Organisation
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers.models import Handover
from waakvlam.handovers.tests import factories as handed
from waakvlam.signals.models import Signal, SignalContent
from waakvlam.signals.tests import factories as told

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C3", "R2")]
SIGNAL, HANDOVER, CALLS = (cast.who("alice", p) for p in (Purpose.SIGNAL, Purpose.HANDOVER, Purpose.CALL_ROUND))


def signals(who):
    return Signal.objects.select_related("holder").order_by("number")


def words(who):
    return SignalContent.objects.order_by("pk").values_list("observation", "signal__number")


def names(who):
    few, more = (Organisation.objects.filter(slug=slug).values_list("name", flat=True) for slug in ("zorg", "wonen"))
    return few.union(more, all=True)


def handovers(who):
    return Handover.objects.filter(number__isnull=False)


def none(who):
    return Signal.objects.filter(pk__in=[])


def nothing(who):
    return None


READS = (signals, words, names, handovers, none, nothing)


def there():
    handed.offered()
    told.brought()
    told.taken()


def alone(read, who):
    with acting(who):
        return sorted(map(str, reads.rows(who, read)))


def test_what_is_read_ahead_is_what_is_read_alone_and_in_one_message():
    there()
    asked = [(read, who) for who in (SIGNAL, HANDOVER, CALLS) for read in READS]
    expected = [alone(read, who) for read, who in asked]
    assert len(expected[0]) == len(expected[1]) == 2 and expected[0] != expected[6] == [], "a purpose that reads nothing of it"
    with acting(CALLS), restored(), CaptureQueriesContext(connection) as sent:
        with reads.ahead(asked):
            assert [sorted(map(str, reads.rows(who, read))) for read, who in asked] == expected
            assert [signal.holder.name for signal in reads.rows(SIGNAL, signals)] == ["Wonen aan de Laan"] * 2
            assert len(sent) == 1
            assert reads.rows(cast.who("zed", Purpose.SIGNAL), none) == [], "not read ahead for them"
        assert standing.read() == CALLS


def test_what_was_read_ahead_is_nobody_elses_and_over_when_the_page_is():
    there()
    with acting(SIGNAL):
        with reads.ahead([(signals, SIGNAL)]):
            assert len(reads.rows(SIGNAL, signals)) == 2
        with acting(cast.who("zed", Purpose.SIGNAL)) as zed, reads.ahead([(signals, zed)]):
            assert reads.rows(zed, signals) == []
        told.brought()
        assert len(reads.rows(SIGNAL, signals)) == 3


def test_with_nothing_to_read_nothing_is_sent_and_the_wall_stays_where_it_stood():
    with acting(CALLS), CaptureQueriesContext(connection) as sent:
        with reads.ahead([(nothing, SIGNAL), (none, HANDOVER)]):
            assert reads.rows(SIGNAL, nothing) == reads.rows(HANDOVER, none) == []
        assert not sent.captured_queries and standing.read() == CALLS


def test_a_purpose_inside_another_that_asked_nothing_yet_is_the_one_that_the_wall_knows():
    """Whoever draws a page for one purpose lets another module say what it is about for its own."""
    there()
    with acting(CALLS), restored(), entered_when_asked(HANDOVER):
        with restored(), entered_when_asked(SIGNAL):
            assert Signal.objects.count() == 2 and Handover.objects.count() == 0
        assert standing.read() == CALLS
        assert Handover.objects.count() == 1 and Signal.objects.count() == 0
        with connection.cursor() as db:
            db.execute("select current_setting('waakvlam.purpose')")
            assert db.fetchone() == (Purpose.HANDOVER,)
