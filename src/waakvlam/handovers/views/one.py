"""One handover: where it is, whose turn, what was sent, what can be done now."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access import offspring
from waakvlam.access.identity import Who
from waakvlam.access.pages import Signed, page
from waakvlam.access.policies import Allowed, decide
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent

from .. import acts, commands, forms, queries, stones
from ..models import Outcome
from ..policies import HandoverPermission

SEE = {"purpose": Purpose.HANDOVER, "permission": HandoverPermission.SEE}


@page(**SEE)
def handover(request: Signed, handover_id: UUID) -> HttpResponse:
    who = request.who
    return render(request, "handovers/handover.html", screen(who, queries.page(who, handover_id)))


@page(**SEE, methods=("POST",))
def act(request: Signed, handover_id: UUID, slug: str) -> HttpResponse:
    """One of the acts of the table. What is wrong comes back at its field; nothing typed is lost."""
    who = request.who
    found, chosen = queries.page(who, handover_id), acts.BY_SLUG.get(slug)
    if chosen is None:
        raise Absent("act")
    form = acts.form_for(chosen, who, found, request.POST, _people(who, chosen))
    if acts.attempt(chosen, found, form, who):
        messages.success(request, str(chosen.done))
        return redirect(_where_next(request, found, slug))
    return render(request, "handovers/handover.html", screen(who, found, chosen, form), status=400)


def _where_next(request: HttpRequest, found: queries.Page, slug: str) -> str:
    back = {"stil": reverse("handovers:silent"), "vraag": reverse("handovers:to_ask")}.get(request.POST.get("terug", ""), "")
    return back or reverse("handovers:handover", args=[found.handover.pk])


@page(**SEE)
def printed(request: Signed, handover_id: UUID) -> HttpResponse:
    """The letter on paper, as both sides read it."""
    who = request.who
    found = queries.page(who, handover_id)
    return render(request, "handovers/print.html", {
        "title": found.title, "found": found, "h": found.handover, "events": stones.events(found)})


@page(**SEE, methods=("POST",))
def resident_link(request: Signed, handover_id: UUID) -> HttpResponse:
    """A link for the resident, shown once on a page to print."""
    who = request.who
    found = queries.handover(who, handover_id)
    address = commands.resident_link(handover=found, by=who)
    return render(request, "handovers/resident_link.html", {
        "title": _("Link voor de bewoner"), "handover": found, "address": address,
        "back_url": reverse("handovers:handover", args=[found.pk])})


def screen(who: Who, found: queries.Page, failed: acts.Act | None = None, form: forms.Act | None = None) -> dict[str, Any]:
    """The context of the page. `failed` is the act whose form comes back."""
    offered = [acts.Offered(act, form if failed is act and form is not None
                            else acts.form_for(act, who, found, people=_people(who, act)))
               for act in acts.possible(who, found)]
    if failed is not None and form is not None and failed not in [o.act for o in offered]:
        offered.insert(0, acts.Offered(failed, form))
    first = next((o for o in offered if o.act.primary), None)
    h = found.handover
    return {"title": found.title, "found": found, "h": h, "asked": offspring.asked_by(who, "handover", h.pk) if found.reader == "sender" else None, "print_url": reverse("handovers:print", args=[h.pk]),
            "again_kind": "secondary" if first else "primary",
            "again_url": f"{reverse('handovers:new')}?vorige={h.pk}",
            "outcome_label": Outcome(h.outcome).label if h.outcome else "",
            "may_link": isinstance(decide(who, HandoverPermission.RESIDENT_LINK, h), Allowed), "stones": stones.stones(found),
            "turn": stones.turn(found), "letter_first": found.reader == queries.Reader.RECEIVER,
            "first_url": f"#{first.act.slug}" if first else "", "events": stones.events(found), "first": first,
            "others": [o for o in offered if o is not first], "failed": failed.slug if failed else "",
            "answers": stones.asked_so_far(found.helped), "why": why(found)}


def why(found: queries.Page) -> str:
    return {
        "sender": _("Je organisatie heeft deze overdracht verstuurd."),
        "receiver": _("Deze overdracht is aan je organisatie gestuurd."),
        "mandate": _("Deze overdracht bleef stil en ligt bij jou als roerganger. Je ziet de stand, niet de brief."),
    }.get(found.reader, "")


def _people(who: Who, act: acts.Act) -> list[tuple[str, str]]:
    """Colleagues, for choosing who takes over; only asked where it is shown."""
    if act.slug != "aanname" or who.is_guest:
        return []
    return [p for p in queries.addressees(who, who.organisation_id)[1] if p[0] != str(who.person_id)]
