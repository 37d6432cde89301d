"""Taking an outcome back within seconds: everything stands as before, with the same caller."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent, WrongState
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now
from waakvlam.people import contact
from waakvlam.people.models import Household

from .. import findings, reaching, stops
from ..asking import heard
from ..models import Attempt, Draft, Round, RoundEntry, Stop
from ..policies import OutreachPermission
from .drafts import person_of
from .finishing import CHANGED
from .leases import LONG_LEASE, release

# Ten seconds on the screen, and some for the network between.
WITHIN = timedelta(seconds=15)


@transaction.atomic
def undo(*, attempt_id: UUID, by: Who) -> RoundEntry:
    """Put back what this attempt changed; the person is with this caller again. Idempotent.

    What was typed stays in the draft; answers, notes and findings of the attempt are erased: they
    may have been about somebody else. Raises Absent, WrongState where it is too late.
    """
    attempt = Attempt.objects.select_for_update(no_key=True).filter(
        pk=attempt_id, person_id=person_of(by)).first()
    if attempt is None:
        raise Absent("attempt")
    round = Round.objects.get(pk=attempt.round_id)
    require(by, OutreachPermission.CALL, round)
    entry = RoundEntry.objects.select_for_update(no_key=True).get(pk=attempt.entry_id)
    if attempt.undone_at is not None:
        return entry
    _in_time(attempt, entry)
    _put_back(entry, attempt, by)
    erase(attempt, by)
    Draft.objects.filter(entry=entry, person_id=person_of(by)).update(
        finished_at=None, attempt_id=uuid7())
    audit.record(by, "call.undo", attempt, round=round.id, entry=entry.id, outcome=attempt.outcome)
    return entry


def _in_time(attempt: Attempt, entry: RoundEntry) -> None:
    if now() - attempt.at > WITHIN:
        raise WrongState("undo_late", _("Terugdraaien kan tot tien seconden na de uitkomst. "
                                        "Vraag je coördinator om het te herstellen."))
    # Also for another round: nobody rings a household that a colleague is talking with.
    Household.objects.select_for_update(no_key=True).get(pk=entry.household_id)
    elsewhere = RoundEntry.objects.filter(household_id=entry.household_id, lease_until__gt=now()).exclude(pk=entry.pk)
    taken = entry.lease_person_id not in (None, attempt.person_id) and (entry.lease_until or now()) > now()
    if taken or elsewhere.exists():
        raise WrongState("undo_taken", _("Een collega belt deze persoon al. Terugdraaien kan niet meer."))


def _put_back(entry: RoundEntry, attempt: Attempt, by: Who) -> None:
    """The entry, other rounds that a stop closed, and the household, as they were."""
    for held in RoundEntry.objects.select_for_update(no_key=True).filter(
            round_id=entry.round_id, lease_person_id=by.person_id):
        release(held)
    restore(entry, attempt)
    entry.lease_person_id, entry.lease_until = by.person_id, now() + LONG_LEASE
    entry.save(update_fields=[*CHANGED, "lease_person", "lease_until"])
    heard(entry)
    reverse(entry, attempt, by)


def restore(entry: RoundEntry, attempt: Attempt) -> None:
    """The fields of the entry as they were before this attempt; not saved yet."""
    for name, value in attempt.before["entry"].items():
        is_moment = name in ("next_at", "reached_at", "done_at") and value
        setattr(entry, name, datetime.fromisoformat(value) if is_moment else value)


def reverse(entry: RoundEntry, attempt: Attempt, by: Who) -> None:
    """What this attempt did beyond its entry: the last contact, and a stop with what it closed."""
    if "contact" in attempt.before:
        was = attempt.before["contact"]
        contact.spoken(household_id=entry.household_id,
                       at=datetime.fromisoformat(was) if was else None)
    for stop in Stop.objects.select_for_update().filter(attempt=attempt, lifted_at=None):
        stops.lift(stop, _("teruggedraaid door wie het opschreef"), by)
    for closed, state in attempt.before.get("closed", {}).items():
        RoundEntry.objects.filter(pk=closed, state=RoundEntry.State.EXCLUDED).update(
            state=state, excluded_reason="", done_at=None)


def erase(attempt: Attempt, by: Who) -> None:
    """What was said in it; that there was an attempt, taken back, stays."""
    findings.erase(attempt=attempt, by=by)
    attempt.answers.all().delete()
    attempt.undone_at = now()
    attempt.observation = attempt.interpretation = attempt.source = ""
    attempt.resident_id, attempt.before, attempt.words_kept = None, {}, False
    attempt.save()
    reaching.follow(household_ids=[attempt.household_id], by=by)
