"""Nuisance files: which came in, what each would do, what is wrong with which row."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page, keyset

from ..models import NuisanceImport, NuisanceRow, NuisanceSource
from ..models.content import NEVER
from ..policies import SignalPermission

Verdict = NuisanceRow.Verdict


def _batches(who: Who) -> QuerySet[NuisanceImport]:
    rows = NuisanceImport.objects.filter(organisation_id=who.organisation_id).select_related("source")
    return rows.none() if who.role in NEVER else rows


def _rows(who: Who, batch: NuisanceImport) -> QuerySet[NuisanceRow]:
    rows = NuisanceRow.objects.filter(batch=batch, organisation_id=who.organisation_id)
    return rows.none() if who.role in NEVER else rows


def imports(who: Who, after: str = "") -> Page[NuisanceImport]:
    """Newest first. One query."""
    require(who, SignalPermission.IMPORT)
    return keyset(_batches(who), "-created_at", "-id", after=after, size=20)


def one_import(who: Who, import_id: UUID) -> NuisanceImport:
    """Raises Absent outside the own organisation. One query."""
    found = _batches(who).filter(pk=import_id).first()
    if found is None:
        raise Absent("import", _("Dit bestand is er niet (meer)."))
    return found


def import_sources(who: Who) -> list[str]:
    """Names of the systems that files came from. One query."""
    require(who, SignalPermission.IMPORT)
    rows = NuisanceSource.objects.filter(organisation_id=who.organisation_id)
    rows = rows.none() if who.role in NEVER else rows
    return list(rows.order_by("name").values_list("name", flat=True)[:50])


def import_rows(who: Who, batch: NuisanceImport, verdict: str, after: str = "", size: int = 40) -> Page[NuisanceRow]:
    """The rows of one verdict, or "sensitive": with words that deserve a thought; in the order of the file. One query."""
    require(who, SignalPermission.IMPORT)
    rows = _rows(who, batch)
    rows = rows.filter(remarks__contains=["sensitive"]) if verdict == "sensitive" else rows.filter(verdict=verdict)
    page = keyset(rows, "place_in_file", "id", after=after, size=size)
    audit.touched(who, "signal.nuisance", [row.dwelling_id for row in page if row.dwelling_id])
    return page


def import_problems(who: Who, batch: NuisanceImport) -> Iterator[tuple[int, str, str, list[str]]]:
    """(row, verdict, problem, remarks) of everything that is not simply taken in. Streams."""
    require(who, SignalPermission.IMPORT)
    wrong = _rows(who, batch).exclude(problem="", remarks=[], verdict__in=(Verdict.NEW, Verdict.OLD, Verdict.SAME))
    return wrong.order_by("place_in_file").values_list("number", "verdict", "problem", "remarks").iterator(2_000)
