"""Taking, keeping, ending and undoing calls, as commands."""

from datetime import timedelta

import pytest

from waakvlam.access.identity import acting
from waakvlam.access.models import Audit, Clock
from waakvlam.kit import time
from waakvlam.kit.errors import Absent, Invalid, Refused, WrongState
from waakvlam.kit.ids import uuid7
from waakvlam.outreach import calling, findings, stops
from waakvlam.outreach.calling.leases import LEASE, LONG_LEASE, PROMISE, RETURNED
from waakvlam.outreach.calling.undoing import WITHIN
from waakvlam.outreach.findings import Found
from waakvlam.outreach.models import Answer, Attempt, Draft, Finding, Round, RoundEntry, Stop
from waakvlam.outreach.notes import Note
from waakvlam.people.models import Household

from .calls import ALICE, BEA, BOB, DORA, TUESDAY, household, round_of

pytestmark = pytest.mark.django_db
ONE = timedelta(seconds=1)


def take(round, who=BOB):
    with acting(who):
        return calling.take_next(round=round, by=who)


def end(entry, outcome="spoken", who=BOB, **given):
    with acting(who):
        return calling.finish(attempt_id=given.pop("attempt_id", uuid7()), entry_id=entry.pk,
                              outcome=outcome, by=who, **given)


def fresh(entry):
    with acting(ALICE):
        return RoundEntry.objects.get(pk=entry.pk)


@pytest.fixture
def three():
    with acting(ALICE):
        return round_of(ALICE, 3)


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


def fresh_id(round, rank):
    return RoundEntry.objects.get(round=round, rank=rank).pk


def test_outside_calling_hours_only_promises_are_kept():
    with acting(ALICE):
        two = round_of(ALICE, 2, calling_hours={"2": ["09:30", "17:00"]})
    with time.at(TUESDAY):
        entry = take(two)
        end(entry, "call_back", call_back_at=TUESDAY + timedelta(hours=9))
    with time.at(TUESDAY + timedelta(hours=9, seconds=1)):
        assert take(two).pk == entry.pk
        assert take(two, BEA) is None


@pytest.mark.parametrize("moment", [-ONE, timedelta(days=100)])
def test_a_promise_lies_in_the_future_and_in_the_round(three, moment):
    entry = take(three)
    with pytest.raises(Invalid):
        end(entry, "call_back", call_back_at=time.now() + moment)
    assert fresh(entry).state == "waiting"


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


@pytest.mark.proves("R12")
def test_words_that_look_like_a_diagnosis_are_kept_only_by_choice_and_the_choice_is_logged(three):
    entry = take(three)
    with pytest.raises(Invalid, match="dement") as warned:
        end(entry, said=calling.Said(note=Note("mevrouw lijkt dement")))
    assert warned.value.code == "diagnosis"
    end(entry, said=calling.Said(note=Note("mevrouw lijkt dement", "vergeet namen", "dochter", kept=True)))
    with acting(ALICE):
        attempt = Attempt.objects.get()
        assert (attempt.observation, attempt.interpretation, attempt.source, attempt.words_kept) == (
            "mevrouw lijkt dement", "vergeet namen", "dochter", True)
        assert Audit.objects.get(verb="call.finish").detail["words_kept"] is True


@pytest.mark.proves("R3")
def test_a_citizen_service_number_is_kept_nowhere(three):
    entry, number = take(three), "111222333"
    with acting(BOB):
        calling.save_draft(entry_id=entry.pk, by=BOB, content={"fields": {"observation": number}, "answers": {"a": [number]}})
    end(entry, said=calling.Said(note=Note(number, number, number), answers={"words": number},
                                 found=(Found("signal", words=number),)))
    with acting(ALICE):
        rows = [*Attempt.objects.values(), *Answer.objects.values(), *Finding.objects.values(), *Draft.objects.values()]
        assert len(rows) == 4
        assert number not in str(rows)


