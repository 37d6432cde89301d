"""Pairs that may be one, and merges that can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
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


@dataclass(frozen=True)
class Merged:
    """A merge that stands, in words: who kept, and who went into it."""

    id: UUID
    created_at: datetime
    kept: str
    gone: str


def merged(who: Who, kind: str = RESIDENT) -> Sequence[Merged]:
    """The twenty newest merges that stand. Two queries, and a line per resident shown (R28)."""
    rows = list(Merge.objects.filter(organisation_id=who.organisation_id, undone_at=None, kind=kind).order_by("-id")[:20])
    ids = [key for row in rows for key in (row.kept_id, row.gone_id)]
    known = (Resident if kind == RESIDENT else Dwelling).objects.in_bulk(ids)
    if kind == RESIDENT:
        audit.touched(who, "people.duplicates", known)
    return [Merged(row.id, row.created_at, str(known[row.kept_id]), str(known[row.gone_id])) for row in rows
            if row.kept_id in known and row.gone_id in known]


def one_merge(who: Who, merge_id: UUID) -> Merge:
    found = Merge.objects.filter(organisation_id=who.organisation_id, id=merge_id).first()
    if found is None:
        raise Absent("merge", _("Deze samenvoeging bestaat niet."))
    return found
