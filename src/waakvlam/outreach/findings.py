"""What calls brought up: recorded with a clock, so that none is lost, until somebody acts."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.access.words import Role
from waakvlam.kit.eleven import mask
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import now
from waakvlam.people.models import Resident

from .models import Attempt, Finding
from .policies import OutreachPermission

CLOCK = "finding.follow_up"
# Working days before silence moves it on; danger is reviewed the next working day (R27).
DAYS = {Finding.Kind.HELP_REQUEST: 2, Finding.Kind.SIGNAL: 2, Finding.Kind.CHECK_IN_WISH: 5}
DANGER_DAYS = 1
HEARD_OF = timedelta(weeks=13)  # how long whoever told us something hears how it goes
RHYTHMS = ("weekly", "fortnightly", "monthly")


@dataclass(frozen=True)
class Found:
    """One thing a call brought up. `topic` is a code of `resources.words.Topic`, or empty.

    `danger` needs a `reason`: why it was acted on at once (R27).
    """

    kind: str
    topic: str = ""
    words: str = ""
    rhythm: str = ""
    danger: bool = False
    reason: str = ""
    resident_id: UUID | None = None


@transaction.atomic
def record(*, attempt: Attempt, found: Found, by: Who) -> Finding:
    """Write it down and start its clock. Raises Invalid for an unknown kind or danger without reason."""
    require(by, OutreachPermission.RECORD_FINDING, attempt)
    if found.kind not in Finding.Kind.values:
        raise Invalid("finding", _("Dit soort bevinding bestaat niet."), came_in=found.kind[:40])
    if found.danger and not found.reason.strip():
        raise Invalid("danger_reason", _("Schrijf kort op waarom er gevaar was."), field="danger_reason")
    helped = found.kind == Finding.Kind.ALREADY_HELPED
    finding = Finding.objects.create(
        network_id=by.network_id, organisation_id=by.organisation_id, round_id=attempt.round_id,
        entry_id=attempt.entry_id, attempt=attempt, household_id=attempt.household_id,
        resident_id=of_household(attempt.household_id, found.resident_id) or attempt.resident_id,
        kind=found.kind, topic=found.topic[:40], words=mask(found.words.strip())[0],
        rhythm=found.rhythm if found.rhythm in RHYTHMS else "", danger=found.danger,
        reason=mask(found.reason.strip())[0][:300] if found.danger else "",
        state=Finding.State.ANSWERED if helped else Finding.State.OPEN,
        ended_at=now() if helped else None)
    if not helped:
        _start_clock(finding, by)
    audit.record(by, "finding.record", finding, kind=found.kind, danger=found.danger, round=attempt.round_id)
    return finding


def _start_clock(finding: Finding, by: Who) -> None:
    days = DANGER_DAYS if finding.danger else DAYS[Finding.Kind(finding.kind)]
    clocks.start(by, finding, CLOCK, on=finding.organisation_id, working_days=days, person=finding.owner_id)


@transaction.atomic
def take_up(*, finding_id: UUID, by: Who) -> Finding:
    """Somebody makes it theirs; the clock keeps running on them."""
    finding = _open(finding_id, by)
    finding.owner_id = by.person_id
    finding.save(update_fields=["owner"])
    _start_clock(finding, by)
    audit.record(by, "finding.take_up", finding)
    return finding


@transaction.atomic
def hand_over(*, finding_id: UUID, by: Who) -> Finding:
    """A warm handover was made from it, which has its own clocks."""
    return _end(finding_id, Finding.State.HANDED_OVER, by)


@transaction.atomic
def answer(*, finding_id: UUID, by: Who) -> Finding:
    """Dealt with in the own organisation."""
    return _end(finding_id, Finding.State.ANSWERED, by)


@transaction.atomic
def drop(*, finding_id: UUID, reason: str, by: Who) -> Finding:
    """Nothing will be done, and why. Raises Invalid without a reason."""
    if not reason.strip():
        raise Invalid("reason", _("Schrijf op waarom dit vervalt."), field="reason")
    return _end(finding_id, Finding.State.DROPPED, by, reason)


@transaction.atomic
def reopen(*, finding_id: UUID, by: Who) -> Finding:
    """It came back (a handover that was declined or did not help): the clock starts anew."""
    finding = _locked(finding_id, by)
    if finding.state == Finding.State.OPEN:
        return finding
    finding.state, finding.ended_at = Finding.State.OPEN, None
    finding.save(update_fields=["state", "ended_at"])
    _start_clock(finding, by)
    audit.record(by, "finding.reopen", finding)
    return finding


def _end(finding_id: UUID, state: str, by: Who, reason: str = "") -> Finding:
    finding = _locked(finding_id, by)
    if finding.state == state:
        return finding
    if state not in Finding.TRANSITIONS[Finding.State(finding.state)]:
        raise WrongState("finding_state", _("Dit is al afgehandeld."), came_in=finding.state, expected=state)
    finding.state, finding.ended_at = state, now()
    finding.reason = mask(reason.strip())[0][:300] or finding.reason
    finding.save(update_fields=["state", "ended_at", "reason"])
    clocks.stop(finding.pk, CLOCK)
    audit.record(by, f"finding.{state}", finding)
    return finding


def _open(finding_id: UUID, by: Who) -> Finding:
    finding = _locked(finding_id, by)
    if finding.state != Finding.State.OPEN:
        raise WrongState("finding_state", _("Dit is al afgehandeld."), came_in=finding.state)
    return finding


def _locked(finding_id: UUID, by: Who) -> Finding:
    finding = Finding.objects.select_for_update(no_key=True).filter(pk=finding_id).first()
    if finding is None:
        raise Absent("finding")
    require(by, OutreachPermission.FOLLOW_UP, finding)
    return finding


def erase(*, attempt: Attempt, by: Who) -> int:
    """With the undo of an attempt, within seconds; nobody acted on them yet."""
    ids = list(attempt.findings.values_list("id", flat=True))
    for finding_id in ids:
        clocks.stop(finding_id, CLOCK)
    attempt.findings.all().delete()
    return len(ids)


def of_household(household_id: UUID, resident_id: UUID | None) -> UUID | None:
    """The resident where they live in this household; a forged id becomes nobody."""
    if resident_id is None:
        return None
    found = Resident.objects.filter(pk=resident_id, household_id=household_id).exists()
    return resident_id if found else None


def listed(who: Who, *, state: str = Finding.State.OPEN, kind: str = "") -> QuerySet[Finding]:
    """Findings of the own organisation: danger first, then the oldest. Logged where they are shown."""
    rows = Finding.objects.filter(organisation_id=who.organisation_id, state=state)
    rows = rows.none() if who.role == Role.STEWARD else rows.filter(kind=kind) if kind else rows
    return rows.select_related("resident", "household__dwelling", "round").order_by("-danger", "created_at", "id")


def told_by(who: Who, *, limit: int = 50) -> list[Finding]:
    """What this person wrote down and somebody must act on, newest first. One query; logged per resident."""
    if who.person_id is None:
        return []
    rows = list(Finding.objects.select_related("resident").filter(
        organisation_id=who.organisation_id, attempt__person_id=who.person_id, created_at__gt=now() - HEARD_OF)
        .exclude(kind=Finding.Kind.ALREADY_HELPED).order_by("-created_at", "-id")[:limit])
    audit.touched(who, "outreach.told", (f.resident_id or f.household_id for f in rows))
    return rows


def one(who: Who, finding_id: UUID) -> Finding:
    """One finding with resident, home and round; logged. Raises Absent. One query."""
    rows = Finding.objects.select_related("resident", "household__dwelling", "round", "attempt")
    found = rows.filter(pk=finding_id, organisation_id=who.organisation_id).first()
    if found is None:
        raise Absent("finding")
    audit.touched(who, "outreach.finding", [found.household_id, found.resident_id])
    return found
