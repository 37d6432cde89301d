"""How a call ended: kept once, and what follows from it."""

from datetime import timedelta

import pytest

from waakvlam.access.identity import acting
from waakvlam.access.models import Audit
from waakvlam.kit import time
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.ids import uuid7
from waakvlam.outreach import calling
from waakvlam.outreach.calling.leases import LONG_LEASE, PROMISE
from waakvlam.outreach.models import Attempt, Draft

from .calls import (
    ALICE,
    BEA,
    BOB,
    ONE,
    end,
    fresh,
    fresh_id,
    round_of,
    take,
)

pytestmark = pytest.mark.django_db


@pytest.mark.proves("C1", "R7")
def test_an_outcome_is_kept_once_however_often_it_is_sent(three):
    entry, name = take(three), uuid7()
    first = end(entry, attempt_id=name)
    again = end(entry, attempt_id=name)
    assert first.pk == again.pk
    with acting(ALICE):
        assert Attempt.objects.count() == 1
        assert Audit.objects.filter(verb="call.finish").count() == 1
    assert (fresh(entry).state, fresh(entry).attempts) == ("done", 1)
    assert fresh(entry).lease_person_id is None


def test_the_name_of_an_attempt_cannot_be_used_for_another_call(three):
    first, name = take(three), uuid7()
    end(first, attempt_id=name)
    second = take(three)
    with pytest.raises(Invalid, match="ander gesprek"):
        end(second, attempt_id=name)


def test_an_outcome_for_a_person_somebody_else_has_now_is_refused_and_the_note_is_kept(three):
    entry = take(three)
    with acting(BOB):
        calling.save_draft(entry_id=entry.pk, content={"fields": {"observation": "vraagt om klusje"}}, by=BOB)
    with time.at(time.now() + LONG_LEASE + ONE):
        take(three, BEA)
        with pytest.raises(WrongState):
            end(entry)
        with acting(BOB):
            calling.save_draft(entry_id=entry.pk, content={"fields": {"observation": "en meer"}}, by=BOB)
            assert Draft.objects.get(person_id=BOB.person_id).content["fields"]["observation"] == "en meer"
    with acting(ALICE):
        assert not Attempt.objects.exists()


@pytest.mark.proves("C1")
def test_no_answer_is_tried_again_later_and_at_most_so_often():
    with acting(ALICE):
        only = round_of(ALICE, 1, max_attempts=2)
    entry = take(only)
    end(entry, "no_answer")
    assert take(only) is None
    assert fresh(entry).state == "waiting"
    with time.at(fresh(entry).next_at + ONE):
        assert take(only).pk == entry.pk
        end(entry, "no_answer")
    assert fresh(entry).state == "unreachable"


@pytest.mark.proves("C1")
def test_a_promised_call_back_goes_to_who_promised_it_and_then_to_anybody():
    with acting(ALICE):
        two = round_of(ALICE, 2)
    entry, promise = take(two), time.now() + timedelta(hours=2)
    end(entry, "call_back", call_back_at=promise)
    with time.at(promise - ONE):
        assert take(two, BEA).rank == 1
        with acting(BEA):
            calling.give_back(entry_id=fresh_id(two, 1), by=BEA)
    with time.at(promise + ONE):
        assert take(two, BEA).rank == 1
        assert take(two).pk == entry.pk
        with acting(BOB):
            calling.give_back(entry_id=entry.pk, by=BOB)
        end(take(two, BEA), who=BEA)
    with time.at(promise + PROMISE + ONE):
        assert take(two, BEA).pk == entry.pk


@pytest.mark.parametrize("moment", [-ONE, timedelta(days=100)])
def test_a_promise_lies_in_the_future_and_in_the_round(three, moment):
    entry = take(three)
    with pytest.raises(Invalid):
        end(entry, "call_back", call_back_at=time.now() + moment)
    assert fresh(entry).state == "waiting"
