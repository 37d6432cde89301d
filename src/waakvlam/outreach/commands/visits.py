"""What happened at a door, told at once or hours later, by one telephone or by two.

`told` keeps a report exactly once and says whether it contradicts another; `visit` is the same and
raises, and takes a book where many reports of one sheet come at once. Both have written the report by then: let the transaction go on (catch it inside), since a
report that was told must never be lost. `settle` is a person choosing which report counts.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from waakvlam.access import audit, screening
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import day_of, now

from .. import findings, outcomes, reaching, visitbook, visiting
from ..asking import heard
from ..calling.drafts import person_of
from ..calling.finishing import CHANGED, Said, move, part_of_day, snapshot, tell
from ..calling.undoing import erase, restore, reverse
from ..findings import Found
from ..models import Attempt, Finding, RoundEntry, SheetDoor, Stop
from ..notes import Note, cleaned
from ..outcomes import Outcome
from ..policies import OutreachPermission
from ..queries import sheets
from ..visitbook import Book

Channel = Attempt.Channel


class VisitConflict(WrongState):
    """Two telephones told different things of one door. `standing` counts until a person settles
    it; `other` is kept beside it. Both are attempts that stand in the database."""

    def __init__(self, standing: Attempt, other: Attempt) -> None:
        super().__init__("visit_conflict", _("Een collega meldde iets anders over deze deur. Kies samen wat klopt."),
                         came_in=other.outcome, expected=standing.outcome,
                         remedy=_("Je verslag is bewaard. Kies bij de ronde welk verslag telt."))
        self.standing, self.other = standing, other


@dataclass(frozen=True)
class Told:
    """What was kept of a report, and the conflict where there is one."""

    attempt: Attempt
    conflict: VisitConflict | None = None


def visit(*, id: UUID, sheet_id: UUID, entry_id: UUID, outcome: str, at: datetime, seen: str,
          next_at: datetime | None = None, observation: str = "", interpretation: str = "", source: str = "",
          keep_words: bool = False, findings: tuple[Found, ...] = (), answers: dict[str, Any] | None = None,
          resident_id: UUID | None = None, book: Book | None = None, by: Who) -> Attempt:
    """Keep what happened at this door; the same `id` again gives the same attempt. With a `book` inside the
    caller's savepoint: whoever opened it closes it, and drops the door from it where this raised.

    Raises VisitConflict after keeping the report, where the door is no longer as `seen` and the
    outcome differs; Absent, Refused, Invalid where nothing was kept.
    """
    said = Said(resident_id, Note(observation, interpretation, source, keep_words), answers or {}, findings, Channel.DOOR)
    given: dict[str, Any] = {"id": id, "entry_id": entry_id, "outcome": outcome, "at": at, "seen": seen, "next_at": next_at, "said": said, "by": by}
    found = told(sheet_id=sheet_id, **given) if book is None else _told(book, **given)
    if found.conflict is not None:
        raise found.conflict
    return found.attempt


@transaction.atomic
def told(*, id: UUID, sheet_id: UUID, entry_id: UUID, outcome: str, at: datetime, seen: str,
         next_at: datetime | None, said: Said, by: Who) -> Told:
    """As `visit`, with the conflict beside the attempt and nothing raised for it."""
    book = visitbook.opened(sheet_id=sheet_id, entry_ids=[entry_id], ids=[id], by=by)
    found = _told(book, id=id, entry_id=entry_id, outcome=outcome, at=at, seen=seen, next_at=next_at, said=said, by=by)
    visitbook.close(book, by)
    return found


def _told(book: Book, *, id: UUID, entry_id: UUID, outcome: str, at: datetime, seen: str, next_at: datetime | None,
          said: Said, by: Who) -> Told:
    door, entry = book.doors.get(entry_id), book.entries.get(entry_id)
    if door is None or entry is None:
        raise Absent("door")
    before = book.known.get(id)
    if before is not None:
        return _again(before, entry, by)
    ending = outcomes.find(entry.round, outcome, Channel.DOOR)
    made = _attempt(id, door, entry, ending, at, next_at, said, by)
    found = _keep(made, entry, ending, book.standing.get(entry_id, []), seen, said, by)
    book.add(made)
    return found


def _again(before: Attempt, entry: RoundEntry, by: Who) -> Told:
    if before.entry_id != entry.pk or before.person_id != by.person_id:
        raise Invalid("attempt_id", _("Dit verslag hoort bij een andere deur."), came_in=str(before.pk))
    open_ = before.contests is not None and before.settled_at is None
    return Told(before, VisitConflict(before.contests, before) if open_ and before.contests else None)


def _attempt(id: UUID, door: SheetDoor, entry: RoundEntry, ending: Outcome, at: datetime,
             next_at: datetime | None, said: Said, by: Who) -> Attempt:
    """Not saved yet. Raises Invalid for a promise before the visit or after the round."""
    if said.note:
        require(by, OutreachPermission.WRITE_NOTE, entry)
    note = cleaned(said.note, "\n".join(f.words for f in said.found))
    received = now()
    moment = visiting.counted_at(at, received, door.day)
    if next_at is not None and (next_at <= moment or day_of(next_at) > entry.round.ends_on):
        raise Invalid("next_at", _("Kies een moment na dit bezoek, en voor het einde van de ronde."),
                      came_in=next_at.isoformat(), expected=entry.round.ends_on.isoformat(), field="next_at")
    is_off = abs(at - received) > visiting.SLACK
    return Attempt(
        id=id, network_id=by.network_id, organisation_id=by.organisation_id, round=entry.round, entry=entry,
        household_id=entry.household_id, resident_id=findings.of_household(entry.household_id, said.resident_id),
        person_id=person_of(by), at=moment, told_at=at if is_off else None, received_at=received, door=door,
        channel=Channel.CARD if ending.code == outcomes.CARD_LEFT else Channel.DOOR, outcome=ending.code,
        reached=ending.reached, call_back_at=next_at, part_of_day=part_of_day(moment), observation=note.observation,
        interpretation=note.interpretation, source=note.source, words_kept=note.kept, before={"entry": snapshot(entry)})


def _keep(made: Attempt, entry: RoundEntry, ending: Outcome, standing: list[Attempt], seen: str, said: Said, by: Who) -> Told:
    """Write the report. One that another came before does not move the list; what was found at the
    door and “not again” count all the same, since a person waits behind it."""
    other = standing[-1] if standing and seen != sheets.seen(standing) else None
    agree = other is not None and other.outcome == made.outcome
    if other is not None:
        made.contests, made.undone_at = other, made.received_at
        made.settled_at = made.received_at if agree else None
    elif entry.state in RoundEntry.OPEN:
        move(entry, made, ending, said)
    tell(made, ending, said, by)
    audit.record(by, "visit.tell", made, round=entry.round_id, entry=entry.pk, outcome=ending.code, state=entry.state,
                 conflict=other is not None and not agree, words_kept=made.words_kept)
    screening.keep(by, made, (said.note.text, *(f.words for f in said.found)))
    return Told(made, VisitConflict(other, made) if other is not None and not agree else None)


@transaction.atomic
def settle(*, attempt_id: UUID, stands: UUID, by: Who) -> Attempt:
    """A person chooses which of two reports counts: `attempt_id` is the one that contests, `stands`
    either of the two. The other stays as history. Idempotent. Raises Absent, WrongState, Invalid.
    """
    other = Attempt.objects.select_for_update(of=("self",), no_key=True).select_related("contests", "door__sheet").filter(
        pk=attempt_id, contests__isnull=False).first()
    if other is None or other.contests is None or other.door is None:
        raise Absent("attempt")
    sheets.found_sheet(by, other.door.sheet_id)
    require(by, OutreachPermission.VISIT, other.door.sheet)
    if other.settled_at is not None:
        return other
    if stands not in (other.pk, other.contests_id):
        raise Invalid("stands", _("Kies een van de twee verslagen."), came_in=str(stands))
    if stands == other.pk:
        _exchange(other.contests, other, by)
    other.settled_at, other.settled_by_id = now(), by.person_id
    other.save(update_fields=["settled_at", "settled_by", "undone_at", "before"])
    _count_reached(other.entry_id)
    reaching.follow(household_ids=[other.household_id], by=by)
    audit.record(by, "visit.settle", other, stands=stands, round=other.round_id)
    return other


def _exchange(first: Attempt, second: Attempt, by: Who) -> None:
    """The second counts and the first does not: the list moves as if only the second was told."""
    entry = RoundEntry.objects.select_for_update(of=("self",), no_key=True).select_related(
        "round", "household").get(pk=first.entry_id)
    newest = Attempt.objects.filter(entry=entry, undone_at=None).order_by("at", "id").last()
    stopped = Stop.objects.filter(household_id=entry.household_id, lifted_at=None).exists()
    second.undone_at = None
    if newest is not None and newest.pk == first.pk and first.before.get("entry") and not stopped:
        restore(entry, first)
        reverse(entry, first, by)
        ending = outcomes.find(entry.round, second.outcome, Channel.DOOR)
        second.before = {"entry": snapshot(entry)}
        move(entry, second, ending, Said(answers={a.step: a.value for a in second.answers.all()}))
    Attempt.objects.filter(pk=first.pk).update(undone_at=now())


def _count_reached(entry_id: UUID) -> None:
    """Spoken to or not is what the reports that stand say, also where somebody rang again after the two: the round's
    report counts it. What to do next there stays as that later visit left it."""
    found = Attempt.objects.filter(entry_id=entry_id, undone_at=None, reached=True).aggregate(at=Min("at"))["at"]
    RoundEntry.objects.filter(pk=entry_id).update(reached_at=found)


@transaction.atomic
def undo_visit(*, attempt_id: UUID, by: Who) -> Attempt:
    """Take a report back, on its own day, while nothing came after it. Idempotent.

    Raises Absent where it is not theirs, WrongState where it is too late.
    """
    made = Attempt.objects.select_for_update(of=("self",), no_key=True).select_related("door__sheet").filter(
        pk=attempt_id, person_id=person_of(by), door__isnull=False).first()
    if made is None or made.door is None:
        raise Absent("attempt")
    require(by, OutreachPermission.VISIT, made.door.sheet)
    if made.undone_at is not None:
        return made
    entry = RoundEntry.objects.select_for_update(no_key=True).get(pk=made.entry_id)
    last = Attempt.objects.filter(entry=entry, undone_at=None).order_by("at", "id").last()
    acted_on = made.findings.exclude(state=Finding.State.OPEN).exclude(kind=Finding.Kind.ALREADY_HELPED).exists()
    if last != made or acted_on or now() >= sheets.ends_at(made.door.day) or made.contested_by.filter(settled_at=None).exists():
        raise WrongState("undo_late", _("Dit verslag is niet meer terug te draaien. Vraag je coördinator om het te herstellen."))
    if made.before.get("entry"):
        restore(entry, made)
        entry.save(update_fields=list(CHANGED))
        heard(entry)
        reverse(entry, made, by)
    erase(made, by)
    audit.record(by, "visit.undo", made, round=made.round_id, entry=entry.pk, outcome=made.outcome)
    return made
