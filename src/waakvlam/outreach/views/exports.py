"""A round's figures to take along: a workbook and a report."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.text import slugify

from waakvlam.access import audit
from waakvlam.access.pages import Signed, page
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose

from .. import exporting, queries
from ..models import Round
from ..policies import OutreachPermission

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(purpose=Purpose.CALL_ROUND, permission=OutreachPermission.SEE_ROUNDS)
def workbook(request: Signed, round_id: UUID) -> HttpResponse:
    found, progress, names = _shown(request, round_id, "workbook")
    return _file(exporting.workbook(found, progress, names), XLSX, f"{slugify(found.name)}.xlsx")


@page(purpose=Purpose.CALL_ROUND, permission=OutreachPermission.SEE_ROUNDS)
def report(request: Signed, round_id: UUID) -> HttpResponse:
    found, progress, names = _shown(request, round_id, "report")
    return _file(exporting.report(request.who, found, progress, names), "application/pdf", f"{slugify(found.name)}.pdf")


def _shown(request: Signed, round_id: UUID, kind: str) -> tuple[Round, queries.Progress, dict[str, str]]:
    """The act of taking figures out is recorded, though they hold no person."""
    found = queries.found_round(request.who, round_id)
    require(request.who, OutreachPermission.EXPORT, found)
    progress = queries.progress(request.who, found)
    audit.record(request.who, "round.export", found, kind=kind)
    return found, progress, queries.neighbourhood_names(request.who)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'inline; filename="{name}"'})
