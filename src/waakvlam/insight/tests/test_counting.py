"""What is counted, across which organisations, and what the function that crosses them refuses."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from waakvlam.access import clocks
from waakvlam.access.identity import acting
from waakvlam.access.models import Audit
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.insight import commands, queries, tasks
from waakvlam.insight.models import Picture
from waakvlam.kit.errors import Refused
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import at, now

from . import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C15", "R30")]
WEST, OOST = "BU99010101", "BU99010201"


def reader(key="board"):
    return cast.who(key, Purpose.INSIGHT)


def seen(key="board"):
    """{code: figures} as this person sees them, with * for the network."""
    with acting(reader(key)) as who:
        found = queries.neighbourhoods(who)
    return {area.code: area.figures for area in found.every} | {"*": found.whole, "?": found.nowhere}


@pytest.fixture
def two_neighbourhoods():
    make.area(WEST, "West")
    make.area(OOST, "Oost", "WK990102")


def test_homes_and_contact_are_counted_over_the_organisations_of_the_network(two_neighbourhoods):
    make.homes("wonen", WEST, 40, spoken=12)
    make.homes("anders", WEST, 30, spoken=11, days=50)
    make.homes("anders", OOST, 25)
    make.counted()
    found = seen()
    assert (found[WEST].homes, found[WEST].households, found[WEST].spoken) == (70, 70, 23)
    assert (found[OOST].homes, found[OOST].spoken, found[OOST].days) == (25, 0, None)
    assert (found["*"].homes, found["*"].spoken) == (95, 23)
    assert found[WEST].days == 30  # the twelfth of twenty-three


def test_another_network_is_neither_counted_nor_shown(two_neighbourhoods):
    make.homes("wonen", WEST, 40)
    make.area("BU88010101", "Ver weg", slug="ver")
    make.homes("ver", "BU88010101", 60)
    make.homes("ver", WEST, 60)
    make.counted()
    make.counted("ver")
    assert seen()["*"].homes == 40
    assert "BU88010101" not in seen()
    assert set(seen("zed")) == {"BU88010101", "*", "?"}
    assert seen("zed")["*"].homes == 120


def test_a_small_number_is_hidden_and_cannot_be_had_by_subtracting(two_neighbourhoods):
    make.homes("wonen", WEST, 40, spoken=5)
    make.homes("wonen", OOST, 40, spoken=20)
    make.counted()
    found = seen()
    assert found[WEST].spoken is None
    assert None in (found[OOST].spoken, found["*"].spoken)
    assert found["*"].households == 80
    with acting(reader()):
        stored = json.dumps(list(Picture.objects.values_list("cells", flat=True)))
    assert not re.search(r"[:,] [1-9][,}]", stored)


def test_who_leaves_out_its_own_people_finds_no_small_number_of_another(two_neighbourhoods):
    make.homes("wonen", WEST, 100, spoken=50)
    make.homes("anders", WEST, 100, spoken=4)
    make.counted()
    assert seen()[WEST].spoken is None  # 54, but 54 - 50 is 4


def test_requests_count_households_by_topic_of_the_past_year(two_neighbourhoods):
    west = make.homes("wonen", WEST, 60)
    make.calls("wonen", west[:30], reached=25, requests=14, topic="money")
    make.calls("wonen", west[:30], reached=25, requests=14, topic="money")
    make.calls("wonen", west[:30], reached=25, requests=12, topic="contact")
    make.calls("wonen", west[30:], reached=25, requests=20, topic="forms", days=400)
    make.counted()
    found = seen()[WEST]
    assert dict(found.topics) == {"geld en rekeningen": 14, "contact en gezelschap": 12}
    assert found.requests == 26
    assert found.pace == [0, 0, 0, 25]


def test_handovers_are_accepted_silent_or_lastingly_helped(two_neighbourhoods):
    make.handovers(WEST, accepted=13, helped=11)
    with make.acting_for("wonen", Purpose.HANDOVER) as by:
        for _ in range(12):
            silent = make._handover(WEST, "offered", "wonen", "gemeente")
            clocks.start(by, silent, "handover.accept", on=cast.organisation("gemeente"),
                         due_at=now() - timedelta(days=1))
    make.counted()
    found = seen()[WEST]
    assert (found.accepted, found.silent, found.helped, found.handovers) == (13, 12, 11, 36)


def test_the_random_group_tells_of_need_outside_the_lists(two_neighbourhoods):
    west = make.homes("wonen", WEST, 120)
    make.calls("wonen", west[:80], reached=60, requests=12, in_reference=True)
    make.calls("wonen", west[80:], reached=40, requests=30)
    make.counted()
    found = seen()["*"].unseen
    assert (found.asked, found.answered, found.requests, found.not_reached) == (80, 60, 12, 20)
    assert found.low < 0.2 < found.high


def test_homes_in_no_known_neighbourhood_are_counted_apart(two_neighbourhoods):
    make.homes("wonen", "BU00000000", 15)
    make.homes("wonen", "", 10)
    make.counted()
    assert seen()["?"].homes == 25


def test_the_figures_cost_two_queries_however_many_there_are(two_neighbourhoods, django_assert_num_queries):
    make.counted()
    with acting(reader()) as who, django_assert_num_queries(2):
        queries.neighbourhoods(who)
    with acting(reader()) as who, django_assert_num_queries(2):
        queries.neighbourhood(who, WEST)


def test_people_may_count_once_in_twenty_hours_and_the_night_always(two_neighbourhoods):
    with acting(reader()) as by:
        assert commands.refresh(by=by) == 2
        assert commands.refresh(by=by) == 0
        with at(now() + timedelta(hours=21)):
            assert commands.refresh(by=by) == 2
        assert Audit.objects.filter(verb="insight.refresh").count() == 2
    assert make.counted() == 2


def test_the_night_counts_every_network(two_neighbourhoods):
    assert tasks.refresh_pictures(0) == 2
    assert seen()["*"].is_counted
    assert seen("zed")["*"].is_counted


@pytest.mark.proves("C19", "R2")
@pytest.mark.parametrize("change", [
    {"role": "caller"}, {"role": "district_worker"}, {"role": "administrator"}, {"role": "guest"},
    {"purpose": "call_round"}, {"purpose": "handover"}, {"purpose": ""}, {"only": uuid7()},
])
def test_other_roles_and_purposes_and_guests_neither_count_nor_read(two_neighbourhoods, change):
    make.counted()
    with acting(replace(reader(), **change)) as who:
        assert not Picture.objects.exists()
        with pytest.raises(Refused):
            commands.refresh(by=who)
    with pytest.raises(ProgrammingError, match="not for this identity"), acting(who), connection.cursor() as db:
        db.execute("select insight_refresh(now())")


def test_nobody_counts_without_identity(two_neighbourhoods):
    with pytest.raises(ProgrammingError, match="not for this identity"), transaction.atomic(), connection.cursor() as db:
        db.execute("select insight_refresh(now())")


@pytest.mark.parametrize("sql", [
    "select * from insight_cells('homes', now())", "select * from insight_units('homes', now())",
    "select * from insight_families()", "update insight_picture set cells = '{}'",
    "delete from insight_picture", "insert into insight_picture (area) values ('x')",
])
def test_what_makes_the_counts_is_no_door_of_its_own(two_neighbourhoods, sql):
    make.counted()
    with pytest.raises(ProgrammingError, match="permission denied"), acting(reader()), connection.cursor() as db:
        db.execute(sql)


def test_what_counts_reads_no_name_address_or_word_of_a_resident():
    """The gate may read some of these for a resident's own receipt; what counts for all may not."""
    forbidden = r"\m(street|house_number|postcode|last_name|first_name|birth_date|email|words|observation|accepted_name)\M"
    with connection.cursor() as db:
        db.execute("select count(*), array_agg(proname) filter (where prosrc ~ %s) from pg_proc "
                   "where proname like 'insight\\_%%'", [forbidden])
        counted, reading = db.fetchone()
        assert counted >= 7 and reading is None
        for table, column in (("outreach_attempt", "observation"), ("handovers_handover", "accepted_name")):
            db.execute("select has_column_privilege('waakvlam_gate', %s, %s, 'select')", [table, column])
            assert db.fetchone() == (False,), (table, column)


def test_nothing_but_names_of_views_and_counts_is_kept(two_neighbourhoods):
    west = make.homes("wonen", WEST, 60, spoken=30)
    make.calls("wonen", west, reached=40, requests=20)
    make.counted()
    with acting(reader()):
        for cells in Picture.objects.values_list("cells", flat=True):
            for view, line in cells.items():
                assert isinstance(line, int) or all(v is None or isinstance(v, int) for v in line.values()), view
            assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", json.dumps(cells))
