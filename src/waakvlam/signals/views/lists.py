"""Lists of signals: what lies with us, what we gave on, what we brought in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose

from .. import queries
from ..models import OPEN, State
from ..policies import SignalPermission


@page(purpose=Purpose.SIGNAL, permission=SignalPermission.SEE)
def held(request: Signed) -> HttpResponse:
    return _list(request, queries.held, _("Signalen"), "held")


@page(purpose=Purpose.SIGNAL, permission=SignalPermission.SEE)
def given(request: Signed) -> HttpResponse:
    return _list(request, queries.given, _("Doorgegeven signalen"), "given")


@page(purpose=Purpose.SIGNAL, permission=SignalPermission.FOLLOW)
def brought(request: Signed) -> HttpResponse:
    found = queries.brought(request.who, after=request.GET.get("after", ""))
    return render(request, "signals/brought.html", {"title": _("Wat jij meldde"), "page": found})


def _list(request: Signed, asked, title: str, here: str) -> HttpResponse:  # type: ignore[no-untyped-def]
    given_ = {name: request.GET.get(name, "") for name in ("state", "topic", "area", "after")}
    found = asked(request.who, **given_)
    states = [(s.value, s.label) for s in (*(State(s) for s in OPEN), State.RESTING, State.CLOSED)]
    return render(request, "signals/list.html", {
        "title": title, "page": found, "states": states, "chosen": given_, "here": here})
