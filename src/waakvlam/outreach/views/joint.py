"""Going to a door together: the host asks and calls off, the partner answers and tells."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.screening import words_in
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent, Invalid, WrongState

from ..commands import going
from ..commands import joint as acts
from ..joint_forms import AskForm, NameForm, ReportForm
from ..policies import OutreachPermission
from ..queries import joint as reading

HOST: dict[str, Any] = {"purpose": Purpose.VISIT_ROUND, "permission": OutreachPermission.SEE_SHEETS}
PARTNER: dict[str, Any] = {"purpose": Purpose.JOINT_VISIT, "permission": OutreachPermission.SEE_JOINT}


@page(**HOST, methods=("GET", "POST"))
def ask(request: Signed, sheet_id: UUID, door_id: UUID) -> HttpResponse:
    """Who comes along to this door, and asking somebody."""
    door = reading.door(request.who, sheet_id, door_id)
    form = AskForm(request.POST or None, partners=reading.may_be_asked(request.who))
    if request.method == "POST" and form.is_valid() and _done(
            form, lambda: acts.ask(door_id=door.pk, asking=form.asking(), by=request.who)):
        messages.success(request, _("Gevraagd. Zij laten weten of er iemand meegaat, en wie."))
        return redirect("outreach:joint_ask", sheet_id, door_id)
    return render(request, "outreach/joint_ask.html", {
        "title": _("Samen naar %(address)s") % {"address": door.household.dwelling.address}, "door": door, "sheet": door.sheet, "form": form,
        "visits": reading.of_doors(request.who, [door]).get(door.pk, []), "warned": words_in([request.POST.get("needed", "")]),
        "kept": "keep_words" in request.POST})


def _done(form: Form, do: Callable[[], Any]) -> bool:
    """Whether it went through; else what is wrong is said at the field."""
    try:
        do()
    except (Invalid, WrongState) as error:
        form.add_error(error.problem.field if error.problem.field in form.fields else None, error.sentence)
        return False
    return True


@page(**HOST, methods=("POST",))
def withdrawal(request: Signed, visit_id: UUID) -> HttpResponse:
    try:
        made = acts.withdraw(visit_id=visit_id, by=request.who)
        messages.success(request, _("Afgezegd. Zij zien het adres niet meer."))
    except WrongState as error:
        messages.warning(request, error.sentence)
        return redirect("outreach:sheets")
    return redirect("outreach:joint_ask", made.basis.door.sheet_id, made.basis.door_id)


@page(**PARTNER)
def visits(request: Signed) -> HttpResponse:
    """What our organisation was asked for, soonest first."""
    found = reading.invitations(request.who)
    state = reading.State
    return render(request, "outreach/joint_visits.html", {
        "title": _("Samen op huisbezoek"), "asked": [g for g in found if g.visit.state == state.ASKED],
        "going": [g for g in found if g.visit.state == state.ACCEPTED],
        "over": [g for g in found if g.visit.state not in (state.ASKED, state.ACCEPTED)], "own_id": request.who.person_id})


@page(**PARTNER)
def visit(request: Signed, visit_id: UUID) -> HttpResponse:
    return _shown(request, reading.invitation(request.who, visit_id))


@page(**PARTNER, methods=("POST",))
def act(request: Signed, visit_id: UUID, slug: str) -> HttpResponse:
    """deelname, weigering, terugtrekking, verslag."""
    found, who = reading.invitation(request.who, visit_id), request.who
    name, told = _names(request), ReportForm(request.POST)
    acted: dict[str, tuple[Form, Callable[[], Any], str]] = {
        "deelname": (name, lambda: going.accept(visit_id=visit_id, person_id=UUID(name.cleaned_data["person"]), by=who),
                     _("Doorgegeven. Wie meegaat, ziet nu waar het is.")),
        "weigering": (Form({}), lambda: going.decline(visit_id=visit_id, by=who), _("Doorgegeven: jullie gaan niet mee.")),
        "terugtrekking": (Form({}), lambda: going.step_back(visit_id=visit_id, by=who), _("Doorgegeven: jullie gaan toch niet mee.")),
        "verslag": (told, lambda: going.report(visit_id=visit_id, by=who, **told.cleaned_data), _("Bewaard bij je eigen organisatie."))}
    if slug not in acted:
        raise Absent("act")
    form, do, said = acted[slug]
    if form.is_valid() and _done(form, do):
        messages.success(request, said)
        return redirect("outreach:joint_visit", visit_id)
    return _shown(request, found, **{"name" if form is name else "told": form}, errors=form if slug in ("weigering", "terugtrekking") else None)


def _names(request: Signed) -> NameForm:
    people = [(str(key), label) for key, label in going.named(request.who).items()]
    return NameForm(request.POST or None, people=people, initial={"person": str(request.who.person_id)})


def _shown(request: Signed, found: reading.Going, **given: Any) -> HttpResponse:
    mine = found.visit.person_id == request.who.person_id
    words = words_in([request.POST.get("observation", "")])
    return render(request, "outreach/joint_visit.html", {
        "title": _("Samen met %(host)s") % {"host": found.visit.organisation.name}, "found": found, "visit": found.visit, "mine": mine,
        "name": given.get("name") or _names(request), "told": given.get("told") or ReportForm(), "errors": given.get("errors"),
        "warned": words, "kept": "keep_words" in request.POST,
        "why": _("Je organisatie is gevraagd om mee te gaan naar één deur. Alleen wie meegaat, ziet waar het is.")},
        status=400 if request.method == "POST" else 200)
