"""Proposing the next version of the covenant, and deciding on what somebody else proposed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.kit.errors import WaakvlamError

from ..covenant import Agreement, agreement, comparing, editing, proposals, proposing, text
from ..forms import DecisionForm, ProposalForm, told
from ..models import CovenantProposal
from ..pages import Signed, page
from ..policies import AccessPermission
from ..words import Category, Compartment, Ground, Kind, Purpose, Role
from .covenant import in_words

MANAGE = {"purpose": Purpose.ADMINISTRATION, "permission": AccessPermission.MANAGE_COVENANT}
CHOICES = {"kinds": Kind.choices, "roles": Role.choices, "purposes": Purpose.choices, "categories": Category.choices,
           "grounds": Ground.choices, "compartments": Compartment.choices}


@page(**MANAGE, methods=("GET", "POST"))
def new_proposal(request: Signed) -> HttpResponse:
    """The table to change, or a file instead; first what changes, then the act."""
    by, base = request.who, proposals.newest(request.who)
    now = agreement(base.id) if base else Agreement()
    form, table, change = ProposalForm(initial=request.POST.dict() or None), editing.of(now), None
    if request.method == "POST":
        table = editing.posted(request.POST)
        try:
            wanted = _wanted(request, table)
            table, change = editing.of(wanted), in_words(comparing.compare(now, wanted))
            # A file is shown before it can be proposed: nobody proposes what nobody read.
            if "propose" in request.POST and not request.FILES:
                form = ProposalForm(request.POST)
                if form.is_valid():
                    made = proposing.propose(content=wanted, by=by, **form.cleaned_data)
                    messages.success(request, _("Je voorstel wacht op een andere beheerder."))
                    return redirect("access:proposal", made.id)
        except WaakvlamError as error:
            form = ProposalForm(request.POST)
            told(form, error)
    return render(request, "access/new_covenant.html", {
        "title": _("Nieuwe versie voorstellen"), "form": form, "table": table, "change": change, **CHOICES},
        status=400 if form.errors else 200)


def _wanted(request: Signed, table: editing.Table) -> Agreement:
    """What a file says goes before the table; it is put in the table, to be looked at."""
    given = request.FILES.get("file")
    return text.read(given.name or "", given.read()) if given else editing.read(table)


@page()
def proposal(request: Signed, proposal_id: UUID) -> HttpResponse:
    """Every partner reads it; only an administrator decides, and not the one who proposed it."""
    return _shown(request, proposals.proposal(request.who, proposal_id), DecisionForm())


def _shown(request: Signed, found: CovenantProposal, form: DecisionForm) -> HttpResponse:
    who = request.who
    base = agreement(found.base_id) if found.base_id else Agreement()
    waits = found.state == proposals.State.WAITING and Purpose.ADMINISTRATION in who.purposes()
    mine = found.proposed_by_id == who.person_id
    return render(request, "access/covenant_proposal.html", {
        "title": _("Voorstel voor het convenant"), "proposal": found, "form": form,
        "change": in_words(comparing.compare(base, proposals.content_of(found))),
        "is_expired": proposals.is_expired(found), "may_withdraw": waits and mine,
        "may_decide": waits and not mine, "is_same_organisation": found.organisation_id == who.organisation_id},
        status=400 if form.errors else 200)


@page(**MANAGE, methods=("POST",))
def adoption(request: Signed, proposal_id: UUID) -> HttpResponse:
    found = proposals.proposal(request.who, proposal_id)
    made = proposing.approve(proposal=found, reason=request.POST.get("reason", ""), by=request.who)
    messages.success(request, _("Versie %(n)d is aangenomen.") % {"n": made.number})
    return redirect("access:covenant")


@page(**MANAGE, methods=("POST",))
def rejection(request: Signed, proposal_id: UUID) -> HttpResponse:
    found = proposals.proposal(request.who, proposal_id)
    form = DecisionForm(request.POST)
    try:
        proposing.reject(proposal=found, reason=request.POST.get("reason", ""), by=request.who)
    except WaakvlamError as error:
        if error.status == 403:
            raise
        form.is_valid()
        told(form, error)
        return _shown(request, found, form)
    messages.success(request, _("Het voorstel is afgewezen. Wie het deed, leest waarom."))
    return redirect("access:proposal", found.id)


@page(**MANAGE, methods=("POST",))
def withdrawal(request: Signed, proposal_id: UUID) -> HttpResponse:
    proposing.withdraw(proposal=proposals.proposal(request.who, proposal_id), by=request.who)
    messages.success(request, _("Je voorstel is ingetrokken."))
    return redirect("access:covenant_versions")
