"""Rounds: the list, one round's progress, approving, starting, pausing, ending."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent, Invalid

from .. import commands, outcomes, plan, queries, sentences, steps
from ..models import Round
from ..policies import OutreachPermission
from ..presenting import drawn, numbers_of, waiting_of
from .batches import shown

ACTS = {"loopt": commands.start, "pauze": commands.pause, "einde": commands.end}
DONE = {
    "loopt": gettext_lazy("De belactie loopt."), "pauze": gettext_lazy("De belactie staat stil."), "einde": gettext_lazy("De belactie is afgelopen."),
}


@page(purpose=Purpose.CALL_ROUND, permission=OutreachPermission.SEE_OWN_ROUNDS)
def rounds(request: Signed) -> HttpResponse:
    """Own rounds; a caller sees those to call in."""
    state = request.GET.get("stand", "")
    return render(request, "outreach/rounds.html", {
        "title": _("Belacties"), "state": state, "states": Round.State.choices,
        "plans": queries.plans_everything(request.who),
        "rounds": queries.rounds(request.who, state=state, after=request.GET.get("after", ""))})


@page(purpose=Purpose.CALL_ROUND, permission=OutreachPermission.SEE_ROUNDS)
def round(request: Signed, round_id: UUID) -> HttpResponse:
    """A draft shows what approval would make, or how far that is; any other round how it goes."""
    found = queries.found_round(request.who, round_id)
    names = queries.neighbourhood_names(request.who)
    shared = {"title": found.name, "round": found, "sentence": sentences.of_round(found, names),
              "why": _("Je bent coördinator van deze organisatie. Doel: belactie. Grond: %(ground)s.") % {
                  "ground": found.get_ground_display().lower()}}
    if found.state == Round.State.DRAFT:
        return _draft(request, found, names, shared)
    progress = queries.progress(request.who, found)
    return render(request, "outreach/round.html", shared | {
        "on_foot": steps.goes_on_foot(found.steps), "progress": progress, "drawn": drawn(progress, names, found),
        "rings": steps.calls(found.steps),
        "is_live": found.state == Round.State.RUNNING})


def _draft(request: Signed, found: Round, names: dict[str, str], shared: dict[str, Any]) -> HttpResponse:
    batch = queries.list_in_the_making(request.who, found)
    if batch is not None and batch.ended_at is None:
        return render(request, "outreach/round_making.html", shared | shown(batch))
    return render(request, "outreach/round_draft.html", shared | {
        "batch": batch, "outcomes": outcomes.of(found),
        "size": numbers_of(request.who, plan.of(found), names, found.id)})


@page(purpose=Purpose.CALL_ROUND, permission=OutreachPermission.SEE_ROUNDS)
def now(request: Signed, round_id: UUID) -> HttpResponse:
    """How many can be called at this moment and why the rest cannot: asked apart, it looks at everybody."""
    found = queries.found_round(request.who, round_id)
    is_part = bool(request.headers.get("HX-Request"))
    return render(request, "outreach/_now.html" if is_part else "outreach/round_now.html", {
        "title": _("Nu te bellen"), "round": found, **waiting_of(queries.waiting(request.who, found))})


@page(purpose=Purpose.CALL_ROUND, methods=("POST",))
def approval(request: Signed, round_id: UUID) -> HttpResponse:
    found = queries.found_round(request.who, round_id)
    later = queries.is_large_register(request.who, found)
    try:
        made = commands.approve(round=found, by=request.who, later=later)
    except Invalid as error:
        messages.error(request, error.sentence)
        return redirect("outreach:round_change", round_id)
    if not later:
        messages.success(request, _("Goedgekeurd: %(n)d huishoudens op de lijst, %(r)d in de controlegroep.") % {
            "n": made.size["listed"], "r": made.size["reference"]})
    return redirect("outreach:round", round_id)


@page(purpose=Purpose.CALL_ROUND, methods=("POST",))
def state(request: Signed, round_id: UUID, act: str) -> HttpResponse:
    """Start, pause or end."""
    if act not in ACTS:
        raise Absent("act")
    found = queries.found_round(request.who, round_id)
    try:
        ACTS[act](round=found, by=request.who)
        messages.success(request, str(DONE[act]))
    except Invalid as error:
        messages.error(request, error.sentence)
    return redirect("outreach:round", round_id)
