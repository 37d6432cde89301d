"""A call or a visit that follows from a signal stands on a list, once, and says by itself how it went."""

from dataclasses import replace

import pytest
from django.urls import reverse

from waakvlam.access import clocks, identity
from waakvlam.access.tests import cast
from waakvlam.access.words import Role
from waakvlam.kit.errors import Absent, Invalid, Refused, WrongState
from waakvlam.outreach import calling, stops
from waakvlam.outreach.models import RoundEntry
from waakvlam.outreach.tests import calls
from waakvlam.people.models import Household
from waakvlam.signals import queries
from waakvlam.signals.commands import making
from waakvlam.signals.models.states import FollowState
from waakvlam.signals.tests import factories as make
from waakvlam.signals.tests.making import AT_THE_DOOR, entry, followed, home, now_of, put, running

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4", "C1")]


@pytest.mark.proves("R6")
@pytest.mark.parametrize(("kind", "channel"), [("call", "phone"), ("visit", "door")])
def test_a_call_or_visit_stands_once_on_the_list_with_its_reason_and_nothing_of_the_signal(kind, channel):
    there, round = home(), running(steps=AT_THE_DOOR if kind == "visit" else [])
    _signal, follow = followed(kind)
    assert put(follow, round).made_id == put(follow, round).made_id
    found = entry(there)
    assert (found.channel, found.why, found.state) == (channel, {"asked": "new"}, "waiting")
    assert make.WORDS not in str(vars(found))


@pytest.mark.parametrize(("outcome", "state"), [("spoken", FollowState.DONE), ("wrong_number", FollowState.FAILED)])
def test_how_the_call_went_ends_what_followed_and_the_signal_waits_for_what_is_next(outcome, state):
    there, round = home(), running(max_attempts=1)
    made, follow = followed("call")
    put(follow, round)
    calls.end(calls.take(round), outcome)
    assert entry(there).state not in RoundEntry.OPEN
    assert now_of(follow).state == state
    with identity.acting(make.who("alice")) as by:
        assert queries.page(by, made.pk).clock.kind == "signal.act"


def test_an_outcome_that_is_taken_back_makes_it_wait_again():
    home()
    round = running()
    made, follow = followed("call")
    put(follow, round)
    attempt = calls.end(calls.take(round))
    with identity.acting(cast.who("bob")) as by:
        calling.undo(attempt_id=attempt.pk, by=by)
    assert now_of(follow).state == FollowState.OPEN
    with identity.acting(make.who("alice")) as by:
        assert queries.page(by, made.pk).clock.kind == "signal.do"


@pytest.mark.proves("R7")
def test_who_wants_no_calls_stands_on_no_list_also_not_for_a_signal():
    there, round = home(), running()
    _made, follow = followed("call")
    with identity.acting(cast.who("alice")) as by:
        stops.stop_calling(household_id=there.pk, by=by)
    with pytest.raises(Invalid):
        put(follow, round)
    assert now_of(follow).made_id is None


@pytest.mark.proves("R7")
def test_a_stop_after_it_was_asked_is_heard():
    there, round = home(), running()
    _made, follow = followed("call")
    put(follow, round)
    with identity.acting(cast.who("alice")) as by:
        stops.stop_calling(household_id=there.pk, by=by)
    assert now_of(follow).state == FollowState.FAILED


@pytest.mark.parametrize("wrong", ["no number", "done", "other way", "ended", "nobody", "two"])
def test_what_cannot_stand_on_a_list_says_why_and_stays_somebodys(wrong):
    there = home(phone=wrong != "no number") if wrong != "nobody" else None
    round = running(steps=AT_THE_DOOR if wrong == "other way" else [], **({"state": "ended"} if wrong == "ended" else {}))
    made, follow = followed("call")
    with identity.acting(cast.who("alice")) as by:
        if wrong == "done":
            RoundEntry.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, round=round, household=there,
                                      rank=9, why={"age": 80}, next_at=round.started_at, state="done")
        if wrong == "two":
            Household.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, dwelling=there.dwelling, key="two")
    with pytest.raises(Invalid):
        put(follow, round)
    assert (now_of(follow).state, now_of(follow).made_id) == (FollowState.OPEN, None)
    with identity.acting(make.who("alice")) as by:
        assert clocks.of(by, [made.pk]).get().kind == "signal.do"


