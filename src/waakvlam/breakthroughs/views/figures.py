"""How often partners answer in time, and which obstacles were removed: counts for all partners and for the board."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.policies import Allowed, decide
from waakvlam.access.words import Purpose

from .. import commands, forms, queries
from ..policies import BreakthroughPermission as P
from .common import BOTH, status, tabs, went


@page(purpose=Purpose.BREAKTHROUGH, permission=P.SEE_RATES)
def partners(request: Signed) -> HttpResponse:
    """Every partner by name; no order of merit."""
    found = queries.rates(request.who)
    return render(request, "breakthroughs/partners.html", {
        "title": _("Op tijd antwoorden"), "tabs": tabs(request.who, "partners"), "may_see_silence": isinstance(decide(request.who, P.SEE_SILENCE), Allowed), "found": found, "may_explain": isinstance(decide(request.who, P.EXPLAIN), Allowed),
        "why": _("Alle partners zien dit van elkaar: zo is er afgesproken. Het zijn aantallen, nooit een bewoner.")})


@page(purpose=Purpose.BREAKTHROUGH, permission=P.SEE_RATES)
def partner(request: Signed, partner_id: UUID) -> HttpResponse:
    found, quarters = queries.history(request.who, partner_id)
    shown = [q for q in quarters if not q.is_hidden]
    return render(request, "breakthroughs/partner.html", {
        "title": found.organisation.name, "found": found, "quarters": quarters,
        "course": [round(100 * (q.in_time_share or 0)) for q in shown], "why": _("Alle partners zien dit van elkaar.")})


@page(purpose=Purpose.BREAKTHROUGH, permission=P.EXPLAIN, methods=BOTH)
def explanation(request: Signed) -> HttpResponse:
    form = forms.ExplainForm(request.POST or None)
    if went(request, form, lambda: commands.explain(by=request.who, **form.cleaned_data), _("Bewaard. Alle partners lezen dit.")):
        return redirect("breakthroughs:partners")
    return render(request, "breakthroughs/explanation.html", {"title": _("Waarom wij stil zijn"), "form": form}, status=status(request))


@page(purpose=Purpose.INSIGHT, permission=P.SEE_OBSTACLES)
def obstacles(request: Signed) -> HttpResponse:
    """For the board: what stood in the way, how long, at whom. Never a matter or a person."""
    found = queries.obstacles(request.who)
    shown = [c for c in found.kinds if c.named]
    return render(request, "breakthroughs/obstacles.html", {
        "title": _("Wat in de weg stond"), "found": found, "bars": [(c.label, c.named) for c in shown],
        "course": [c.named for c in found.quarters if c.named], "sets": (
            (_("Naar soort"), found.kinds), (_("Naar partner"), found.partners), (_("Per kwartaal"), found.quarters)),
        "why": _("Je ziet aantallen van het hele netwerk. Nooit een persoon, en geen aantal onder de 10.")})
