"""The people on a list, taking one off, and what calls brought up."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.pages import Signed, page
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose
from waakvlam.kit.pagination import keyset

from .. import commands, queries
from .. import findings as found_in_calls
from ..forms import ExcludeForm
from ..models import Finding, RoundEntry
from ..policies import OutreachPermission

FILTERS = {"stand": "state", "blok": "block", "groep": "reference", "q": "words"}


@page(purpose=Purpose.CALL_ROUND, permission=OutreachPermission.SEE_ROUNDS)
def entries(request: Signed, round_id: UUID) -> HttpResponse:
    found = queries.found_round(request.who, round_id)
    chosen = {name: request.GET.get(key, "")[:80] for key, name in FILTERS.items()}
    return render(request, "outreach/entries.html", {
        "title": _("De lijst"), "round": found, "chosen": chosen, "states": RoundEntry.State.choices,
        "page": queries.entries(request.who, found, after=request.GET.get("after", ""), **chosen),
        "reasons": ExcludeForm().fields["reason"].choices,
        "why": _("Je plant deze belactie en keurt de lijst goed. Daarom zie je wie erop staat, en waarom.")})


@page(purpose=Purpose.CALL_ROUND, methods=("POST",))
def exclusion(request: Signed, entry_id: UUID) -> HttpResponse:
    found = queries.entry(request.who, entry_id)
    commands.exclude(entry=found, reason=request.POST.get("reason", ""), by=request.who)
    messages.success(request, _("Van de lijst gehaald."), extra_tags=reverse("outreach:entry_return", args=[entry_id]))
    return redirect("outreach:round_entries", found.round_id)


@page(purpose=Purpose.CALL_ROUND, methods=("POST",))
def put_back(request: Signed, entry_id: UUID) -> HttpResponse:
    found = queries.entry(request.who, entry_id)
    commands.put_back(entry=found, by=request.who)
    messages.success(request, _("Weer op de lijst gezet."))
    return redirect("outreach:round_entries", found.round_id)


@page(purpose=Purpose.CALL_ROUND, permission=OutreachPermission.SEE_ROUNDS)
def findings(request: Signed, round_id: UUID) -> HttpResponse:
    """Requests, signals and wishes from this round: open ones first."""
    found = queries.found_round(request.who, round_id)
    require(request.who, OutreachPermission.SEE_FINDINGS, found)
    kind, state = request.GET.get("soort", ""), request.GET.get("stand", Finding.State.OPEN)
    rows = Finding.objects.filter(round=found).select_related("resident", "household__dwelling", "owner")
    rows = rows.filter(kind=kind) if kind in Finding.Kind.values else rows
    rows = rows.filter(state=state) if state in Finding.State.values else rows
    shown = keyset(rows, "created_at", "id", after=request.GET.get("after", ""), size=50)
    audit.touched(request.who, "outreach.findings", (f.household_id for f in shown))
    return render(request, "outreach/round_findings.html", {
        "title": _("Uit de gesprekken"), "round": found, "page": shown, "kind": kind, "state": state,
        "kinds": Finding.Kind.choices, "states": Finding.State.choices})


@page(purpose=Purpose.CALL_ROUND, permission=OutreachPermission.SEE_ROUNDS, methods=("POST",))
def finding_end(request: Signed, finding_id: UUID) -> HttpResponse:
    """Dealt with by ourselves, or nothing will be done and why: it waits on nobody any more."""
    if request.POST.get("how") == Finding.State.ANSWERED:
        ended = found_in_calls.answer(finding_id=finding_id, by=request.who)
        messages.success(request, _("Afgehandeld. Er wacht niemand meer op."))
    else:
        ended = found_in_calls.drop(finding_id=finding_id, reason=request.POST.get("reason", ""), by=request.who)
        messages.success(request, _("Vervallen. De reden staat erbij."))
    return redirect("outreach:round_findings", ended.round_id)
