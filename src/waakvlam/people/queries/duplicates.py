"""Pairs that may be one, and merges that can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page, keyset

from ..models import Duplicate, Dwelling, Merge, Resident

RESIDENT = Duplicate.Kind.RESIDENT


@dataclass(frozen=True)
class Pair:
    """Two residents or two homes side by side."""

    duplicate: Duplicate
    first: Resident | Dwelling
    second: Resident | Dwelling

    @property
    def sides(self) -> tuple[Resident | Dwelling, Resident | Dwelling]:
        return self.first, self.second


def pairs(who: Who, kind: str = RESIDENT, after: str = "") -> tuple[Sequence[Pair], Page[Duplicate]]:
    """The most alike first. Four queries. A pair of which one side is gone falls away."""
    rows = Duplicate.objects.filter(organisation_id=who.organisation_id, dismissed_at=None, kind=kind)
    page = keyset(rows, "-alike", "-id", after=after, size=25)
    ids = [key for row in page for key in (row.first_id, row.second_id)]
    people = (Resident.objects.filter(id__in=ids, merged_into=None, gone_at=None)
              .select_related("household__dwelling").prefetch_related("phones")
              if kind == RESIDENT else Dwelling.objects.filter(id__in=ids, merged_into=None)
              .prefetch_related("households"))
    known = {row.id: row for row in people}
    if kind == RESIDENT:
        audit.touched(who, "people.duplicates", known)
    found = [Pair(row, known[row.first_id], known[row.second_id]) for row in page
             if row.first_id in known and row.second_id in known]
    return found, page


def duplicate(who: Who, duplicate_id: UUID) -> Duplicate:
    found = Duplicate.objects.filter(organisation_id=who.organisation_id, id=duplicate_id).first()
    if found is None:
        raise Absent("duplicate", _("Dit tweetal staat niet (meer) in de lijst."))
    return found


def merged(who: Who) -> Sequence[Merge]:
    """The twenty newest merges that stand."""
    return list(Merge.objects.filter(organisation_id=who.organisation_id, undone_at=None).order_by("-id")[:20])


def one_merge(who: Who, merge_id: UUID) -> Merge:
    found = Merge.objects.filter(organisation_id=who.organisation_id, id=merge_id).first()
    if found is None:
        raise Absent("merge", _("Deze samenvoeging bestaat niet."))
    return found
