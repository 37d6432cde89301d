"""The open pool, and taking a signal from it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.resources.words import Topic

from .. import areas, commands, queries
from ..commands.pooling import CEILING, claims
from ..models.states import OverWhy
from ..policies import SignalPermission
from ..queries import overs
from ..topics import topic_label

# Why we would take it; that we are full or that it is silent is for who holds or directs it to say.
OVER_REASONS = [(c.value, c.label) for c in (OverWhy.ROOM, OverWhy.WAY_IN, OverWhy.AREA)]
FOR = {"purpose": Purpose.SIGNAL, "permission": SignalPermission.CLAIM}


@page(**FOR)
def offers(request: Signed) -> HttpResponse:
    who, topic = request.who, request.GET.get("onderwerp", "")
    found = queries.offers(who, topic=topic if topic in Topic.values else "", after=request.GET.get("after", ""))
    taken = overs.claimed(who)
    names = areas.names(who, [*(offer.neighbourhood_code for offer in found), *(facts.area for facts in taken)])
    return render(request, "signals/pool.html", {
        "title": _("Open pot"), "tab": "pool", "may_see": True, "topics": Topic.choices, "topic": topic, "most": CEILING,
        "found": found, "rows": [(o, topic_label(o.topic), names.get(o.neighbourhood_code, "")) for o in found], "ours": who.organisation_id, "have": claims(who),
        "claimed": [(facts, names.get(facts.area, "")) for facts in taken], "over_reasons": OVER_REASONS,
        "why": _("Elke organisatie die met signalen werkt, ziet wat er in de pot ligt. Niemand wordt er genoemd.")})


@page(**FOR, methods=("POST",))
def claim(request: Signed, offer_id: UUID) -> HttpResponse:
    found = commands.pooling.claim(offer_id=offer_id, by=request.who)
    messages.success(request, _("Het signaal is van jullie. Kijk wat er nodig is."))
    return redirect("signals:signal", found.pk)
