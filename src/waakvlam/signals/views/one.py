"""One signal, and the acts on it."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent, Invalid

from .. import commands, queries
from ..models import Outcome, Signal, Urgency
from ..models.states import MEANS, Follow, GiveReason, NoActionReason
from ..policies import SignalPermission


@page(purpose=Purpose.SIGNAL, permission=SignalPermission.SEE)
def signal(request: Signed, signal_id: UUID) -> HttpResponse:
    return _shown(request, signal_id)


def _shown(request: Signed, signal_id: UUID, wrong: Invalid | None = None) -> HttpResponse:
    found = queries.page(request.who, signal_id)
    return render(request, "signals/signal.html", {
        "title": found.signal.number, "found": found, "wrong": wrong, "typed": request.POST,
        "reasons": NoActionReason.choices, "outcomes": Outcome.choices, "follows": Follow.choices,
        "gives": GiveReason.choices, "urgencies": [(u, u.label, MEANS[u]) for u in Urgency]}, status=400 if wrong else 200)


@page(purpose=Purpose.SIGNAL, permission=SignalPermission.WEIGH, methods=("POST",))
def act(request: Signed, signal_id: UUID, slug: str) -> HttpResponse:
    """POST to the resource that an act is; what was typed stays where something is wrong."""
    done = ACTS.get(slug)
    if done is None:
        raise Absent("signal.act")
    found = queries.signal(request.who, signal_id)
    try:
        messages.success(request, done(found, request.POST, request.who))
    except Invalid as wrong:
        return _shown(request, signal_id, wrong)
    return redirect("signals:signal", signal_id)


def _take(found: Signal, given: dict[str, str], by: Who) -> str:
    commands.weighing.take(signal=found, by=by)
    return _("Dit signaal is van jou.")


def _put_back(found: Signal, given: dict[str, str], by: Who) -> str:
    commands.weighing.put_back(signal=found, by=by)
    return _("Teruggelegd: een collega kan het oppakken.")


def _rest(found: Signal, given: dict[str, str], by: Who) -> str:
    commands.weighing.rest(signal=found, reason=given.get("reason", ""), internal=given.get("text", ""), by=by)
    return _("Het signaal blijft liggen en vervalt vanzelf.")


def _close(found: Signal, given: dict[str, str], by: Who) -> str:
    commands.weighing.close(signal=found, outcome=given.get("outcome", ""), internal=given.get("text", ""), by=by)
    return _("Afgesloten. Wie het meldde, hoort alleen dat het is afgesloten.")


def _urgency(found: Signal, given: dict[str, str], by: Who) -> str:
    commands.weighing.set_urgency(signal=found, urgency=given.get("urgency", ""), by=by)
    return _("De urgentie is veranderd.")


def _note(found: Signal, given: dict[str, str], by: Who) -> str:
    commands.weighing.write(signal=found, text=given.get("text", ""), by=by)
    return _("De notitie is bewaard.")


def _follow(found: Signal, given: dict[str, str], by: Who) -> str:
    commands.following.follow_up(signal=found, kind=given.get("kind", ""), due_on=day(given.get("due_on", "")),
                                 internal=given.get("text", ""), by=by)
    return _("Afgesproken.")


def _give_back(found: Signal, given: dict[str, str], by: Who) -> str:
    commands.giving.give_back(signal=found, reason=given.get("reason", ""), by=by)
    return _("Teruggegeven.")


def day(text: str) -> date:
    """Raises Invalid for the field `due_on` where it is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("due_on", _("Kies een dag."), came_in=text[:20], field="due_on") from None


ACTS: dict[str, Callable[[Signal, dict[str, str], Who], str]] = {
    "behandeling": _take, "teruglegging": _put_back, "rust": _rest, "afsluiting": _close, "urgentie": _urgency,
    "notities": _note, "vervolg": _follow, "teruggave": _give_back,
}
