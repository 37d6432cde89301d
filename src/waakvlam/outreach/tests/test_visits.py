"""What happened at a door: kept once, in the order of the list, and nothing silently overwritten."""

from datetime import datetime, timedelta

import pytest

from waakvlam.access.identity import acting
from waakvlam.kit.errors import Absent, Invalid, Refused, WrongState
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import AMSTERDAM, at, day_of, now, today
from waakvlam.outreach.commands import visits
from waakvlam.outreach.findings import Found
from waakvlam.outreach.models import Answer, Attempt, Finding, RoundEntry, Stop
from waakvlam.outreach.queries import sheets

from .statements import counted
from .visits import ALICE, BEA, BOB, DORA, entry_of, looked, ring, round_on_foot, sheet_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=AMSTERDAM)


@pytest.fixture(autouse=True)
def _noon():
    with at(NOON):
        yield


@pytest.fixture
def sheet():
    with acting(ALICE):
        return sheet_of(ALICE, round_on_foot(), BOB.person_id, BEA.person_id)


def contested(sheet, first="not_home", second="spoken"):
    door = looked(sheet).stops[0]
    one = ring(sheet, door, first, BOB)
    with pytest.raises(visits.VisitConflict) as raised:
        ring(sheet, door, second, BEA)
    return door, one, raised.value.other


@pytest.mark.proves("C2")
def test_a_sheet_shows_its_doors_to_who_walks_it(sheet):
    seen = looked(sheet)
    assert [d.order for d in seen.stops] == [1, 2, 3]
    assert seen.team == ("Bea Yılmaz", "Bob van den Berg")
    assert "Ria van der Berg" in seen.stops[0].addressee
    assert seen.ends_at == datetime(2026, 11, 25, 4, 0, tzinfo=AMSTERDAM)
    assert [o.key for o in seen.outcomes if o.asks_next] == ["come_back"]
    assert seen.graph["start"] == "hello"


@pytest.mark.proves("R2")
def test_a_colleague_who_does_not_walk_it_and_a_stranger_see_no_sheet():
    with acting(ALICE):
        made = sheet_of(ALICE, round_on_foot(), BOB.person_id)
    for who in (BEA, DORA):
        with pytest.raises(Absent):
            looked(made, who)
        with acting(who):
            assert sheets.my_sheets(who) == []
    assert looked(made, ALICE).stops


def test_a_sheet_is_gone_from_the_visitor_after_its_day(sheet):
    with at(NOON.replace(hour=3) + timedelta(days=1)):
        assert looked(sheet).stops
    with at(NOON.replace(hour=5) + timedelta(days=1)), pytest.raises(Absent):
        looked(sheet)


def test_the_number_of_statements_does_not_grow_with_the_doors():
    with acting(ALICE):
        small, large = (sheet_of(ALICE, round_on_foot(doors=n), BOB.person_id) for n in (2, 25))
    with acting(BOB):
        with counted() as few:
            sheets.sheet(BOB, small.pk)
        with counted() as many:
            sheets.sheet(BOB, large.pk)
    assert len(few) == len(many) <= 10


def test_my_sheets_count_doors_and_what_is_done(sheet):
    ring(sheet, looked(sheet).stops[0])
    with acting(BOB):
        (line,) = sheets.my_sheets(BOB)
    assert (line.doors, line.done, line.team) == (3, 1, ("Bea Yılmaz", "Bob van den Berg"))


@pytest.mark.proves("C2", "R7")
def test_nobody_home_comes_back_on_another_part_of_the_day(sheet):
    door = looked(sheet).stops[0]
    ring(sheet, door)
    entry = entry_of(door)
    assert (entry.state, entry.attempts, entry.channel) == (RoundEntry.State.WAITING, 1, "door")
    again = looked(sheet).stops[0]
    assert again.outcome == "not_home" and again.suggested_at.astimezone(AMSTERDAM).hour == 10
    assert day_of(again.suggested_at) > today()


def test_the_same_report_twice_is_one(sheet):
    door, id = looked(sheet).stops[0], uuid7()
    first = ring(sheet, door, "spoken", id=id)
    second = ring(sheet, door, "spoken", id=id)
    assert first.pk == second.pk and entry_of(door).attempts == 1
    with pytest.raises(Invalid):
        ring(sheet, looked(sheet).stops[1], "spoken", id=id)


@pytest.mark.proves("C2", "R9")
def test_what_was_said_is_kept_with_it(sheet):
    door = looked(sheet).stops[0]
    made = ring(sheet, door, "spoken", observation="De lamp in de hal is stuk.", answers={"how": "fine"},
                findings=(Found("help_request", "loneliness", "Ik zie bijna niemand."),))
    with acting(ALICE):
        assert Answer.objects.get(attempt=made).value == "fine"
        assert Finding.objects.get(attempt=made).words == "Ik zie bijna niemand."
    assert entry_of(door).state == RoundEntry.State.DONE


