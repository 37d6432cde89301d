"""Make what follows: a letter, a place on a list, a debt track; or say in words why it stays somebody's by name."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who, seeing
from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent, Invalid
from waakvlam.outreach import asking

from .. import commands, queries
from ..forms import ListForm
from ..makes import MAKES, may_act_for, offered
from ..models import FollowUp
from ..models.states import Follow
from ..policies import SignalPermission

SEE: dict[str, Any] = {"purpose": Purpose.SIGNAL, "permission": SignalPermission.SEE}


@page(**SEE, methods=("GET", "POST"))
def make(request: Signed, signal_id: UUID, follow_id: UUID) -> HttpResponse:
    """Where it is made; what was made already is opened."""
    who, row = request.who, queries.follow_up(request.who, follow_id)
    if row.signal_id != signal_id or not offered(row):
        raise Absent("follow_up")
    if row.made_state:
        return redirect(_made_at(who, row))
    try:
        if not may_act_for(who, MAKES[row.kind].purpose):
            raise Invalid("purpose", _("Dit kan alleen iemand met een andere rol. Vraag je coördinator."))
        home = commands.making.home_of(who, row.signal, MAKES[row.kind])
        return _asked(request, row, home)
    except Invalid as error:
        return _shown(request, row, {"why_not": error.sentence})


def _asked(request: Signed, row: FollowUp, home: Any) -> HttpResponse:
    if row.kind == Follow.HANDOVER:
        return redirect(f"{reverse('handovers:new')}?signaal={row.pk}&onderwerp={row.signal.topic}")
    return _for_debt(request, row, home) if row.kind == Follow.DEBT else _for_list(request, row, home)


def _for_debt(request: Signed, row: FollowUp, home: Any) -> HttpResponse:
    if commands.making.track_of(request.who, home) is None:
        return redirect(f"{reverse('arrears:opened', args=[home.household_id])}?nummer={row.made_id}")
    if request.method == "POST":
        commands.making.follow_track(follow_id=row.pk, by=request.who)
        messages.success(request, _("Verbonden met de huurachterstand die al loopt."))
        return redirect("signals:signal", row.signal_id)
    return _shown(request, row, {"runs": True, "address": home.address})


def _for_list(request: Signed, row: FollowUp, home: Any) -> HttpResponse:
    with seeing(request.who.for_purpose(MAKES[row.kind].purpose)) as planner:
        rounds = asking.rounds(planner, MAKES[row.kind].channel)
    if not rounds:
        raise Invalid("round", _("Er loopt nu geen ronde die zo gaat."))
    form = ListForm(request.POST or None, rounds=[(str(r.pk), r.name) for r in rounds])
    if request.method == "POST" and form.is_valid():
        try:
            commands.making.put_on_list(follow_id=row.pk, round_id=UUID(form.cleaned_data["round_id"]), by=request.who)
            messages.success(request, _("Het huis staat op de lijst. Je hoort hier hoe het liep."),
                             extra_tags=reverse("signals:follow", args=[row.signal_id, row.pk, "terug"]))
            return redirect("signals:signal", row.signal_id)
        except Invalid as error:
            form.add_error("round_id", error.sentence)
    return _shown(request, row, {"form": form, "address": home.address})


def _shown(request: Signed, row: FollowUp, more: dict[str, Any]) -> HttpResponse:
    wrong = "form" in more and more["form"].errors
    return render(request, "signals/make.html", {"title": str(MAKES[row.kind].label), "follow": row, "s": row.signal, **more,
                  "why": _("Je organisatie heeft dit signaal en sprak dit af.")}, status=400 if wrong else 200)


def _made_at(who: Who, row: FollowUp) -> str:
    """Where what was made can be read; the purpose changes with the page."""
    assert row.made_id is not None
    if row.kind in (Follow.HANDOVER, Follow.DEBT):
        return reverse("handovers:handover" if row.kind == Follow.HANDOVER else "arrears:track", args=[row.made_id])
    if not may_act_for(who, MAKES[row.kind].purpose):
        return reverse("signals:signal", args=[row.signal_id])
    with seeing(who.for_purpose(MAKES[row.kind].purpose)) as planner:
        round_id = asking.round_of(planner, row.made_id)
    return reverse("outreach:round_entries", args=[round_id]) if round_id else reverse("signals:signal", args=[row.signal_id])
