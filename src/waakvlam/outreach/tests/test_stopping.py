"""“Do not call again” everywhere at once, and taking an outcome back."""

import pytest

from waakvlam.access.identity import acting
from waakvlam.access.models import Audit, Clock
from waakvlam.kit import time
from waakvlam.kit.errors import Absent, Invalid, Refused, WrongState
from waakvlam.outreach import calling, stops
from waakvlam.outreach.calling.undoing import WITHIN
from waakvlam.outreach.findings import Found
from waakvlam.outreach.models import Answer, Attempt, Finding, RoundEntry, Stop
from waakvlam.outreach.notes import Note
from waakvlam.people.models import Household

from .calls import ALICE, BEA, BOB, DORA, ONE, end, fresh, household, round_of, take

pytestmark = pytest.mark.django_db


@pytest.mark.proves("C1", "R7")
def test_do_not_call_again_closes_every_round_at_once_also_under_a_colleagues_hands():
    with acting(ALICE):
        home = household(ALICE, 1)
        one, two = round_of(ALICE, [home]), round_of(ALICE, [home], cool_down_days=0)
        RoundEntry.objects.filter(round=two).update(lease_person_id=BEA.person_id,
                                                    lease_until=time.now() - ONE)
    end(take(one), "do_not_call")
    with acting(ALICE):
        assert set(RoundEntry.objects.values_list("state", "excluded_reason", "lease_person_id")) == {
            ("excluded", "do_not_call", None)}
        assert Household.objects.get(pk=home.pk).do_not_call
        three = round_of(ALICE, [home])
    assert take(two, BEA) is None
    assert take(three, BEA) is None


@pytest.mark.proves("R7")
def test_only_a_coordinator_with_a_reason_lets_a_household_be_called_again():
    with acting(ALICE):
        home = household(ALICE, 1)
        one = round_of(ALICE, [home], cool_down_days=0)
    end(take(one), "do_not_call")
    for who, reason, error in ((BOB, "vergissing", Refused), (ALICE, " ", Invalid), (DORA, "x", Absent)):
        with acting(who), pytest.raises(error):
            stops.call_again(household_id=home.pk, reason=reason, by=who)
    with acting(ALICE):
        stops.call_again(household_id=home.pk, reason="mevrouw belde zelf", by=ALICE)
        assert not Household.objects.get(pk=home.pk).do_not_call
        assert Stop.objects.get().lifted_reason == "mevrouw belde zelf"
    assert take(one, BEA) is not None


@pytest.mark.proves("C1")
def test_undo_within_seconds_puts_everything_back(three):
    with acting(ALICE):
        two = round_of(ALICE, [RoundEntry.objects.get(round=three, rank=0).household], cool_down_days=0)
        RoundEntry.objects.filter(round=two).update(state="call_back")
    entry = take(three)
    before = fresh(entry)
    attempt = end(entry, "do_not_call", said=calling.Said(
        note=Note("zei: bel me nooit meer"), answers={"how": "fine"}, found=(Found("signal"),)))
    following = take(three)
    with acting(BOB):
        calling.undo(attempt_id=attempt.pk, by=BOB)
        calling.undo(attempt_id=attempt.pk, by=BOB)
    after = fresh(entry)
    for name in ("state", "attempts", "next_at", "back_first", "last_outcome", "excluded_reason", "done_at"):
        assert getattr(after, name) == getattr(before, name), name
    assert after.lease_person_id == BOB.person_id
    assert fresh(following).lease_person_id is None
    with acting(ALICE):
        assert not Answer.objects.exists() and not Finding.objects.exists()
        assert not Clock.objects.filter(stopped_at=None).exists()
        assert Attempt.objects.get().observation == ""
        assert RoundEntry.objects.get(round=two).state == "call_back"
        home = Household.objects.get(pk=entry.household_id)
        assert (home.do_not_call, home.last_contact_at) == (False, None)
        assert Audit.objects.filter(verb="call.undo").count() == 1


def test_undo_is_for_who_did_it_and_not_for_long(three):
    attempt = end(take(three))
    with acting(BEA), pytest.raises(Absent):
        calling.undo(attempt_id=attempt.pk, by=BEA)
    with time.at(time.now() + WITHIN + ONE), acting(BOB), pytest.raises(WrongState, match="tien seconden"):
        calling.undo(attempt_id=attempt.pk, by=BOB)


@pytest.mark.proves("C1")
def test_undo_is_refused_while_a_colleague_rings_the_household_for_another_round():
    with acting(ALICE):
        home = household(ALICE, 1)
        first, second = round_of(ALICE, [home]), round_of(ALICE, [home])
    attempt = end(take(first), "no_answer")
    assert take(second, BEA) is not None
    with acting(BOB), pytest.raises(WrongState):
        calling.undo(attempt_id=attempt.pk, by=BOB)