@pytest.mark.proves("R7")
def test_do_not_ring_stops_every_channel(sheet):
    door = looked(sheet).stops[0]
    ring(sheet, door, "do_not_ring")
    entry = entry_of(door)
    assert entry.state == RoundEntry.State.EXCLUDED
    with acting(ALICE):
        assert Stop.objects.filter(household_id=entry.household_id, lifted_at=None).exists()
        other = sheet_of_another_day(sheet)
    assert door.entry_id not in {d.entry_id for d in looked(other, ALICE).stops}


def sheet_of_another_day(sheet):
    with at(NOON + timedelta(days=1)):
        return sheet_of(ALICE, sheet.round, BOB.person_id)


def test_two_telephones_that_say_the_same_are_one_visit(sheet):
    door = looked(sheet).stops[0]
    ring(sheet, door, "not_home", BOB)
    ring(sheet, door, "not_home", BEA)
    assert entry_of(door).attempts == 1
    with acting(ALICE):
        assert Attempt.objects.filter(entry_id=door.entry_id).count() == 2


@pytest.mark.proves("C2")
def test_two_telephones_that_differ_are_both_kept_and_shown(sheet):
    door, one, other = contested(sheet)
    entry = entry_of(door)
    assert (entry.attempts, entry.last_outcome) == (1, "not_home")
    with acting(ALICE):
        kept = Attempt.objects.get(pk=other.pk)
    assert kept.contests_id == one.pk and kept.settled_at is None
    # Sent again, it says so again, until somebody chose.
    with pytest.raises(visits.VisitConflict):
        ring(sheet, door, "spoken", BEA, id=other.pk)


@pytest.mark.parametrize("chosen, outcome, state", [("first", "not_home", "waiting"), ("second", "spoken", "done")])
def test_a_person_chooses_which_report_counts(sheet, chosen, outcome, state):
    door, one, other = contested(sheet)
    stands = one.pk if chosen == "first" else other.pk
    for _twice in range(2):
        with acting(BOB):
            visits.settle(attempt_id=other.pk, stands=stands, by=BOB)
    entry = entry_of(door)
    assert (entry.last_outcome, entry.state, entry.attempts) == (outcome, state, 1)
    with acting(ALICE):
        counting = Attempt.objects.get(entry_id=door.entry_id, undone_at=None)
        assert Attempt.objects.filter(entry_id=door.entry_id).count() == 2
    assert counting.pk == stands


@pytest.mark.proves("R7")
def test_not_again_counts_at_once_also_in_the_report_that_does_not(sheet):
    door, _one, other = contested(sheet, "not_home", "do_not_ring")
    with acting(ALICE):
        visits.settle(attempt_id=other.pk, stands=other.contests_id, by=ALICE)
        assert Stop.objects.filter(household_id=entry_of(door).household_id, lifted_at=None).exists()
    assert entry_of(door).state == RoundEntry.State.EXCLUDED


@pytest.mark.parametrize("days, hour", [(-1, 10), (0, 10), (1, 10)])
def test_a_clock_that_is_wrong_keeps_both_times_and_counts_on_its_day(sheet, days, hour):
    told = NOON.replace(hour=hour) + timedelta(days=days)
    made = ring(sheet, looked(sheet).stops[0], at=told)
    assert made.told_at == told and made.received_at == NOON
    assert made.at == NOON.replace(hour=10) and made.part_of_day == "morning"


def test_a_clock_that_is_right_needs_one_time(sheet):
    made = ring(sheet, looked(sheet).stops[0], at=now() - timedelta(minutes=4))
    assert made.told_at is None


def test_an_appointment_is_kept_and_stands_on_the_sheet(sheet):
    door, later = looked(sheet).stops[0], NOON + timedelta(hours=3)
    ring(sheet, door, "come_back", next_at=later)
    assert looked(sheet).stops[0].appointment == later
    for wrong in (NOON - timedelta(hours=1), NOON + timedelta(days=99)):
        with pytest.raises(Invalid):
            ring(sheet, looked(sheet).stops[1], "come_back", next_at=wrong)


def test_a_report_is_taken_back_on_its_day(sheet):
    door = looked(sheet).stops[0]
    made = ring(sheet, door, "spoken", findings=(Found("help_request", "", "hulp"),))
    with acting(BOB):
        visits.undo_visit(attempt_id=made.pk, by=BOB)
        visits.undo_visit(attempt_id=made.pk, by=BOB)
        assert not Finding.objects.filter(attempt=made).exists()
    assert entry_of(door).state == RoundEntry.State.WAITING and looked(sheet).stops[0].seen == "0."
    again = ring(sheet, looked(sheet).stops[0], "spoken")
    with at(NOON + timedelta(days=1)), acting(BOB), pytest.raises(WrongState):
        visits.undo_visit(attempt_id=again.pk, by=BOB)


def test_who_rings_for_another_purpose_or_elsewhere_is_refused(sheet):
    door = looked(sheet).stops[0]
    for who, error in ((DORA, Absent), (BOB.for_purpose("call_round"), Refused)):
        with pytest.raises(error):
            ring(sheet, door, who=who)
    assert entry_of(door).attempts == 0
