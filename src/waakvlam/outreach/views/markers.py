"""Doors at which we ring with two people: only whoever plans visits comes here (R34)."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.screening import words_in
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.time import today

from ..call_queries import household_name
from ..commands import markers as acts
from ..policies import OutreachPermission
from ..queries import markers as reading
from ..visit_forms import MarkerForm

PLANNER = OutreachPermission.SEE_SHEETS


@page(purpose=Purpose.VISIT_ROUND, permission=PLANNER)
def markers(request: Signed) -> HttpResponse:
    """All of them, what must be looked at on top, and a search by address to make one."""
    listed, words = reading.markers(request.who, after=request.GET.get("after", "")), request.GET.get("adres", "")
    return render(request, "outreach/markers.html", {
        "title": _("Met twee mensen gaan"), "page": listed, "today": today(), "words": words, "next_review": _half_year(),
        "homes": [(h, household_name(h)) for h in reading.homes(request.who, words)] if words else []})


def _half_year() -> str:
    return f"{today() + timedelta(days=180):%Y-%m-%d}"


@page(purpose=Purpose.VISIT_ROUND, permission=PLANNER, methods=("GET", "POST"))
def write(request: Signed, household_id: UUID) -> HttpResponse:
    home = reading.home(request.who, household_id)
    form = MarkerForm(request.POST or None, initial={"review_on": today() + timedelta(days=91)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            acts.mark(household_id=home.pk, reason=given["reason"], review_on=given["review_on"],
                      keep_words="keep_words" in request.POST, by=request.who)
            messages.success(request, _("Bewaard. Deze deur komt alleen nog op een lijst van twee mensen."))
            return redirect("outreach:markers")
        except (Invalid, WrongState) as error:
            form.add_error(error.problem.field if error.problem.field in form.fields else None, error.sentence)
    warned = words_in([request.POST.get("reason", "")])
    return render(request, "outreach/marker.html", {
        "title": home.dwelling.address, "form": form, "name": household_name(home), "warned": warned,
        "kept": "keep_words" in request.POST})


@page(purpose=Purpose.VISIT_ROUND, permission=PLANNER, methods=("POST",))
def prolong(request: Signed, marker_id: UUID) -> HttpResponse:
    held = reading.marker(request.who, marker_id)
    form = MarkerForm({**request.POST.dict(), "reason": "–"})
    try:
        if not form.is_valid():
            raise Invalid("review_on", _("Kies een dag na vandaag, uiterlijk over een half jaar."), field="review_on")
        acts.prolong(marker_id=held.pk, review_on=form.cleaned_data["review_on"], by=request.who)
        messages.success(request, _("Opnieuw bekeken. Het merkteken blijft staan."))
    except Invalid as error:
        messages.error(request, error.sentence)
    return redirect("outreach:markers")


@page(purpose=Purpose.VISIT_ROUND, permission=PLANNER, methods=("POST",))
def lift(request: Signed, marker_id: UUID) -> HttpResponse:
    acts.lift(marker_id=marker_id, by=request.who)
    messages.success(request, _("Het merkteken is weg, met de reden."))
    return redirect("outreach:markers")
