"""Two versions of one visit, told by two phones: who sees them, and both side by side."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.kit.errors import Absent
from waakvlam.outreach import outcomes
from waakvlam.outreach.models import Attempt
from waakvlam.outreach.queries import sheets

ACTIVITY = "outreach.visit"


@dataclass(frozen=True)
class Version:
    """One of the two, in words. `label` is the outcome as the round calls it."""

    attempt: Attempt
    label: str
    is_first: bool


@dataclass(frozen=True)
class Contest:
    """A door with two versions; `other` came second and waits for somebody to choose."""

    other: Attempt
    address: str
    versions: tuple[Version, Version]
    stands: UUID | None


def contests(who: Who) -> list[Attempt]:
    """Open ones on sheets that this person may see, oldest first; logged. Two queries."""
    rows = list(_visible(who).filter(settled_at=None).order_by("created_at", "id")[:100])
    audit.touched(who, ACTIVITY, {row.household_id for row in rows})
    return rows


def contest(who: Who, attempt_id: UUID) -> Contest:
    """Both versions; logged. Raises Absent. Two queries."""
    other = _visible(who).filter(pk=attempt_id).first()
    if other is None or other.contests is None:
        raise Absent("contest")
    audit.touched(who, ACTIVITY, [other.household_id])
    labels = {o.code: o.label for o in outcomes.of(other.round, Attempt.Channel.DOOR)}
    first, second = (Version(one, labels.get(one.outcome, one.outcome), one is other.contests) for one in (other.contests, other))
    counting = next((one.pk for one in (other.contests, other) if one.undone_at is None), None)
    return Contest(other, other.household.dwelling.address, (first, second), counting)


def _visible(who: Who) -> QuerySet[Attempt]:
    rows = Attempt.objects.filter(organisation_id=who.organisation_id, contests__isnull=False,
                                  door__sheet__in=sheets.visible(who))
    return rows.select_related("contests__person", "person", "household__dwelling", "round")
