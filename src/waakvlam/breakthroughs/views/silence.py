"""The one screen of what has gone silent, as a page, on paper and as a file; and what stands open without a clock."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from waakvlam.access.models import Clock
from waakvlam.access.pages import Signed, page
from waakvlam.access.policies import Allowed, decide
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.time import today

from .. import files, queries
from ..policies import BreakthroughPermission as P
from .common import tabs

SEE: dict[str, Any] = {"purpose": Purpose.BREAKTHROUGH, "permission": P.SEE_SILENCE}


def chosen(request: HttpRequest) -> queries.Chosen:
    given = request.GET
    return queries.Chosen(given.get("soort", ""), given.get("partner", ""), given.get("trap", ""), given.get("beurt", ""))


@page(**SEE)
def silence(request: Signed) -> HttpResponse:
    """Who waits, since when, on whom, one tap to act."""
    who, asked = request.who, chosen(request)
    found = queries.screen(who, asked, after=request.GET.get("after", ""))
    is_steward = who.role == Role.STEWARD
    return render(request, "breakthroughs/silence.html", {
        "title": _("Stil gevallen"), "tabs": tabs(who, "silence"), "found": found, "asked": asked, "is_steward": is_steward,
        "is_narrowed": asked != queries.Chosen(), "ladder": queries.steps(), "steps": Clock.Step.choices,
        "export_query": request.GET.urlencode(), "may_call": isinstance(decide(who, P.CALL), Allowed), "may_export": isinstance(decide(who, P.EXPORT), Allowed),
        "why": _("Je ziet de stand van alles in het netwerk dat tot bij jou kwam. Nooit waar het over gaat.") if is_steward else
        _("Hier staat alles wat te lang stil ligt en waarvan jullie aan zet zijn of op een ander wachten.")})


@page(purpose=Purpose.BREAKTHROUGH, permission=P.EXPORT)
def export(request: Signed) -> HttpResponse:
    who = request.who
    made = files.as_csv(queries.exported(who, chosen(request)), by=who)
    return HttpResponse(made, content_type="text/csv; charset=utf-8", headers={
        "Content-Disposition": f'attachment; filename="stil-{today():%Y%m%d}.csv"'})


@page(**SEE)
def clocks(request: Signed) -> HttpResponse:
    """Whether everything that is open in the own organisation has a running clock."""
    found = queries.bare(request.who)
    return render(request, "breakthroughs/clocks.html", {
        "title": _("Heeft alles een klok?"), "found": found, "missing": sum(len(rows) for _label, rows in found),
        "why": _("Wat open staat zonder klok, kan stil vallen zonder dat iemand het merkt.")})
