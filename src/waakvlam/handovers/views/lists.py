"""Lists: what came in, what went out, what has gone silent, whom to ask whether it helped."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.policies import Allowed, decide
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.time import today
from waakvlam.resources.words import Topic

from .. import queries, workbook
from ..models import State
from ..policies import HandoverPermission

ALL_SILENCE = "/stil/?soort=overdrachten"
SEE = {"purpose": Purpose.HANDOVER, "permission": HandoverPermission.SEE}


@page(**SEE)
def inbox(request: Signed) -> HttpResponse:
    """What was sent to us; the mandate sees here what reached it."""
    who = request.who
    title = _("Bij de roerganger") if who.role == Role.STEWARD else _("Bij ons binnen")
    return _list(request, "in", title, queries.inbox)


@page(**SEE)
def outbox(request: Signed) -> HttpResponse:
    return _list(request, "out", _("Door ons verstuurd"), queries.outbox)


def _list(request: Signed, tab: str, title: str, query: Any) -> HttpResponse:
    who = request.who
    chosen = {"state": request.GET.get("staat", ""), "topic": request.GET.get("onderwerp", "")}
    silent = bool(request.GET.get("stil"))
    found = ([r for r in queries.silent_rows(who) if r.mine == (tab == "out")] if silent
             else query(who, **chosen, after=request.GET.get("after", "")))
    return render(request, "handovers/list.html", {
        "title": title, "tab": tab, "found": found, "chosen": chosen, "silent": silent, **frame(request),
        "states": State.choices, "topics": Topic.choices, "export_url": f"{reverse('handovers:export')}?lijst={tab}",
        "why": _("Je ziet alleen wat aan je organisatie is gestuurd of wat jullie zelf verstuurden.")})


def frame(request: Signed) -> dict[str, Any]:
    """What the tabs and the action of each list need. No query."""
    who = request.who
    return {"is_steward": who.role == Role.STEWARD,
            "may_offer": isinstance(decide(who, HandoverPermission.OFFER), Allowed),
            "may_export": isinstance(decide(who, HandoverPermission.EXPORT), Allowed)}


@page(**SEE)
def silent(request: Signed) -> HttpResponse:
    """Silence of every kind of work has one screen; here it opens at handovers."""
    return redirect(ALL_SILENCE)


@page(**SEE)
def to_ask(request: Signed) -> HttpResponse:
    """The call task: residents who did not answer yet."""
    who = request.who
    return render(request, "handovers/to_ask.html", {
        "title": _("Heeft het geholpen?"), "tab": "ask", "found": queries.to_ask(who), **frame(request),
        "why": _("Deze bewoners kregen hulp via een overdracht van jullie. Zij vertellen zelf of het hielp.")})


@page(purpose=Purpose.HANDOVER, permission=HandoverPermission.EXPORT)
def export(request: Signed) -> HttpResponse:
    """The own list as a workbook: numbers, parties and states, no names."""
    who = request.who
    kind = "out" if request.GET.get("lijst") == "out" else "in"
    made = workbook.of(queries.listed_for_export(who, kind), by=who)
    return HttpResponse(made, content_type=workbook.TYPE, headers={
        "Content-Disposition": f'attachment; filename="overdrachten-{kind}-{today():%Y%m%d}.xlsx"'})
