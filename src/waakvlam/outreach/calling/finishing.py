"""How a call ended: one attempt, exactly once, with all that was said, in one transaction."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, screening
from waakvlam.access.free_text import masked
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent, Invalid
from waakvlam.kit.time import AMSTERDAM, day_of, now
from waakvlam.people import contact

from .. import findings, outcomes, reaching, steps, stops
from ..asking import heard
from ..findings import Found
from ..models import Answer, Attempt, Round, RoundEntry
from ..notes import Note, cleaned
from ..outcomes import Next, Outcome
from ..policies import OutreachPermission
from .drafts import person_of
from .leases import lost

# What an outcome changes on an entry, and undo puts back.
CHANGED = ("state", "excluded_reason", "next_at", "back_first", "attempts", "last_outcome",
           "reached_at", "done_at", "step", "channel")


@dataclass(frozen=True)
class Said:
    """What was said in a call. Everything may be empty: nothing is mandatory (R8)."""

    resident_id: UUID | None = None
    note: Note = Note()
    answers: dict[str, Any] = field(default_factory=dict)
    found: tuple[Found, ...] = ()
    channel: str = Attempt.Channel.PHONE
    # The form as it stood, for who takes the outcome back.
    typed: dict[str, Any] | None = None


@transaction.atomic
def finish(*, attempt_id: UUID, entry_id: UUID, outcome: str, by: Who,
           call_back_at: datetime | None = None, said: Said | None = None) -> Attempt:
    """Record the outcome. The same `attempt_id` again gives the same attempt and changes nothing.

    Raises Absent, WrongState("lease") where somebody else has this person now, Invalid for an
    unknown outcome, a call-back in the past, or a diagnosis the writer did not choose to keep.
    """
    entry = RoundEntry.objects.select_for_update(of=("self",), no_key=True).select_related(
        "round", "household").filter(pk=entry_id).first()
    if entry is None:
        raise Absent("entry")
    round, said = entry.round, said or Said()
    require(by, OutreachPermission.CALL, round)
    told = _already(attempt_id, entry, by)
    if told is not None:
        return told
    if entry.lease_person_id != by.person_id or entry.state not in RoundEntry.OPEN:
        raise lost()
    ending = outcomes.find(round, outcome)
    promise = _promise(round, call_back_at)
    attempt = _attempt(attempt_id, entry, ending, promise, said, by)
    move(entry, attempt, ending, said)
    tell(attempt, ending, said, by)
    reaching.follow(household_ids=[attempt.household_id], by=by)
    audit.record(by, "call.finish", attempt, round=round.id, entry=entry.id, outcome=ending.code,
                 state=entry.state, words_kept=attempt.words_kept)
    screening.keep(by, attempt, (said.note.text, *(f.words for f in said.found)))
    return attempt


def _already(attempt_id: UUID, entry: RoundEntry, by: Who) -> Attempt | None:
    told = Attempt.objects.filter(pk=attempt_id).first()
    if told is not None and (told.entry_id != entry.pk or told.person_id != by.person_id):
        raise Invalid("attempt_id", _("Deze poging hoort bij een ander gesprek."), came_in=str(attempt_id))
    return told


def _promise(round: Round, at: datetime | None) -> datetime | None:
    """Raises Invalid where the promise lies in the past or after the round."""
    if at is None:
        return None
    if at <= now():
        raise Invalid("call_back_past", _("Dit tijdstip is al voorbij."), came_in=at.isoformat(),
                      expected=_("een moment in de toekomst"), field="call_back_at")
    if day_of(at) > round.ends_on:
        raise Invalid("call_back_late", _("De belactie is dan al voorbij. Kies een eerder moment."),
                      came_in=at.isoformat(), expected=round.ends_on.isoformat(), field="call_back_at")
    return at


def _attempt(attempt_id: UUID, entry: RoundEntry, ending: Outcome, promise: datetime | None,
             said: Said, by: Who) -> Attempt:
    if said.note:
        require(by, OutreachPermission.WRITE_NOTE, entry)
    note = cleaned(said.note, "\n".join(f.words for f in said.found))
    moment = now()
    taken_at = _settle_draft(entry, said, by)
    return Attempt(
        id=attempt_id, network_id=by.network_id, organisation_id=by.organisation_id,
        round=entry.round, entry=entry, household_id=entry.household_id,
        resident_id=findings.of_household(entry.household_id, said.resident_id),
        person_id=person_of(by), at=moment, channel=said.channel, outcome=ending.code,
        reached=ending.reached, call_back_at=promise, part_of_day=part_of_day(moment),
        seconds=max(int((moment - taken_at).total_seconds()), 0) if taken_at else None,
        observation=note.observation, interpretation=note.interpretation, source=note.source,
        words_kept=note.kept, before={"entry": snapshot(entry)})


def tell(attempt: Attempt, ending: Outcome, said: Said, by: Who) -> None:
    """Write the attempt, its answers, what it brought up, and a stop where they asked for it. Contact with the
    household is followed by the caller, once for all that it tells."""
    attempt.save(force_insert=True)
    if ending.stops_calling:
        attempt.before["closed"] = stops.stop_calling(household_id=attempt.household_id, attempt=attempt, by=by)
        attempt.save(update_fields=["before"])
    Answer.objects.bulk_create([
        Answer(network_id=by.network_id, organisation_id=by.organisation_id, attempt=attempt,
               step=step[:60], value=masked(value))
        for step, value in said.answers.items() if value not in (None, "", [])])
    for found in said.found:
        findings.record(attempt=attempt, found=found, by=by)


def move(entry: RoundEntry, attempt: Attempt, ending: Outcome, said: Said) -> None:
    """The entry's next state and channel, and the household's last contact."""
    entry.attempts += 1
    follows: Next = outcomes.follow(entry.round, ending, attempts=entry.attempts, at=attempt.at, step=entry.step,
                                    call_back_at=attempt.call_back_at, answered=frozenset(said.answers))
    if follows.step is not None:
        entry.step, entry.channel = follows.step, steps.channel(entry.round, follows.step)
    entry.state, entry.last_outcome = follows.state, ending.code
    entry.excluded_reason, entry.back_first = follows.excluded_reason, follows.back_first
    entry.next_at = follows.next_at or entry.next_at
    if ending.reached:
        entry.reached_at = entry.reached_at or attempt.at
        before = entry.household.last_contact_at
        attempt.before["contact"] = before.isoformat() if before else None
        contact.spoken(household_id=entry.household_id, at=attempt.at)
    entry.done_at = attempt.at if follows.state not in RoundEntry.OPEN else None
    entry.lease_person_id = entry.lease_until = None
    entry.save(update_fields=[*CHANGED, "lease_person", "lease_until"])
    heard(entry)


_SETTLE = """update outreach_draft set finished_at = %s, content = coalesce(%s::jsonb, content)
            where entry_id = %s and person_id = %s returning taken_at"""


def _settle_draft(entry: RoundEntry, said: Said, by: Who) -> datetime | None:
    """When this caller got the person. What was typed stays for minutes, for undo. One statement."""
    typed = None if said.typed is None else json.dumps(masked(said.typed))
    with connection.cursor() as db:
        db.execute(_SETTLE, [now(), typed, entry.pk, person_of(by)])
        row = db.fetchone()
    return row[0] if row else None


def snapshot(entry: RoundEntry) -> dict[str, Any]:
    found = {name: getattr(entry, name) for name in CHANGED}
    return {k: v.isoformat() if isinstance(v, datetime) else v for k, v in found.items()}


def part_of_day(moment: datetime) -> str:
    """Morning before 12, afternoon before 18, evening after, in Dutch time."""
    hour = moment.astimezone(AMSTERDAM).hour
    parts = Attempt.PartOfDay
    return parts.MORNING if hour < 12 else parts.AFTERNOON if hour < 18 else parts.EVENING
