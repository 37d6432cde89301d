"""Who does not want to be called: the list, and lifting it with a reason. For coordinators."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid

from . import call_queries
from . import stops as stop_commands
from .policies import OutreachPermission


@page(purpose=Purpose.CALL_ROUND, permission=OutreachPermission.SEE_ROUNDS)
def stops(request: Signed) -> HttpResponse:
    return _listed(request)


@page(purpose=Purpose.CALL_ROUND, permission=OutreachPermission.SEE_ROUNDS, methods=("POST",))
def lift(request: Signed, household_id: UUID) -> HttpResponse:
    try:
        stop_commands.call_again(household_id=household_id, reason=request.POST.get("reason", ""),
                                 by=request.who)
    except Invalid as error:
        return _listed(request, error, household_id)
    messages.success(request, _("Dit huishouden mag weer gebeld worden."))
    return redirect("outreach:call_stops")


def _listed(request: Signed, error: Invalid | None = None, at: UUID | None = None) -> HttpResponse:
    found = call_queries.stopped(request.who, after=request.GET.get("after", ""))
    return render(request, "outreach/call_stops.html", {
        "title": _("Niet meer bellen"), "page": found, "error": error, "at": at,
        "rows": [(stop, call_queries.household_name(stop.household)) for stop in found],
        "why": _("Deze huishoudens vroegen om niet meer gebeld te worden. Dat geldt voor elke belactie."),
    }, status=error.status if error else 200)
