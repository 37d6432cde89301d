"""How a call or a visit of this round can end, what that means and when we try again: set before approval."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid

from .. import commands, outcome_forms, queries, steps
from .. import outcomes as rules
from ..models import Attempt
from ..policies import OutreachPermission


@page(purpose=Purpose.CALL_ROUND, permission=OutreachPermission.SEE_ROUNDS, methods=("GET", "POST"))
def outcomes(request: Signed, round_id: UUID) -> HttpResponse:
    return _outcomes(request, round_id, Attempt.Channel.PHONE)


@page(purpose=Purpose.CALL_ROUND, permission=OutreachPermission.SEE_ROUNDS, methods=("GET", "POST"))
def at_the_door(request: Signed, round_id: UUID) -> HttpResponse:
    return _outcomes(request, round_id, Attempt.Channel.DOOR)


def _outcomes(request: Signed, round_id: UUID, channel: str) -> HttpResponse:
    found = queries.found_round(request.who, round_id)
    require(request.who, OutreachPermission.PLAN, found)
    problem = ""
    parts = outcome_forms.forms_of(rules.rows_of(found, channel), found.goal, request.POST or None)
    if request.method == "POST" and _all_valid(parts):
        try:
            commands.set_outcomes(round=found, outcomes=outcome_forms.rows_of(parts), channel=channel, by=request.who)
            messages.success(request, _("De uitkomsten zijn bewaard."))
            return redirect("outreach:round", round_id)
        except Invalid as error:
            problem = error.sentence
    at_door = channel == Attempt.Channel.DOOR
    return render(request, "outreach/outcomes.html", {
        "title": _("Uitkomsten aan de deur") if at_door else _("Uitkomsten"), "round": found, "parts": parts, "problem": problem,
        "at_door": at_door, "on_foot": steps.goes_on_foot(found.steps), "is_open": found.state == found.State.DRAFT})


def _all_valid(parts: list[outcome_forms.OutcomeForm]) -> bool:
    """Every part is looked at, so that each shows its own errors."""
    return not [part for part in parts if not part.is_valid()]
