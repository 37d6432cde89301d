"""Taking over: what is asked of us, what we asked, and asking."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent

from .. import areas, commands
from ..models.states import NoOver, RoomState
from ..policies import SignalPermission
from ..queries import overs as asked
from ..queries import rooms as room_queries
from ..topics import topic_label

ROOM_STATES = [(s.value, s.label) for s in (RoomState.PLACE, RoomState.LATER, RoomState.NO)]
FOR: dict[str, Any] = {"purpose": Purpose.SIGNAL, "permission": SignalPermission.CLAIM}


@page(**FOR)
def overs(request: Signed) -> HttpResponse:
    who = request.who
    to_us, by_us = asked.to_us(who), asked.by_us(who)
    rooms = room_queries.to_us(who)
    names = areas.names(who, [*(one.area for one in rooms), *(q.facts.area for q in to_us), *(row.neighbourhood_code for row in by_us)])
    return render(request, "signals/overs.html", {
        "title": _("Vragen van en aan anderen"), "tab": "overs", "may_see": True, "reasons": NoOver.choices,
        "rooms": [(one, names.get(one.area, "")) for one in rooms], "room_states": ROOM_STATES,
        "to_us": [(q, names.get(q.facts.area, "")) for q in to_us],
        "by_us": [(row, topic_label(row.topic), names.get(row.neighbourhood_code, "")) for row in by_us],
        "why": _("Je ziet wat aan je organisatie is gevraagd en wat jullie vroegen. Niemand wordt er genoemd.")})


@page(**FOR, methods=("POST",))
def ask(request: Signed, signal_id: UUID) -> HttpResponse:
    commands.overs.ask(signal_id=signal_id, why=request.POST.get("why", ""), by=request.who)
    messages.success(request, _("Gevraagd. Je hoort het zodra er antwoord is."))
    return redirect("signals:overs")


@page(**FOR, methods=("POST",))
def answer(request: Signed, ask_id: UUID, slug: str) -> HttpResponse:
    """Yes, no with a reason, or (who asked) never mind."""
    if slug == "intrekking":
        commands.overs.withdraw(ask_id=ask_id, by=request.who)
        messages.success(request, _("Ingetrokken."))
        return redirect("signals:overs")
    if slug not in ("ja", "nee"):
        raise Absent("over")
    row = commands.overs.answer(ask_id=ask_id, yes=slug == "ja", why=request.POST.get("why", ""), by=request.who)
    if slug == "nee":
        messages.success(request, _("Nee gezegd, met de reden."))
    elif row.to_id == request.who.organisation_id:
        messages.success(request, _("Het signaal is nu van jullie. Kijk wat er nodig is."))
        return redirect("signals:signal", row.signal_id)
    else:
        messages.success(request, _("Het signaal ligt nu bij de ander. Jullie blijven zien hoe ver het is."))
    return redirect("signals:overs")


@page(**FOR, methods=("POST",))
def room(request: Signed, ask_id: UUID) -> HttpResponse:
    """Room, room later, or none."""
    days = request.POST.get("days", "").strip()
    commands.rooms.answer(ask_id=ask_id, state=request.POST.get("state", ""), days=int(days) if days.isdigit() else None, by=request.who)
    messages.success(request, _("Bedankt, het antwoord is verstuurd."))
    return redirect("signals:overs")
