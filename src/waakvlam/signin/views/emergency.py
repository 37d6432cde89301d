"""Emergency access: asking for it, ending it, and what a privacy officer says of it."""

import re
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.forms import told
from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent, Invalid
from waakvlam.kit.time import now

from .. import emergency
from ..forms import EmergencyForm
from ..policies import SigninPermission

NUMBER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
OPEN = {"purpose": Purpose.HANDOVER, "permission": SigninPermission.OPEN_EMERGENCY}
REVIEW = {"purpose": Purpose.PRIVACY, "permission": SigninPermission.REVIEW_EMERGENCY}


@page(**OPEN, methods=("GET", "POST"))
def ask(request: Signed) -> HttpResponse:
    """112 first. Then why, for how long, and on what; below it what I opened before."""
    start = {"subject": request.GET.get("ding", ""), "minutes": emergency.MINUTES}
    form = EmergencyForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = emergency.open_(subject_id=_number(form.cleaned_data["subject"]), reason=form.cleaned_data["reason"],
                                   minutes=form.cleaned_data["minutes"], by=request.who)
            messages.success(request, _("Geopend. De functionaris gegevensbescherming heeft bericht gekregen."))
            return redirect(f"/overdrachten/{made.subject_id}/")
        except (Invalid, Absent) as error:
            told(form, error)
    return render(request, "signin/emergency.html", {
        "title": _("Noodtoegang"), "form": form, "found": emergency.listed(request.who), "now": now()},
        status=400 if form.errors else 200)


def _number(given: str) -> UUID:
    """From a number, or from an address with a number in it. Raises Invalid."""
    found = NUMBER.search(given)
    if found is None:
        raise Invalid("emergency.subject", _("Plak het adres of het nummer van de overdracht."), came_in=given[:80], field="subject")
    return UUID(found[0])


@page(**OPEN, methods=("POST",))
def end(request: Signed, emergency_id: UUID) -> HttpResponse:
    emergency.end(found=emergency.one(request.who, emergency_id), by=request.who)
    messages.success(request, _("De noodtoegang is voorbij."))
    return redirect("signin:emergency")


@page(**REVIEW)
def to_review(request: Signed) -> HttpResponse:
    """Every use of emergency access that touches the own organisation; what waits for me first."""
    return render(request, "signin/emergencies.html", {
        "title": _("Noodtoegang"), "found": emergency.listed(request.who)})


@page(**REVIEW, methods=("POST",))
def review(request: Signed, emergency_id: UUID) -> HttpResponse:
    found = emergency.one(request.who, emergency_id)
    emergency.review(found=found, outcome=request.POST.get("outcome", ""), note=request.POST.get("note", ""), by=request.who)
    messages.success(request, _("Je oordeel is bewaard."))
    return redirect("signin:emergencies")
