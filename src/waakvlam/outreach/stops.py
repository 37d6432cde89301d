"""“Do not call again”: honoured everywhere at once, in one transaction (R7)."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent, Invalid
from waakvlam.kit.time import now
from waakvlam.people import contact

from .asking import ASKED, heard
from .models import Attempt, Round, RoundEntry, Stop
from .policies import OutreachPermission

UNENDED = (Round.State.DRAFT, Round.State.APPROVED, Round.State.RUNNING, Round.State.PAUSED)


@transaction.atomic
def stop_calling(*, household_id: UUID, by: Who, attempt: Attempt | None = None) -> dict[str, str]:
    """The household disappears from every list, also from under another caller's hands.

    Returns the entries that this closed with the state they had (for undo). Idempotent.
    """
    require(by, OutreachPermission.STOP_CALLING, attempt.round if attempt else _OurOwn(by))
    contact.do_not_call(household_id=household_id, by=by)
    stop, made = Stop.objects.get_or_create(household_id=household_id, lifted_at=None, defaults={
        "network_id": by.network_id, "organisation_id": by.organisation_id, "attempt": attempt,
        "person_id": by.person_id})
    if made:
        audit.record(by, "stop.record", stop, household=household_id)
    rows = RoundEntry.objects.select_for_update(no_key=True).filter(
        household_id=household_id, state__in=RoundEntry.OPEN).order_by("id")
    closed = {str(e.pk): str(e.state) for e in rows}
    RoundEntry.objects.filter(pk__in=closed).update(
        state=RoundEntry.State.EXCLUDED, excluded_reason=RoundEntry.Excluded.DO_NOT_CALL,
        lease_person=None, lease_until=None, done_at=now())
    for entry in RoundEntry.objects.filter(pk__in=list(closed), why__has_key=ASKED):
        heard(entry)
    return closed


@transaction.atomic
def call_again(*, household_id: UUID, reason: str, by: Who) -> Stop:
    """A coordinator lifts it, with a reason; lists that still run show the household again.

    Raises Absent where nothing stops calling, Invalid without a reason.
    """
    stop = Stop.objects.select_for_update().filter(household_id=household_id, lifted_at=None).first()
    if stop is None:
        raise Absent("stop")
    require(by, OutreachPermission.LIFT_STOP, stop)
    if not reason.strip():
        raise Invalid("reason", _("Schrijf op waarom dit huishouden weer gebeld mag worden."), field="reason")
    lift(stop, reason.strip()[:300], by)
    RoundEntry.objects.filter(
        household_id=household_id, state=RoundEntry.State.EXCLUDED, round__state__in=UNENDED,
        excluded_reason=RoundEntry.Excluded.DO_NOT_CALL,
    ).update(state=RoundEntry.State.WAITING, excluded_reason="", done_at=None, next_at=now())
    return stop


def lift(stop: Stop, reason: str, by: Who) -> None:
    """Also used by undo, within seconds, by who recorded it."""
    stop.lifted_at, stop.lifted_by_id, stop.lifted_reason = now(), by.person_id, reason
    stop.save(update_fields=["lifted_at", "lifted_by", "lifted_reason"])
    contact.call_again(household_id=stop.household_id, by=by)
    audit.record(by, "stop.lift", stop, household=stop.household_id)


class _OurOwn:
    """A subject of the own organisation, where no row stands at hand."""

    team_id = None

    def __init__(self, by: Who) -> None:
        self.organisation_id = by.organisation_id
