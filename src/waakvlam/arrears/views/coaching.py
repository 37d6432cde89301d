"""A budget coach for new tenants: who was not asked yet, and what the others said."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import today

from .. import commands, forms, queries
from ..models import CoachOffer
from .common import BOTH, SEE, landlord, tabs


@page(**SEE)
def new_tenants(request: Signed) -> HttpResponse:
    who = landlord(request)
    since = forms.since_of(request.GET.get("sinds", ""), today() - timedelta(days=forms.DEFAULT_SINCE))
    return render(request, "arrears/new_tenants.html", {
        "title": _("Nieuwe huurders"), "since": since, "found": queries.new_tenants(who, since=since, after=request.GET.get("after", "")),
        **tabs(who, "coach"), "why": _("Je ziet wie bij je eigen organisatie kwam huren. Wie geen contact wil, staat er niet bij.")})


@page(**SEE)
def given(request: Signed) -> HttpResponse:
    who = landlord(request)
    return render(request, "arrears/given.html", {
        "title": _("Aangeboden budgetcoach"), "found": queries.given(who, after=request.GET.get("after", "")),
        "outcomes": CoachOffer.Outcome.choices, **tabs(who, "coach")})


@page(**SEE, methods=BOTH)
def offer(request: Signed, household_id: UUID) -> HttpResponse:
    who = landlord(request)
    home = queries.home(who, household_id)
    form = forms.Coach(request.POST or None, services=queries.services(who))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["service_id"]
        commands.coaching.offer(household_id=household_id, how=form.cleaned_data["how"], service_id=UUID(chosen) if chosen else None, by=who)
        messages.success(request, _("Aangeboden. Schrijf straks op wat de bewoner zei."))
        return redirect("arrears:new_tenants")
    return render(request, "arrears/offer.html", {"title": home.name, "home": home, "form": form}, status=400 if form.errors else 200)


@page(**SEE, methods=("POST",))
def answer(request: Signed, offer_id: UUID) -> HttpResponse:
    try:
        commands.coaching.answer(offer_id=offer_id, outcome=request.POST.get("outcome", ""), by=landlord(request))
        messages.success(request, _("Opgeschreven wat de bewoner zei."))
    except Invalid as wrong:
        messages.error(request, wrong.sentence)
    return redirect("arrears:given")
