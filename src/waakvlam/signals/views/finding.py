"""Searching in what one may see: everything asked for stands in the address, so it can be kept, shared and printed."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from waakvlam.access.pages import Request, Signed, page
from waakvlam.access.words import Purpose
from waakvlam.resources.words import Topic

from .. import queries
from ..models import Kind, State, Urgency
from ..policies import SignalPermission
from .lists import chosen_in

FIND = {"purpose": Purpose.SIGNAL, "permission": SignalPermission.FIND}
ON_PAPER = 200


@page(**FIND)
def found(request: Signed) -> HttpResponse:
    sought = sought_in(request)
    hits = queries.found(request.who, sought, after=request.GET.get("after", "")) if sought.words else None
    return render(request, "signals/found.html", {**_asked(sought), "hits": hits, "tab": "found", "may_see": True,
                  "print_url": f"{reverse('signals:found_print')}?{request.GET.urlencode()}" if hits and hits.page else "",
                  "why": _("Je vindt wat bij jullie ligt, wat jullie doorgaven en wat jullie meldden. Wat een ander heeft, telt niet mee.")})


@page(**FIND)
def printed(request: Signed) -> HttpResponse:
    """On paper: the first two hundred with what was told, and who printed it."""
    sought = sought_in(request)
    hits = queries.found(request.who, sought, size=ON_PAPER) if sought.words else None
    return render(request, "signals/found_print.html", {**_asked(sought), "hits": hits, "by": request.who.name, "most": ON_PAPER})


def sought_in(request: Request) -> queries.Sought:
    """What the address asks for; what it does not know it passes over."""
    asked = request.GET.get
    return queries.Sought(" ".join(asked("q", "").split()), chosen_in(request), _day(asked("sinds", "")), _day(asked("tot", "")),
                          asked("volgorde", "") == "oudste")


def _day(typed: str) -> date | None:
    try:
        return parse_date(typed)
    except ValueError:
        return None


def _asked(sought: queries.Sought) -> dict[str, Any]:
    return {"title": _("Zoeken in signalen"), "sought": sought, "chosen": sought.chosen, "states": State.choices, "topics": Topic.choices,
            "urgencies": Urgency.choices, "kinds": Kind.choices}
