"""What a call brought up: never lost, never a number or a diagnosis by ear."""

from datetime import timedelta

import pytest

from waakvlam.access.identity import acting
from waakvlam.access.models import Audit, Clock
from waakvlam.kit import time
from waakvlam.kit.errors import Absent, Invalid, Refused, WrongState
from waakvlam.outreach import calling, findings
from waakvlam.outreach.findings import Found
from waakvlam.outreach.models import Answer, Attempt, Draft, Finding
from waakvlam.outreach.notes import Note

from .calls import ALICE, BOB, DORA, TUESDAY, end, household, take

pytestmark = pytest.mark.django_db


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
    with time.at(TUESDAY):
        entry = take(three)
        with pytest.raises(Invalid, match="waarom"):
            end(entry, said=calling.Said(found=(Found("signal", danger=True),)))
        end(entry, said=calling.Said(found=(Found("signal", danger=True, reason="gevallen, kon niet opstaan; 112 gebeld"),)))
    with acting(ALICE):
        due = Clock.objects.get(kind=findings.CLOCK).due_at.astimezone(time.AMSTERDAM)
        assert (time.day_of(due) - time.day_of(TUESDAY), due.hour) == (timedelta(days=1), 17)


def test_a_resident_of_another_household_is_not_believed(three):
    with acting(ALICE):
        other = household(ALICE, 99).residents.get()
    attempt = end(take(three), said=calling.Said(resident_id=other.pk))
    assert attempt.resident_id is None


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


def test_a_coordinator_closes_what_was_solved_or_will_not_be_done_with_the_reason(three, sign_in):
    end(take(three), said=calling.Said(found=(Found("help_request", "forms"), Found("signal", words="De lamp is stuk."))))
    with acting(ALICE):
        solved, other = Finding.objects.order_by("kind")
    alice, where = sign_in("alice"), f"/belacties/{three.pk}/bevindingen/"
    assert "Laten vervallen" in alice.get(where).content.decode()
    assert alice.post(f"/belacties/bevindingen/{solved.pk}/einde/", {"how": "answered"})["Location"] == where
    assert alice.post(f"/belacties/bevindingen/{other.pk}/einde/", {"how": "dropped", "reason": " "}).status_code == 400
    assert sign_in("bob").post(f"/belacties/bevindingen/{other.pk}/einde/", {"how": "answered"}).status_code == 403
    assert sign_in("dora").post(f"/belacties/bevindingen/{other.pk}/einde/", {"how": "answered"}).status_code == 404
    assert alice.post(f"/belacties/bevindingen/{other.pk}/einde/", {"how": "dropped", "reason": "De lamp is gemaakt."}).status_code == 302
    with acting(ALICE):
        assert {(f.state, f.reason) for f in Finding.objects.all()} == {("answered", ""), ("dropped", "De lamp is gemaakt.")}
        assert not Clock.objects.filter(kind=findings.CLOCK, stopped_at=None).exists()
