"""The picture of the neighbourhoods: overview, one neighbourhood, table to keep, count again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose

from . import commands, queries
from .drawing import draw
from .keyfigures import key_figures
from .measures import MEASURES, measure
from .pace import change, quarters
from .policies import InsightPermission
from .table import columns
from .workbook import written

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _why() -> str:
    return _("Je ziet aantallen per buurt, van alle organisaties in je netwerk samen. Nooit een persoon, een "
             "adres of een aantal onder de 10.")


def _asked(request: HttpRequest) -> dict[str, str]:
    return {"district": request.GET.get("wijk", ""), "order": request.GET.get("volgorde", "")}


@page(purpose=Purpose.INSIGHT, permission=InsightPermission.SEE)
def overview(request: Signed) -> HttpResponse:
    chosen, asked = measure(request.GET.get("kaart", "")), _asked(request)
    found = queries.neighbourhoods(request.who, **asked)
    return render(request, "insight/overview.html", {
        "title": _("De buurten"), "why": _why(), "found": found, "whole": found.whole, "asked": asked,
        "measure": chosen, "measures": _tabs(request, chosen.code), "drawing": draw(found.areas, chosen),
        "columns": columns(request.GET), "little": _little_known(found),
        "change": change(found.whole)})


@page(purpose=Purpose.INSIGHT, permission=InsightPermission.SEE)
def neighbourhood(request: Signed, code: str) -> HttpResponse:
    area, made_at = queries.neighbourhood(request.who, code)
    return render(request, "insight/neighbourhood.html", {
        "title": area.name, "why": _why(), "area": area, "figures": area.figures, "made_at": made_at,
        "quarters": quarters(area.figures, made_at),
        "key_figures": key_figures(area)})


@page(purpose=Purpose.INSIGHT, permission=InsightPermission.EXPORT)
def table(request: Signed) -> HttpResponse:
    found = queries.neighbourhoods(request.who, **_asked(request))
    return HttpResponse(written(found), content_type=WORKBOOK, headers={
        "Content-Disposition": 'attachment; filename="buurten.xlsx"'})


@page(purpose=Purpose.INSIGHT, permission=InsightPermission.REFRESH, methods=("POST",))
def count(request: Signed) -> HttpResponse:
    """Count now, where the night has not been yet."""
    if commands.refresh(by=request.who):
        messages.success(request, _("De buurten zijn geteld."))
    else:
        messages.info(request, _("De buurten zijn vandaag al geteld. Vannacht wordt er weer geteld."))
    return redirect("insight:overview")


def _tabs(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    """The measures of the map, each with an address of its own; the rest of the address stays."""
    found = []
    for one in MEASURES:
        query = request.GET.copy()
        query["kaart"] = one.code
        found.append({"label": one.label, "url": f"?{query.urlencode()}", "current": one.code == current})
    return found


def _little_known(found: queries.Overview) -> dict[str, int]:
    """How many neighbourhoods with homes of ours we know little of: fewer than 10 in 100 spoken to."""
    ours = [area for area in found.every if area.figures.homes != 0 and area.figures.is_counted]
    return {"areas": sum(MEASURES[0].class_of(area.figures) < 2 for area in ours), "of": len(ours)}
