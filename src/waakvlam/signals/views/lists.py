"""Lists of signals: what lies with us, what we gave on, what we brought in."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from waakvlam.access.pages import Request, Signed, page
from waakvlam.access.policies import Allowed, decide
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.time import today
from waakvlam.resources.words import Topic

from .. import queries, workbook
from ..commands.views import KEPT
from ..models import Kind, SavedView, State, Urgency
from ..policies import SignalPermission

SEE = {"purpose": Purpose.SIGNAL, "permission": SignalPermission.SEE}


@page(**SEE)
def held(request: Signed) -> HttpResponse:
    """The board: what fell silent on top, newest silence first, then the newest change; or one's own first list."""
    chosen, after, silent = chosen_in(request), request.GET.get("after", ""), []
    views = queries.saved_views(request.who) if _may(request, SignalPermission.FIND) else []
    if not request.GET and (first := next((v for v in views if v.is_default and v.person_id == request.who.person_id), None)):
        return redirect(f"{reverse('signals:held')}?{first.address}")
    if chosen.is_open or after or request.who.role == Role.STEWARD:
        found = queries.held(request.who, chosen, after=after)
    else:
        silent, found = queries.board(request.who, chosen)
    return _list(request, "held", _("Signalen"), found, chosen, silent, views)


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
    return _file(workbook.of(_exportable(request), by=request.who), workbook.TYPE, "xlsx")


@page(purpose=Purpose.SIGNAL, permission=SignalPermission.EXPORT)
def exported_csv(request: Signed) -> HttpResponse:
    """The same as text, for other programs."""
    return _file(workbook.text_of(_exportable(request), by=request.who), "text/csv; charset=utf-8", "csv")


def _exportable(request: Signed) -> Sequence[queries.Row]:
    return queries.held(request.who, chosen_in(request), size=5_000, with_words=False).items


def _file(content: bytes, kind: str, ending: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="signalen-{today():%Y%m%d}.{ending}"'
    return answer


def _list(request: Signed, tab: str, title: str, found: Any, chosen: queries.Chosen, silent: list[queries.Row],
          views: Sequence[SavedView] = ()) -> HttpResponse:
    filters = request.GET.copy()
    filters.pop("after", None)
    keepable = {name: filters[name] for name in KEPT if filters.get(name)}
    return render(request, "signals/list.html", {
        "views": views, "keepable": sorted(keepable.items()) if tab == "held" and _may(request, SignalPermission.FIND) else (),
        "address": urlencode(sorted(keepable.items())), "csv_url": f"{reverse('signals:export_csv')}?{filters.urlencode()}",
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
                          asked("soort", ""), asked("van", "") == "mij", asked("volgorde", "") == "oudste")
