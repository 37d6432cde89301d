"""People on the list of a round: who, why, how far. Every page is logged per household (R28)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page, keyset
from waakvlam.people.models import Resident

from .. import sentences
from ..models import Round, RoundEntry
from ..policies import OutreachPermission
from .places import neighbourhood_names


@dataclass(frozen=True)
class Row:
    """One household on the list, ready to be shown."""

    entry: RoundEntry
    name: str
    address: str
    why: str


def entries(who: Who, round: Round, *, state: str = "", block: str = "", reference: str = "",
            words: str = "", after: str = "") -> Page[Row]:
    """A page of the list in its order. Four queries. Raises Refused for who does not plan."""
    require(who, OutreachPermission.SEE_ENTRIES, round)
    rows = _with_people(RoundEntry.objects.filter(round=round))
    rows = rows.filter(state=state) if state in RoundEntry.State.values else rows
    rows = rows.filter(block=block) if block else rows
    rows = rows.filter(in_reference=reference == "1") if reference in ("0", "1") else rows
    page = keyset(_matching(rows, words), "rank", "id", after=after, size=50)
    audit.touched(who, "outreach.list", [e.household_id for e in page])
    return Page(_rows(who, list(page)), page.after, page.is_first)


def entry(who: Who, entry_id: UUID) -> RoundEntry:
    """One entry of the own organisation. Raises Absent. Shows nobody: not logged."""
    found = RoundEntry.objects.select_related("round").filter(
        organisation_id=who.organisation_id, id=entry_id).first()
    if found is None:
        raise Absent("entry")
    return found


def _with_people(rows: QuerySet[RoundEntry]) -> QuerySet[RoundEntry]:
    people = Resident.objects.filter(moved_at=None, gone_at=None, merged_into=None).exclude(
        part=Resident.Part.CHILD).order_by("-part", "birth_date", "id")
    return rows.select_related("household__dwelling").prefetch_related(
        Prefetch("household__residents", people, to_attr="adults"))


def _matching(rows: QuerySet[RoundEntry], words: str) -> QuerySet[RoundEntry]:
    """Each word in a name or in the street."""
    for word in words.split()[:4]:
        named = Resident.objects.filter(household_id=OuterRef("household_id"), sort_name__icontains=word)
        rows = rows.filter(Q(Exists(named)) | Q(household__dwelling__street__icontains=word)
                           | Q(household__dwelling__postcode__istartswith=word))
    return rows


def _rows(who: Who, found: Sequence[RoundEntry]) -> list[Row]:
    names = neighbourhood_names(who) if found else {}
    return [Row(e, ", ".join(r.name for r in getattr(e.household, "adults", ())), e.household.dwelling.address,
                sentences.why(e, names)) for e in found]
