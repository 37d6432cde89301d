"""The weekly line: one page with the initiative's own neighbourhoods, sent once."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from waakvlam.access.forms import told
from waakvlam.access.pages import Signed, page
from waakvlam.access.screening import rewrite, words_in
from waakvlam.kit.errors import Invalid

from .. import areas, commands, drafts
from ..models import Signal
from ..weekly_form import WeeklyForm
from .work import DOORS, PAGE

DOOR = "weekly"


@page(**PAGE, methods=("GET", "POST"))
def weekly(request: Signed) -> HttpResponse:
    """Ask, or take in what was told of each neighbourhood: all of it, or nothing."""
    who, ours = request.who, areas.of_ours(request.who)
    if request.method == "GET":
        return _asked(request, WeeklyForm(initial=drafts.find(who, drafts.of_person(who, DOOR)), areas=ours))
    form = WeeklyForm(request.POST, areas=ours)
    if not form.is_valid():
        return _asked(request, form, 400)
    try:
        with transaction.atomic():
            made = [commands.take_in(id=id_, telling=telling, by=who) for id_, telling in form.told(who)]
    except Invalid as error:
        if error.problem.field == "words_kept":
            form.words_found = ", ".join(words_in([str(value) for value in form.cleaned_data.values()]))
        told(form, error)
        return _asked(request, form, 400)
    return _done(request, made)


def _asked(request: Signed, form: WeeklyForm, status: int = 200) -> HttpResponse:
    return render(request, "signals/intake/weekly.html", {
        "title": DOORS[DOOR][3], "form": form, "door": DOOR, "tabs": [(d, x[1], x[2]) for d, x in DOORS.items()],
        "words_asked": form.words_found or request.POST.get("words_asked"),
        "why": _("Wie iets merkt, schrijft het hier op. Je eigen organisatie kijkt er het eerst naar.")}, status=status)


def _done(request: Signed, made: list[Signal]) -> HttpResponse:
    drafts.drop(key=drafts.of_person(request.who, DOOR), by=request.who)
    if request.POST.get("words_asked") and not request.POST.get("words_kept"):
        rewrite(request.who, made[0])
    return render(request, "signals/intake/done.html", {
        "title": _("Opgeschreven"), "made": made[0], "several": made[1:] and made, "door": DOOR, "again": DOORS[DOOR][1]})