def test_only_who_may_approve_a_list_puts_somebody_on_it():
    home()
    round, (_made, follow) = running(), followed("call")
    for role in (Role.DISTRICT_WORKER, Role.CARE_WORKER):
        by = replace(make.who("alice"), role=role)
        with identity.acting(by), pytest.raises((Refused, Absent)):
            making.put_on_list(follow_id=follow.pk, round_id=round.pk, by=by)
    with identity.acting(make.who("dora")) as by, pytest.raises(Absent):
        making.put_on_list(follow_id=follow.pk, round_id=round.pk, by=by)
    with identity.acting(make.who("bob")) as by, pytest.raises((Absent, Refused)):
        making.put_on_list(follow_id=follow.pk, round_id=round.pk, by=by)


def test_it_can_be_taken_back_until_somebody_rang():
    there, round = home(), running()
    made, follow = followed("call")
    put(follow, round)
    with identity.acting(make.who("alice")) as by:
        making.take_off_list(follow_id=follow.pk, by=by)
    with identity.acting(cast.who("alice")):
        assert not RoundEntry.objects.filter(household=there).exists()
    assert (now_of(follow).state, now_of(follow).made_id) == (FollowState.OPEN, None)
    put(follow, round)
    calls.end(calls.take(round), "no_answer")
    with identity.acting(make.who("alice")) as by, pytest.raises(WrongState):
        making.take_off_list(follow_id=follow.pk, by=by)


def test_who_stood_on_the_list_already_stays_there():
    there = home()
    with identity.acting(cast.who("alice")) as by:
        round = calls.round_of(by, [there])
    _made, follow = followed("call")
    put(follow, round)
    assert entry(there).why == {"age": 80, "asked": "also"}
    with identity.acting(make.who("alice")) as by:
        making.take_off_list(follow_id=follow.pk, by=by)
    assert entry(there).why == {"age": 80}


def test_two_signals_that_ask_for_one_call_both_hear_how_it_went():
    there, round = home(), running()
    (_a, first), (_b, second) = followed("call"), followed("call")
    assert put(first, round).made_id == put(second, round).made_id
    with identity.acting(make.who("alice")) as by:
        making.take_off_list(follow_id=second.pk, by=by)
    assert entry(there).why == {"asked": "new"}
    calls.end(calls.take(round))
    assert (now_of(first).state, now_of(second).state) == (FollowState.DONE, FollowState.OPEN)


def test_the_page_leads_to_the_list_and_back(sign_in):
    home()
    round = running()
    made = make.taken(street="Dorpsstraat", house_number="1234", postcode="1500AA")
    client = sign_in("alice")
    agreed = client.post(reverse("signals:act", args=[made.pk, "vervolg"]), {"kind": "call", "due_on": make.soon()})
    at = agreed["Location"]
    assert at == reverse("signals:make", args=[made.pk, make.follow_of(made)])
    assert round.name in client.get(at).content.decode()
    assert client.post(at, {"round_id": "x"}).status_code == 400
    client.post(at, {"round_id": str(round.pk)})
    assert "te bellen" in client.get(reverse("signals:signal", args=[made.pk])).content.decode()
    assert client.get(at)["Location"] == reverse("outreach:round_entries", args=[round.pk])
    client.post(reverse("signals:follow", args=[made.pk, make.follow_of(made), "terug"]))
    assert "Op een bellijst zetten" in client.get(reverse("signals:signal", args=[made.pk])).content.decode()
