"""Planning sheets: who waits, once a day over everything, two where two are needed, and back again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from waakvlam.access.identity import acting
from waakvlam.kit.errors import Absent, Invalid, Refused, WrongState
from waakvlam.kit.time import now, today
from waakvlam.outreach import calling
from waakvlam.outreach.commands import sheets
from waakvlam.outreach.models import DoorMarker, Round, RoundEntry, SheetDoor
from waakvlam.outreach.planning import Team
from waakvlam.people.models import Household

from .calls import ALL_DAY, round_of
from .statements import at_most
from .visits import ALICE, BEA, BOB, DORA, looked, ring, round_on_foot, sheet_of

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C2")]
ONE, PAIR = Team((BOB.person_id,), 40), Team((BOB.person_id, BEA.person_id), 40)


def plan(round, *teams, by=ALICE, days=1):
    with acting(by):
        return sheets.plan(round=round, days=[today() + timedelta(n) for n in range(days)], teams=teams or (ONE,), by=by)


@pytest.fixture
def three():
    with acting(ALICE):
        return round_on_foot(doors=3)


def mark(household_id, days=30):
    with acting(ALICE):
        return DoorMarker.objects.create(
            network_id=ALICE.network_id, organisation_id=ALICE.organisation_id, household_id=household_id,
            reason="De hond loopt los.", owner_id=ALICE.person_id, review_on=today() + timedelta(days))


def test_doors_that_wait_come_on_sheets_in_walking_order(three):
    made = plan(three)
    (sheet,) = made.sheets
    assert (made.doors, made.left) == (3, 0)
    seen = looked(sheet)
    numbers = [int(d.number) for d in seen.stops]
    odd, even = [n for n in numbers if n % 2], [n for n in numbers if not n % 2]
    assert numbers == sorted(odd) + sorted(even, reverse=True)


def test_planning_again_makes_untouched_sheets_anew_and_leaves_begun_ones(three):
    first = plan(three).sheets[0]
    second = plan(three).sheets[0]
    assert second.pk != first.pk
    with pytest.raises(Absent):
        looked(first)
    ring(second, looked(second).stops[0])
    again = plan(three)
    assert again.doors == 0 and looked(second).stops


def test_what_was_not_done_waits_again_the_next_day(three):
    sheet = plan(three).sheets[0]
    from waakvlam.kit.time import at
    with at(now() + timedelta(days=1)):
        assert plan(three).doors == 3
    assert sheet.day == today()


@pytest.mark.proves("C2", "R7")
def test_a_home_stands_on_one_sheet_a_day_over_all_rounds(three):
    with acting(ALICE):
        other = round_on_foot(doors=list(Household.objects.filter(pk__in=RoundEntry.objects.filter(
            round=three).values("household"))))
    plan(three)
    assert plan(other).doors == 0
    with acting(ALICE):
        door = SheetDoor.objects.filter(sheet__round=three).first()
        entry = RoundEntry.objects.get(round=other, household_id=door.household_id)
        sheet = sheet_of(ALICE, round_on_foot(doors=0), BOB.person_id)
        with pytest.raises(IntegrityError, match="door_once_a_day"), transaction.atomic():
            SheetDoor.objects.create(network_id=door.network_id, organisation_id=door.organisation_id, sheet=sheet,
                                     entry=entry, household_id=door.household_id, day=door.day, place=1)


def test_who_is_visited_today_is_not_rung_up_today_and_the_other_way_round(three):
    with acting(ALICE):
        homes = list(Household.objects.filter(pk__in=RoundEntry.objects.filter(round=three).values("household")))
        calls = round_of(ALICE, homes, calling_hours=ALL_DAY)
    plan(three)
    caller = BOB.for_purpose("call_round")
    with acting(caller):
        assert calling.take_next(round=calls, by=caller) is None
    with acting(ALICE):
        SheetDoor.objects.all().delete()
        RoundEntry.objects.filter(round=calls).update(next_at=now() - timedelta(hours=1))
    with acting(caller):
        taken = calling.take_next(round=calls, by=caller)
        from waakvlam.kit.ids import uuid7
        calling.finish(attempt_id=uuid7(), entry_id=taken.pk, outcome="no_answer", by=caller)
    assert plan(three).doors == 2


@pytest.mark.proves("R34")
def test_a_door_for_two_waits_until_two_go(three):
    with acting(ALICE):
        home = RoundEntry.objects.filter(round=three).first().household_id
    mark(home)
    alone = plan(three)
    assert (alone.doors, alone.left, alone.for_two) == (2, 1, 1)
    both = plan(three, PAIR)
    assert both.doors == 3
    with acting(ALICE), pytest.raises(Invalid):
        sheets.set_team(sheet=both.sheets[0], people=[BOB.person_id], by=ALICE)


@pytest.mark.proves("R34")
def test_a_marker_past_its_review_counts_no_more(three):
    with acting(ALICE):
        home = RoundEntry.objects.filter(round=three).first().household_id
    mark(home, days=-1)
    assert plan(three).doors == 3


@pytest.mark.proves("R34")
def test_a_door_for_two_is_not_moved_to_somebody_alone(three):
    with acting(ALICE):
        home = RoundEntry.objects.filter(round=three).first().household_id
    mark(home)
    made = plan(three, Team((BOB.person_id, ALICE.person_id), 2), Team((BEA.person_id,), 2)).sheets
    with acting(ALICE):
        door = SheetDoor.objects.get(household_id=home, dropped_at=None)
        other = next(s for s in made if s.pk != door.sheet_id)
        with pytest.raises(Invalid):
            sheets.move(doors=[door.pk], to=other, by=ALICE)


def test_doors_are_moved_removed_and_put_back(three):
    first, second = plan(three, Team((BOB.person_id,), 2), Team((BEA.person_id,), 2)).sheets
    with acting(ALICE):
        door = SheetDoor.objects.filter(sheet=first).first()
        assert sheets.move(doors=[door.pk], to=second, by=ALICE) == 1
        assert [d.place for d in SheetDoor.objects.filter(sheet=second).order_by("place")] == [1, 2]
        sheets.remove(doors=[door.pk], by=ALICE)
        assert SheetDoor.objects.filter(sheet=second, dropped_at=None).count() == 1
        sheets.put_back(doors=[door.pk], by=ALICE)
        assert SheetDoor.objects.filter(sheet=second, dropped_at=None).count() == 2


def test_a_sheet_is_dropped_and_comes_back_unless_somebody_began(three):
    sheet = plan(three).sheets[0]
    with acting(ALICE):
        sheets.drop(sheet=sheet, by=ALICE)
        sheets.restore(sheet=sheet, by=ALICE)
    ring(sheet, looked(sheet).stops[0])
    with acting(ALICE):
        with pytest.raises(WrongState):
            sheets.drop(sheet=sheet, by=ALICE)
        with pytest.raises(WrongState):
            sheets.remove(doors=[SheetDoor.objects.filter(sheet=sheet).first().pk], by=ALICE)


def test_planning_costs_the_same_for_many_doors():
    with acting(ALICE):
        large = round_on_foot(doors=30)
    with acting(ALICE), at_most(26):
        sheets.plan(round=large, days=[today()], teams=(ONE,), by=ALICE)


@pytest.mark.parametrize("given", [{"days": 30}, {"teams": (Team((), 4),)}, {"teams": (Team((BOB.person_id,), 900),)},
                                   {"teams": (ONE, ONE)}, {"teams": (Team((DORA.person_id,), 5),)}])
def test_a_plan_that_cannot_be_is_refused(three, given):
    with pytest.raises(Invalid):
        plan(three, *given.get("teams", ()), days=given.get("days", 1))


def test_only_who_plans_for_this_organisation_may_plan(three):
    for who in (BOB, ALICE.for_purpose("call_round")):
        with pytest.raises(Refused):
            plan(three, by=who)
    with pytest.raises(Absent):
        plan(three, by=DORA)
    with acting(ALICE):
        Round.objects.filter(pk=three.pk).update(state=Round.State.ENDED, ended_at=now())
    with pytest.raises(WrongState):
        plan(three)
