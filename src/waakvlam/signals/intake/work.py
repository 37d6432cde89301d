"""The doors of people at work: a quick form, something about a home, the telephone. The week: `weekly.py`."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.access.forms import told
from waakvlam.access.pages import Signed, page
from waakvlam.access.screening import rewrite, words_in
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent, Invalid

from .. import codes, commands, drafts
from ..intake_forms import Intake, NoticedForm, PhoneForm, QuickForm
from ..models import Signal
from ..policies import SignalPermission
from ..weekly_form import WeeklyForm

# Door → its form, address, name on the tab and title.
DOORS: dict[str, tuple[type[Intake], str, Any, Any]] = {
    "quick": (QuickForm, "new", gettext_lazy("Signaal"), gettext_lazy("Wat heb je gemerkt?")),
    "noticed": (NoticedForm, "new_noticed", gettext_lazy("In een woning"), gettext_lazy("Iets gemerkt in een woning")),
    "weekly": (WeeklyForm, "new_weekly", gettext_lazy("De buurt"), gettext_lazy("Hoe is het in de buurt?")),
    "phone": (PhoneForm, "new_phone", gettext_lazy("Telefoon"), gettext_lazy("Iemand belt")),
}
PAGE: dict[str, Any] = {"purpose": Purpose.SIGNAL, "permission": SignalPermission.BRING}


@page(**PAGE, methods=("GET", "POST"))
def quick(request: Signed) -> HttpResponse:
    return _at(request, "quick")


@page(**PAGE, methods=("GET", "POST"))
def noticed(request: Signed) -> HttpResponse:
    return _at(request, "noticed")


@page(**PAGE, methods=("GET", "POST"))
def phone(request: Signed) -> HttpResponse:
    return _at(request, "phone")


@page(**PAGE, methods=("POST",))
def draft(request: Signed, door: str) -> HttpResponse:
    """What was typed so far, a second after the last key; for whoever types it alone."""
    if door not in DOORS:
        raise Absent("signal.door")
    drafts.save(key=drafts.of_person(request.who, door), fields=DOORS[door][0].typed(request.POST.dict()), by=request.who)
    return HttpResponse(status=204)


def _at(request: Signed, door: str) -> HttpResponse:
    """Ask, or take in. Sent twice it is one signal, and the same answer."""
    kind = DOORS[door][0]
    if request.method == "GET":
        return _asked(request, door, kind(initial=drafts.find(request.who, drafts.of_person(request.who, door))))
    form = kind(request.POST)
    if not form.is_valid():
        return _asked(request, door, form, 400)
    try:
        with transaction.atomic():
            made = commands.take_in(id=form.signal_id(request.who), telling=form.telling(request.who), by=request.who)
    except Invalid as error:
        if error.problem.field == "words_kept":
            form.words_found = ", ".join(words_in([str(v) for v in form.cleaned_data.values()]))
        told(form, error)
        return _asked(request, door, form, 400)
    return _done(request, door, form, made)


def _asked(request: Signed, door: str, form: Intake, status: int = 200) -> HttpResponse:
    return render(request, f"signals/intake/{'phone' if door == 'phone' else 'new'}.html", {
        "title": DOORS[door][3], "form": form, "door": door, "tabs": [(d, x[1], x[2]) for d, x in DOORS.items()],
        "words_asked": form.words_found or request.POST.get("words_asked"),
        "why": _("Wie iets merkt, schrijft het hier op. Je eigen organisatie kijkt er het eerst naar.")}, status=status)


def _done(request: Signed, door: str, form: Intake, made: Signal) -> HttpResponse:
    drafts.drop(key=drafts.of_person(request.who, door), by=request.who)
    if request.POST.get("words_asked") and not request.POST.get("words_kept"):
        rewrite(request.who, made)
    code = codes.of(made.pk) if door == "phone" else ""
    return render(request, "signals/intake/done.html", {
        "site": settings.BASE_URL.rstrip("/"),
        "title": _("Opgeschreven"), "made": made, "code": code, "spelt": " ".join(code.replace("-", "")), "door": door,
        "again": DOORS[door][1]})
