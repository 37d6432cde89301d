"""Doors at which we ring with two people, for whoever plans visits and nobody else (R34)."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page, keyset
from waakvlam.people.models import Household, Resident

from ..models import DoorMarker

ACTIVITY = "outreach.markers"
FOUND = 20


def markers(who: Who, *, after: str = "") -> Page[DoorMarker]:
    """What must be looked at first stands on top: expired ones, that count no more. Logged. Two queries."""
    rows = ours(who).filter(lifted_at=None).select_related("household__dwelling", "owner")
    page = keyset(rows, "review_on", "id", after=after, size=50)
    audit.touched(who, ACTIVITY, [m.household_id for m in page])
    return page


def marker(who: Who, marker_id: UUID) -> DoorMarker:
    """Raises Absent. One query."""
    found = ours(who).filter(pk=marker_id).first()
    if found is None:
        raise Absent("marker")
    return found


def homes(who: Who, words: str) -> list[Household]:
    """Households by street and number, to mark one; logged. Two queries."""
    street, _space, number = words.strip().rpartition(" ")
    if not street or not number[:1].isdigit():
        return []
    digits = "".join(c for c in number if c.isdigit())[:9]
    rows = list(_named(Household.objects.filter(
        organisation_id=who.organisation_id, gone_at=None, secret_address=False, dwelling__street__istartswith=street,
        dwelling__house_number=int(digits)).order_by("dwelling__street", "dwelling__house_number", "id"))[:FOUND])
    audit.touched(who, ACTIVITY, [h.pk for h in rows])
    return rows


def home(who: Who, household_id: UUID) -> Household:
    """Raises Absent. Logged. Two queries."""
    found = _named(Household.objects.filter(pk=household_id, organisation_id=who.organisation_id, gone_at=None)).first()
    if found is None:
        raise Absent("household")
    audit.touched(who, ACTIVITY, [household_id])
    return found


def ours(who: Who) -> QuerySet[DoorMarker]:
    """Of the own organisation, for whoever plans visits."""
    rows = DoorMarker.objects.filter(organisation_id=who.organisation_id)
    plans = who.role in (Role.COORDINATOR, Role.SYSTEM) and who.purpose == Purpose.VISIT_ROUND
    return rows if plans else rows.none()


def _named(rows: QuerySet[Household]) -> QuerySet[Household]:
    return rows.select_related("dwelling").prefetch_related(
        Prefetch("residents", Resident.objects.filter(gone_at=None, part=Resident.Part.TENANT)))
