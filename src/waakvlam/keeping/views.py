"""Pages of keeping: the coming night, decisions, terms, and one resident of the own register."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import WaakvlamError

from . import commands, queries
from .forms import AskForm, HoldForm, TermForm
from .policies import KeepingPermission as P

OVERSEE = {"purpose": Purpose.PRIVACY, "permission": P.SEE}
DECIDE = {"purpose": Purpose.PRIVACY, "methods": ("POST",), "permission": P.SEE}
REGISTER = {"purpose": Purpose.REGISTER, "permission": P.ASK}


@page(**OVERSEE)
def overview(request: Signed) -> HttpResponse:
    return render(request, "keeping/overview.html", {
        "title": _("Bewaren en wissen"), "found": queries.overview(request.who),
        "why": _("Je houdt toezicht op privacy. Hier staan aantallen, geen namen.")})


@page(purpose=Purpose.ADMINISTRATION, permission=P.SET_TERM, methods=("GET", "POST"))
def terms(request: Signed) -> HttpResponse:
    who, form, status = request.who, TermForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _done(form, commands.set_term, **form.cleaned_data, by=who):
            messages.success(request, _("De nieuwe termijn geldt vanaf vandaag."))
            return redirect("keeping:terms")
    return render(request, "keeping/terms.html", {
        "title": _("Bewaartermijnen"), "form": form, "terms": queries.network_terms(who),
        "found": queries.overview(who)}, status=status)


@page(**REGISTER)
def person(request: Signed, resident_id: UUID) -> HttpResponse:
    return _person(request, resident_id, AskForm(), HoldForm())


def _person(request: Signed, resident_id: UUID, ask: AskForm, hold: HoldForm, status: int = 200) -> HttpResponse:
    return render(request, "keeping/person.html", {
        "title": _("Bewaren of wissen"), "found": queries.person(request.who, resident_id), "ask": ask, "hold": hold,
        "why": _("Je houdt het register bij. Wissen doen twee mensen samen.")}, status=status)


@page(**{**REGISTER, "methods": ("POST",)})
def request_of(request: Signed, resident_id: UUID) -> HttpResponse:
    queries.person(request.who, resident_id)
    form = AskForm(request.POST)
    if form.is_valid() and _done(form, commands.ask, resident_id=resident_id, by=request.who, **form.cleaned_data):
        messages.success(request, _("Gevraagd. De functionaris gegevensbescherming beslist; dan wordt er gewist."))
        return redirect("keeping:person", resident_id=resident_id)
    return _person(request, resident_id, form, HoldForm(), 422)


@page(**{**REGISTER, "permission": P.HOLD, "methods": ("POST",)})
def hold_of(request: Signed, resident_id: UUID) -> HttpResponse:
    queries.person(request.who, resident_id)
    form = HoldForm(request.POST)
    if form.is_valid() and _done(form, commands.hold, resident_id=resident_id, by=request.who, **form.cleaned_data):
        messages.success(request, _("Deze gegevens blijven staan tot de gekozen dag."))
        return redirect("keeping:person", resident_id=resident_id)
    return _person(request, resident_id, AskForm(), form, 422)


@page(**{**REGISTER, "permission": P.HOLD, "methods": ("POST",)})
def end_of_hold(request: Signed, hold_id: UUID) -> HttpResponse:
    found = queries.hold(request.who, hold_id)
    commands.lift(hold=found, by=request.who)
    messages.success(request, _("Opgeheven. De gewone termijn geldt weer."))
    return redirect("keeping:person", resident_id=found.resident_id)


@page(**DECIDE)
def approval(request: Signed, erasure_id: UUID) -> HttpResponse:
    stone = commands.approve(erasure=queries.erasure(request.who, erasure_id), by=request.who)
    messages.success(request, _("Gewist: %(rows)d rijen. Er blijft een merk zonder persoonsgegevens.") % {"rows": stone.rows})
    return redirect("keeping:overview")


@page(**DECIDE)
def refusal(request: Signed, erasure_id: UUID) -> HttpResponse:
    commands.refuse(erasure=queries.erasure(request.who, erasure_id), by=request.who)
    messages.success(request, _("Niet gewist. Laat de vrager weten waarom."))
    return redirect("keeping:overview")


@page(**DECIDE)
def decision(request: Signed, onward_id: UUID) -> HttpResponse:
    commands.answer(asked=queries.onward(request.who, onward_id), decision=request.POST.get("decision", ""), by=request.who)
    messages.success(request, _("Je besluit is vastgelegd; de afzender ziet het."))
    return redirect("keeping:overview")


def _done(form: AskForm | HoldForm | TermForm, command: Callable[..., object], **given: object) -> bool:
    """Run it; what it refuses stands at its field, and nothing typed is lost."""
    try:
        command(**given)
    except WaakvlamError as error:
        form.add_error(error.problem.field if error.problem.field in form.fields else None, error.sentence)
        return False
    return True
