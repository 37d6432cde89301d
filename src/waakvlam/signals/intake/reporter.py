"""One thing that we brought in: how far it is, who told it, word to them, and their name away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose

from ..commands import reporting
from ..policies import SignalPermission
from ..queries.reporting import reported

_ACT: dict[str, Any] = {"purpose": Purpose.SIGNAL, "permission": SignalPermission.FOLLOW, "methods": ("POST",)}


@page(purpose=Purpose.SIGNAL, permission=SignalPermission.FOLLOW)
def reporter(request: Signed, signal_id: UUID) -> HttpResponse:
    found = reported(request.who, signal_id)
    return render(request, "signals/intake/reporter.html", {
        "title": found.report.number, "found": found, "report": found.report, "teller": found.teller,
        "why": _("Je organisatie schreef dit op. Wie het meldde, hoort alleen hoe ver het is.")})


@page(**_ACT)
def word(request: Signed, signal_id: UUID) -> HttpResponse:
    sent = reporting.say_still(report=reported(request.who, signal_id).report, by=request.who)
    messages.success(request, _("Verstuurd: het loopt nog.") if sent else _(
        "Genoteerd. Er is geen e-mailadres of mobiel nummer om het naartoe te sturen."))
    return redirect("signals:reporter", signal_id)


@page(**_ACT)
def redaction(request: Signed, signal_id: UUID) -> HttpResponse:
    reporting.redact(report=reported(request.who, signal_id).report, by=request.who)
    messages.success(request, _("De naam van de melder is overal weg. De code werkt nog."))
    return redirect("signals:reporter", signal_id)
