"""One household to one caller, in order, and nobody who may not be called."""

from datetime import timedelta

import pytest

from waakvlam.access.identity import acting
from waakvlam.access.models import Audit
from waakvlam.kit import time
from waakvlam.kit.errors import WrongState
from waakvlam.outreach import calling, waiting_queries
from waakvlam.outreach.calling.leases import LEASE, LONG_LEASE, RETURNED
from waakvlam.outreach.models import Round, RoundEntry

from .calls import (
    ALICE,
    BEA,
    BOB,
    ONE,
    TUESDAY,
    end,
    fresh,
    household,
    round_of,
    take,
)
from .statements import at_most

pytestmark = pytest.mark.django_db


@pytest.mark.proves("C1")
def test_two_callers_get_two_people_and_the_same_caller_keeps_one(three):
    first, second = take(three), take(three, BEA)
    assert (first.rank, second.rank) == (0, 1)
    assert take(three).pk == first.pk
    with acting(ALICE):
        assert Audit.objects.filter(verb="call.take").count() == 2


@pytest.mark.proves("C1")
def test_an_expired_lease_comes_back_first_in_line(three):
    first = take(three)
    with time.at(time.now() + LONG_LEASE + ONE):
        assert take(three, BEA).pk == first.pk
        with acting(BOB), pytest.raises(WrongState) as wrong:
            calling.renew(entry_id=first.pk, by=BOB)
    assert wrong.value.code == "lease"


def test_the_heart_shortens_the_lease_and_a_telephone_call_lengthens_it(three):
    entry = take(three)
    with acting(BOB):
        assert calling.renew(entry_id=entry.pk, by=BOB) <= time.now() + LEASE
        assert calling.renew(entry_id=entry.pk, by=BOB, calling=True) > time.now() + LEASE


def test_an_expired_lease_that_nobody_took_is_still_ours(three):
    entry = take(three)
    with time.at(time.now() + LONG_LEASE + ONE):
        assert take(three).pk == entry.pk
        assert end(entry).outcome == "spoken"


def test_who_gave_somebody_back_is_offered_others_first(three):
    first = take(three)
    with acting(BOB):
        calling.give_back(entry_id=first.pk, by=BOB)
    assert take(three).rank == 1
    assert take(three, BEA).pk == first.pk


def test_who_gave_back_the_last_one_may_have_them_again():
    with acting(ALICE):
        only = round_of(ALICE, 1)
    entry = take(only)
    with acting(BOB):
        calling.give_back(entry_id=entry.pk, by=BOB)
    assert take(only).pk == entry.pk


def test_outside_calling_hours_only_promises_are_kept():
    with acting(ALICE):
        two = round_of(ALICE, 2, calling_hours={"2": ["09:30", "17:00"]})
    with time.at(TUESDAY):
        entry = take(two)
        end(entry, "call_back", call_back_at=TUESDAY + timedelta(hours=9))
    with time.at(TUESDAY + timedelta(hours=9, seconds=1)):
        assert take(two).pk == entry.pk
        assert take(two, BEA) is None


@pytest.mark.parametrize("state", [Round.State.PAUSED, Round.State.ENDED, Round.State.APPROVED])
def test_a_round_that_does_not_run_hands_out_nobody_but_lets_a_talk_be_ended(three, state):
    entry = take(three)
    with acting(ALICE):
        Round.objects.filter(pk=three.pk).update(state=state)
        three.state = state
    with pytest.raises(WrongState):
        take(three, BEA)
    assert end(entry).pk


@pytest.mark.proves("C1")
def test_who_may_not_be_called_is_passed_over_and_set_aside():
    with acting(ALICE):
        homes = [household(ALICE, 1, do_not_call=True), household(ALICE, 2, phone=False),
                 household(ALICE, 3, last_contact_at=time.now() - timedelta(days=5)),
                 household(ALICE, 4, gone_at=time.now()), household(ALICE, 5)]
        only = round_of(ALICE, homes)
    assert take(only).rank == 4
    with acting(ALICE):
        rows = {e.rank: e for e in RoundEntry.objects.filter(round=only)}
    assert [(rows[n].state, rows[n].excluded_reason) for n in (0, 3)] == [
        ("excluded", "do_not_call"), ("excluded", "moved")]
    assert rows[1].state == "waiting" and rows[1].next_at > time.now()
    assert rows[2].next_at > time.now() + timedelta(days=24)


@pytest.mark.proves("C1")
def test_a_household_in_two_rounds_is_handed_out_once_and_then_left_alone():
    with acting(ALICE):
        home = household(ALICE, 1)
        one, two = round_of(ALICE, [home]), round_of(ALICE, [home])
    entry = take(one)
    assert take(two, BEA) is None
    end(entry)
    with time.at(time.now() + timedelta(days=1)):
        assert take(two, BEA) is None
    with time.at(time.now() + timedelta(days=31)):
        assert take(two, BEA) is not None


def test_returned_people_are_offered_to_the_same_caller_after_a_while(three):
    first = take(three)
    with acting(BOB):
        calling.give_back(entry_id=first.pk, by=BOB)
    with time.at(time.now() + RETURNED + ONE):
        assert take(three).pk == first.pk


@pytest.mark.proves("C1")
def test_the_reasons_of_a_list_are_those_of_each_household():
    from waakvlam.outreach.calling.blocked import may_call

    with acting(ALICE):
        homes = [household(ALICE, 1, do_not_call=True), household(ALICE, 2, phone=False),
                 household(ALICE, 3, last_contact_at=time.now()), household(ALICE, 4, gone_at=time.now()),
                 household(ALICE, 5), household(ALICE, 6), household(ALICE, 7), household(ALICE, 8)]
        round, other = round_of(ALICE, homes), round_of(ALICE, homes[4:6], cool_down_days=0)
    taken = take(other, BEA)
    end(take(other), "refused")
    with acting(ALICE):
        RoundEntry.objects.filter(round=round, rank=6).update(state="call_back", next_at=time.now() + ONE * 99)
        split = waiting_queries.not_callable(ALICE, round)
        alone = {e.rank: may_call(round, e.pk, time.now()) for e in RoundEntry.objects.filter(round=round)}
    assert taken.household_id == homes[4].pk
    assert split == {"do_not_call": 1, "no_number": 1, "cool_down": 2, "gone": 1, "elsewhere": 1,
                     "call_back": 1, "now": 1}
    assert {n for n, may in alone.items() if may} == {6, 7}


@pytest.mark.proves("C1")
@pytest.mark.parametrize("how", ["take", "renew", "take_again"])
def test_a_lease_that_ran_out_is_not_taken_up_again_while_a_colleague_rings_the_household(how):
    with acting(ALICE):
        home = household(ALICE, 1)
        first, second = round_of(ALICE, [home]), round_of(ALICE, [home])
    entry, again = take(first), {"renew": calling.renew, "take_again": calling.take_again}
    with time.at(time.now() + LONG_LEASE + ONE):
        other = take(second, BEA)
        assert other.household_id == entry.household_id
        if how == "take":
            assert take(first) is None
        else:
            with acting(BOB), pytest.raises(WrongState):
                again[how](entry_id=entry.pk, by=BOB)
        assert fresh(entry).lease_person_id is None or fresh(entry).lease_until < time.now()


@pytest.mark.proves("C1")
def test_taking_and_ending_a_call_cost_few_statements(three):
    """Identity, a transaction and its end among them."""
    end(take(three))
    with at_most(10):
        entry = take(three)
    with at_most(9):
        end(entry)
