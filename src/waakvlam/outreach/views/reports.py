"""Two reports of one door: both shown side by side, and a person chooses."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.policies import Allowed, decide
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid

from .. import queries
from ..commands import visits
from ..policies import OutreachPermission
from ..queries import conflicts


@page(purpose=Purpose.VISIT_ROUND, permission=OutreachPermission.SEE_OWN_SHEETS)
def reports(request: Signed, round_id: UUID) -> HttpResponse:
    found = queries.found_round(request.who, round_id)
    listed = conflicts.open_(request.who, found, after=request.GET.get("after", ""))
    return render(request, "outreach/reports.html", {
        "title": _("Twee verslagen van een deur"), "round": found, "page": listed, "plans": isinstance(decide(request.who, OutreachPermission.PLAN_VISITS, found), Allowed),
        "rows": conflicts.beside(request.who, found, listed)})


@page(purpose=Purpose.VISIT_ROUND, permission=OutreachPermission.SEE_OWN_SHEETS, methods=("POST",))
def choice(request: Signed, attempt_id: UUID) -> HttpResponse:
    held = conflicts.one(request.who, attempt_id)
    try:
        visits.settle(attempt_id=held.pk, stands=_stands(request.POST.get("stands", "")), by=request.who)
        messages.success(request, _("Gekozen. Het andere verslag blijft te zien in de geschiedenis."))
    except Invalid as error:
        messages.error(request, error.sentence)
    return redirect("outreach:round_reports", held.round_id)


def _stands(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Invalid("stands", _("Kies een van de twee verslagen."), came_in=text[:40]) from None
