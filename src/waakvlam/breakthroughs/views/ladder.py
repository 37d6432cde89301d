"""Who is above whom: what is in force, a proposal, and the second administrator's decision."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose

from .. import commands, forms, queries
from ..policies import BreakthroughPermission as P
from .common import BOTH, status, went

SET: dict[str, Any] = {"purpose": Purpose.ADMINISTRATION, "permission": P.SET_LADDER}
ROWS = 12  # empty rows beyond what is filled


@page(**SET, methods=BOTH)
def ladder(request: Signed) -> HttpResponse:
    who = request.who
    form = forms.LadderForm(request.POST or None)
    if went(request, form, lambda: commands.propose(rungs=forms.rungs(request.POST), by=who, **form.cleaned_data),
            _("Voorgesteld. Een andere beheerder beslist erover.")):
        return redirect("breakthroughs:ladder")
    now, waiting = queries.drawn(who)
    return render(request, "breakthroughs/ladder.html", {
        "title": _("Wie boven wie staat"), "now": now, "waiting": waiting, "form": form, "partners": queries.partners(who),
        "people": queries.deciders(who), "rows": _rows(request, now), "is_mine": waiting and waiting.ladder.proposed_by_id == who.person_id,
        "why": _("Je bent beheerder. Wat hier staat bepaalt naar wie een vraag gaat als niemand besluit.")}, status=status(request))


def _rows(request: Signed, now: queries.Drawn | None) -> list[tuple[str, str]]:
    """What was typed, else what is in force, and empty rows after it."""
    if request.method == "POST":
        return list(zip(request.POST.getlist("below"), request.POST.getlist("above"), strict=False))
    filled = [(str(r.below_id or ""), f"{r.organisation_id}:{r.person_id or ''}") for r in now.rungs] if now else []
    return filled + [("", "")] * max(3, ROWS - len(filled))


@page(**SET, methods=("POST",))
def verdict(request: Signed) -> HttpResponse:
    """By another administrator than who proposed it."""
    waiting = queries.waiting(request.who)
    if request.POST.get("nee"):
        commands.reject(ladder=waiting, by=request.who)
        messages.success(request, _("Afgewezen. De ladder van nu blijft gelden."))
    else:
        commands.approve(ladder=waiting, by=request.who)
        messages.success(request, _("Vastgesteld."))
    return redirect("breakthroughs:ladder")