@pytest.mark.proves("C1", "C5")
def test_what_a_call_brings_up_gets_a_clock_so_that_none_is_lost(three):
    end(take(three), said=calling.Said(found=(
        Found("help_request", "groceries", "de tas is zo zwaar"), Found("help_request", "forms"),
        Found("check_in_wish", rhythm="weekly"), Found("already_helped"))))
    with acting(ALICE):
        rows = {(f.kind, f.topic): f for f in Finding.objects.all()}
        assert len(rows) == 4
        assert rows["already_helped", ""].state == "answered"
        assert Clock.objects.filter(kind=findings.CLOCK, stopped_at=None).count() == 3


@pytest.mark.proves("R27")
def test_danger_asks_why_and_is_looked_at_the_next_working_day(three):
    entry = take(three)
    with pytest.raises(Invalid, match="waarom"):
        end(entry, said=calling.Said(found=(Found("signal", danger=True),)))
    with time.at(TUESDAY):
        end(entry, said=calling.Said(found=(Found("signal", danger=True, reason="gevallen, kon niet opstaan; 112 gebeld"),)))
    with acting(ALICE):
        due = Clock.objects.get(kind=findings.CLOCK).due_at.astimezone(time.AMSTERDAM)
        assert (due.day, due.hour) == (25, 17)


def test_a_resident_of_another_household_is_not_believed(three):
    with acting(ALICE):
        other = household(ALICE, 99).residents.get()
    attempt = end(take(three), said=calling.Said(resident_id=other.pk))
    assert attempt.resident_id is None


@pytest.mark.parametrize("key", ["dora", "zed"])
def test_another_organisation_sees_no_entry_to_end(three, key):
    from waakvlam.access.tests import cast

    who, entry = cast.who(key), take(three)
    with pytest.raises(Absent):
        end(entry, who=who)
    with acting(who), pytest.raises(Absent):
        calling.save_draft(entry_id=entry.pk, content={}, by=who)


@pytest.mark.parametrize("key", ["board", "fg", "admin"])
def test_who_does_not_call_cannot_take_anybody(three, key):
    from waakvlam.access.tests import cast

    who = cast.who(key, "call_round")
    with acting(who), pytest.raises(Refused):
        calling.take_next(round=three, by=who)


def test_an_act_and_its_audit_live_and_die_together(three, monkeypatch):
    entry = take(three)
    monkeypatch.setattr("waakvlam.access.audit.record", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        end(entry)
    with acting(ALICE):
        assert not Attempt.objects.exists()
    assert fresh(entry).state == "waiting"


def test_returned_people_are_offered_to_the_same_caller_after_a_while(three):
    first = take(three)
    with acting(BOB):
        calling.give_back(entry_id=first.pk, by=BOB)
    with time.at(time.now() + RETURNED + ONE):
        assert take(three).pk == first.pk


def test_findings_move_through_their_states_each_audited(three):
    end(take(three), said=calling.Said(found=(Found("help_request", "forms"),)))
    with acting(ALICE):
        found = Finding.objects.get()
        findings.take_up(finding_id=found.pk, by=ALICE)
        findings.hand_over(finding_id=found.pk, by=ALICE)
        assert not Clock.objects.filter(subject_id=found.pk, stopped_at=None).exists()
        findings.reopen(finding_id=found.pk, by=ALICE)
        assert Clock.objects.filter(subject_id=found.pk, stopped_at=None).exists()
        with pytest.raises(Invalid):
            findings.drop(finding_id=found.pk, reason="", by=ALICE)
        findings.drop(finding_id=found.pk, reason="dubbel", by=ALICE)
        with pytest.raises(WrongState):
            findings.answer(finding_id=found.pk, by=ALICE)
    with acting(BOB), pytest.raises(Refused):
        findings.take_up(finding_id=found.pk, by=BOB)
    with acting(DORA), pytest.raises(Absent):
        findings.take_up(finding_id=found.pk, by=DORA)


@pytest.mark.proves("C1")
def test_the_reasons_of_a_list_are_those_of_each_household():
    from waakvlam.outreach import call_queries
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
        split = call_queries.not_callable(ALICE, round)
        alone = {e.rank: may_call(round, e.pk, time.now()) for e in RoundEntry.objects.filter(round=round)}
    assert taken.household_id == homes[4].pk
    assert split == {"do_not_call": 1, "no_number": 1, "cool_down": 2, "gone": 1, "elsewhere": 1,
                     "call_back": 1, "now": 1}
    assert {n for n, may in alone.items() if may} == {6, 7}
