"""Searching the register and looking at a household."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose

from .. import queries
from ..forms import ReasonForm
from ..policies import PeoplePermission as P

FILTERS = ("text", "neighbourhood", "estate", "gone")


@page(purpose=Purpose.REGISTER, permission=P.SEE_REGISTER)
def home(request: Signed) -> HttpResponse:
    who = request.who
    chosen = {name: request.GET.get(name, "").strip()[:100] for name in FILTERS}
    found = queries.residents(who, **{**chosen, "gone": bool(chosen["gone"])}, after=request.GET.get("after", ""))
    near = queries.found_near(who, chosen["text"]) if chosen["text"] and not found else ()
    return render(request, "people/home.html", {
        "title": _("Bewoners en woningen"), "found": found, "near": near, "chosen": chosen,
        "neighbourhoods": queries.neighbourhoods(who), "estates": queries.estates(who),
        "filtered": any(chosen.values()),
        "why": _("Dit is het register van je eigen organisatie. Partners zien het niet.")})


@page(purpose=Purpose.REGISTER, permission=P.SEE_REGISTER, methods=("GET", "POST"))
def household(request: Signed, household_id: UUID) -> HttpResponse:
    """POST shows a secret address once, with a reason that goes into the log."""
    who = request.who
    form, address, status = ReasonForm(request.POST or None), "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            address, status = queries.secret_address(who, household_id, form.cleaned_data["reason"]), 200
    found = queries.household(who, household_id)
    return render(request, "people/household.html", {
        "title": _("Huishouden"), "home": found, "form": form, "secret": address,
        "why": _("Je houdt het register bij. Dat je dit huishouden bekeek, staat in het logboek dat zij kunnen lezen."),
    }, status=status)
