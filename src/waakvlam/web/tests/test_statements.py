"""Vandaag and the search ask much of many modules; they may not grow into dozens of statements."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from waakvlam.access import clocks, waiting
from waakvlam.access.identity import acting
from waakvlam.access.models import Clock, Organisation
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers.tests import factories
from waakvlam.kit.time import now
from waakvlam.outreach.tests import calls
from waakvlam.signals.tests import factories as signals

pytestmark = [pytest.mark.django_db]
# Inside a test the request's transaction is a savepoint: two statements around it, two for the wall.
AROUND = 4
MOST = 12  # of any screen: session, person with covenant, and log included


def statements(client, path):
    client.get(path)  # chooses the purpose, which is kept and logged once
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in asked]


@pytest.mark.parametrize(
    ("key", "path", "most"),
    [("alice", "/", 4), ("alice", "/zoeken/?q=be", 9), ("bob", "/", 6), ("charlie", "/", 3), ("eva", "/", 3), ("roer", "/", 6)],
)
def test_the_first_screens_stay_within_their_statements(sign_in, key, path, most):
    """Two to come in, one for all clocks, one for what modules read at once; a purpose is told to the wall together with a question."""
    asked = statements(sign_in(key), path)
    assert len(asked) - AROUND <= most, "\n".join(sql[:100] for sql in asked)


def test_a_coordinator_for_whom_everything_waits_costs_no_more_than_any_screen(sign_in):
    """Coming in, all clocks, what modules read at once, whom and where it is about, and the line in the log."""
    handover = factories.offered()
    signals.taken()
    signals.given(to="zorg")
    with acting(cast.who("alice", Purpose.CALL_ROUND)) as alice:
        round = calls.round_of(alice)
        with acting(cast.who("alice", Purpose.HANDOVER)) as sender:
            Clock.objects.filter(subject_id=handover.pk).update(due_at=now() - timedelta(days=9), step=Clock.Step.COORDINATOR)
            clocks.start(sender, handover, "handover.decision", on=sender.organisation_id, working_days=1)
        clocks.start(alice, round, "finding.follow_up", on=alice.organisation_id, working_days=1)
        Clock.objects.filter(kind="signal.look", on_id=cast.organisation("zorg")).update(
            due_at=now() - timedelta(days=9), step=Clock.Step.COORDINATOR)
        for kind in ("marker.review", "maintenance.item", "maintenance.invitation"):
            clocks.start(alice, round, kind, on=alice.organisation_id, due_at=now() - timedelta(days=2))
    asked = statements(sign_in("alice"), "/")
    assert len(asked) - AROUND <= MOST, "\n".join(sql[:100] for sql in asked)


def test_clocks_read_ahead_are_those_that_are_read_alone():
    with acting(cast.who("alice", Purpose.HANDOVER)) as alice:
        about = Organisation.objects.get(pk=alice.organisation_id)
        for days, kind in ((1, "a.one"), (2, "a.two"), (3, "b.one"), (4, "c.other")):
            clocks.start(alice, about, kind, on=alice.organisation_id, due_at=now() - timedelta(days=days))
        Clock.objects.filter(kind__in=("a.two", "b.one")).update(step=Clock.Step.COORDINATOR)
        groups = (("a.one", "a.two"), ("b.one",), ("nothing",))
        alone = [(waiting.on_us(alice, kinds), waiting.unanswered(alice, kinds)) for kinds in groups]
        assert [[c.kind for c in found] for found in alone[0]] == [["a.two", "a.one"], ["a.two"]]
        with waiting.ahead(alice, groups), CaptureQueriesContext(connection) as asked:
            assert [(waiting.on_us(alice, kinds), waiting.unanswered(alice, kinds)) for kinds in groups] == alone
            assert [c.kind for c in waiting.on_us(alice.for_purpose(Purpose.REGISTER), groups[0], 1)] == ["a.two"]
            assert not asked.captured_queries
            assert [c.kind for c in waiting.on_us(alice, ("c.other",))] == ["c.other"], "what was not read ahead"
            assert waiting.on_us(cast.who("charlie"), groups[0]) == [], "what was read is nobody else's"
