"""Lists of signals: what lies with us, what we gave on, what we brought in."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access.pages import Request, Signed, page
from waakvlam.access.policies import Allowed, decide
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.time import today
from waakvlam.resources.words import Topic

from .. import queries, workbook
from ..models import Kind, State, Urgency
from ..policies import SignalPermission

SEE = {"purpose": Purpose.SIGNAL, "permission": SignalPermission.SEE}


@page(**SEE)
def held(request: Signed) -> HttpResponse:
    """The board: what fell silent on top, newest silence first, then the newest change."""
    chosen = chosen_in(request)
    is_first = not chosen.is_open and not request.GET.get("after")
    silent = queries.silent(request.who) if is_first and request.who.role != Role.STEWARD else []
    return _list(request, "held", _("Signalen"), queries.held(request.who, chosen, after=request.GET.get("after", "")), chosen, silent)


@page(**SEE)
def given(request: Signed) -> HttpResponse:
    chosen = chosen_in(request)
    found = queries.given(request.who, chosen, after=request.GET.get("after", ""))
    return _list(request, "given", _("Doorgegeven signalen"), found, chosen, [])


@page(purpose=Purpose.SIGNAL, permission=SignalPermission.FOLLOW)
def brought(request: Signed) -> HttpResponse:
    found = queries.brought(request.who, after=request.GET.get("after", ""))
    return render(request, "signals/brought.html", {
        "title": _("Wat jij meldde"), "found": found, "tab": "brought", "may_see": _may(request, SignalPermission.SEE)})


@page(purpose=Purpose.SIGNAL, permission=SignalPermission.EXPORT)
def exported(request: Signed) -> HttpResponse:
    """The own list with its filters as XLSX: numbers and states, nobody's words."""
    rows = queries.held(request.who, chosen_in(request), size=5_000, with_words=False).items
    answer = HttpResponse(workbook.of(rows, by=request.who), content_type=workbook.TYPE)
    answer["Content-Disposition"] = f'attachment; filename="signalen-{today():%Y%m%d}.xlsx"'
    return answer


def _list(request: Signed, tab: str, title: str, found: Any, chosen: queries.Chosen, silent: list[queries.Row]) -> HttpResponse:
    filters = request.GET.copy()
    filters.pop("after", None)
    return render(request, "signals/list.html", {
        "title": title, "tab": tab, "found": found, "chosen": chosen, "silent": silent, "states": State.choices,
        "topics": Topic.choices, "urgencies": Urgency.choices, "kinds": Kind.choices, "may_see": True,
        "is_steward": request.who.role == Role.STEWARD,
        "export_url": f"{reverse('signals:export')}?{filters.urlencode()}" if _may(request, SignalPermission.EXPORT) else "",
        "why": _("Je ziet wat bij je organisatie ligt, of wat jullie doorgaven.")})


def _may(request: Signed, permission: SignalPermission) -> bool:
    return isinstance(decide(request.who, permission), Allowed)


def chosen_in(request: Request) -> queries.Chosen:
    asked = request.GET.get
    return queries.Chosen(asked("staat", ""), asked("onderwerp", ""), asked("buurt", "")[:10], asked("urgentie", ""),
                          asked("soort", ""), asked("van", "") == "mij")
