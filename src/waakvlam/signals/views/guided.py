"""Homes where we guide, and word of nuisance about homes that are ours to look after."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid

from .. import commands, queries
from ..guided_forms import GuidedForm, ManyGuidedForm
from ..policies import SignalPermission

KEEP: dict[str, Any] = {"purpose": Purpose.SIGNAL, "permission": SignalPermission.GUIDED}
READ: dict[str, Any] = {"purpose": Purpose.SIGNAL, "permission": SignalPermission.NUISANCES}

LONGEST = 100


@page(**KEEP, methods=("GET", "POST"))
def guided(request: Signed) -> HttpResponse:
    """The list, or what of it was sought, and one more home."""
    who, words = request.who, " ".join(request.GET.get("q", "")[:LONGEST].split())
    (rows, more), form = queries.guided_homes(who, words), GuidedForm(request.POST or None, guides=queries.guides(who), initial={"guide_id": str(who.person_id)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = commands.guided.add(address=given["address"], guide_id=UUID(given["guide_id"]), from_on=given["from_on"], by=who)
            messages.success(request, _("%(address)s staat op jullie lijst.") % {"address": made.address})
            return redirect("signals:guided")
        except Invalid as wrong:
            form.add_error(wrong.problem.field if wrong.problem.field in form.fields else None, wrong.sentence)
    return render(request, "signals/guided.html", {
        "title": _("Begeleide woningen"), "tab": "guided", "may_see": True, "rows": rows, "more": more, "words": words, "form": form,
        "why": _("Alleen coördinatoren en zorgmedewerkers van je eigen organisatie zien deze lijst. Niemand anders, ook de corporatie niet.")},
        status=400 if form.errors else 200)


@page(**KEEP, methods=("GET", "POST"))
def many(request: Signed) -> HttpResponse:
    """Many homes at once. What cannot be read stays in the field; the rest stands on the list."""
    guides = queries.guides(request.who)
    form, partly = ManyGuidedForm(request.POST or None, guides=guides, initial={"guide_id": str(request.who.person_id)}), ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            homes, unread = commands.guided.add_many(
                lines=given["addresses"].splitlines(), guide_id=UUID(given["guide_id"]), from_on=given["from_on"], by=request.who)
        except Invalid as wrong:
            form.add_error(wrong.problem.field if wrong.problem.field in form.fields else None, wrong.sentence)
        else:
            if homes:
                messages.success(request, ngettext("%(count)s woning staat op jullie lijst.", "%(count)s woningen staan op jullie lijst.", homes) % {"count": homes})
            if not unread:
                return redirect("signals:guided")
            partly = _("Niet alles staat op de lijst.") if homes else ""
            form = ManyGuidedForm(request.POST.dict() | {"addresses": "\n".join(unread)}, guides=guides)
            form.add_error("addresses", ngettext(
                "In deze regel staat geen straat, huisnummer en postcode. Hij staat nog niet op de lijst.",
                "In deze %(count)s regels staat geen straat, huisnummer en postcode. Ze staan nog niet op de lijst.", len(unread)) % {"count": len(unread)})
    return render(request, "signals/guided_many.html", {"title": _("Meer woningen tegelijk"), "form": form, "partly": partly}, status=400 if form.errors else 200)


@page(**KEEP, methods=("POST",))
def end(request: Signed, home_id: UUID) -> HttpResponse:
    gone = commands.guided.end(home_id=home_id, by=request.who)
    messages.success(request, _("%(address)s staat niet meer op jullie lijst.") % {"address": gone.address})
    return redirect("signals:guided")


@page(**READ)
def nuisances(request: Signed) -> HttpResponse:
    return render(request, "signals/nuisances.html", {
        "title": _("Overlast over een woning"), "tab": "nuisances", "may_see": True, "rows": queries.nuisances(request.who),
        "why": _("Je organisatie verhuurt hier of begeleidt hier. Wie het meldde en wat er is gezegd, blijft bij wie het opschreef.")})


@page(**READ, methods=("POST",))
def seen(request: Signed, notice_id: UUID) -> HttpResponse:
    commands.guided.seen(notice_id=notice_id, by=request.who)
    messages.success(request, _("Bewaard: je hebt het gezien. Niemand buiten je organisatie hoort dat."))
    return redirect("signals:nuisances")
