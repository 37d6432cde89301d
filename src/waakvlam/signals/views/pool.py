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
from ..policies import SignalPermission
from ..queries.lists import topic_label

FOR = {"purpose": Purpose.SIGNAL, "permission": SignalPermission.CLAIM}


@page(**FOR)
def offers(request: Signed) -> HttpResponse:
    who, topic = request.who, request.GET.get("onderwerp", "")
    found = queries.offers(who, topic=topic if topic in Topic.values else "", after=request.GET.get("after", ""))
    names = areas.names(who, [offer.neighbourhood_code for offer in found])
    return render(request, "signals/pool.html", {
        "title": _("Open pot"), "tab": "pool", "may_see": True, "topics": Topic.choices, "topic": topic, "most": CEILING,
        "found": found, "rows": [(o, topic_label(o.topic), names.get(o.neighbourhood_code, "")) for o in found], "ours": who.organisation_id, "have": claims(who),
        "why": _("Elke organisatie die met signalen werkt, ziet wat er in de pot ligt. Niemand wordt er genoemd.")})


@page(**FOR, methods=("POST",))
def claim(request: Signed, offer_id: UUID) -> HttpResponse:
    found = commands.pooling.claim(offer_id=offer_id, by=request.who)
    messages.success(request, _("Het signaal is van jullie. Kijk wat er nodig is."))
    return redirect("signals:signal", found.pk)
