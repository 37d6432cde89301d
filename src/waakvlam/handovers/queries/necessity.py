"""Handovers without permission that wait for a second pair of eyes or a look back."""

from uuid import UUID

from django.db.models import QuerySet

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.words import Role
from waakvlam.kit.errors import Absent

from ..models import Necessity

OPEN = (Necessity.State.REQUESTED, Necessity.State.CONFIRMED)


def necessities(who: Who, *, limit: int = 100) -> list[Necessity]:
    """Own ones that are open, oldest first. One query."""
    return list(_own(who).filter(state__in=OPEN).order_by("requested_at")[:limit])


def necessity(who: Who, necessity_id: UUID) -> Necessity:
    """Raises Absent where it is not there or not ours. One query."""
    found = _own(who).filter(pk=necessity_id).first()
    if found is None:
        raise Absent("necessity")
    audit.touched(who, "necessity.read", [found.resident_id or found.household_id])
    return found


def _own(who: Who) -> QuerySet[Necessity]:
    rows = Necessity.objects.filter(organisation_id=who.organisation_id).select_related("requested_by", "confirmed_by", "reviewed_by")
    return rows.none() if who.role == Role.STEWARD else rows
