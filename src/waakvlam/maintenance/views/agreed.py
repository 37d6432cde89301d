"""An agreed address: who goes, when, what came of it, what is told to the others."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.kit.errors import Absent, Invalid

from .. import commands, queries
from ..forms import OutcomeForm, ReleaseForm, VisitForm
from ..models.states import Ground
from .common import BOTH, SEE, acted, sent, status
from .projects import member


@page(**SEE)
def address(request: Signed, project_id: UUID, agreed_id: UUID) -> HttpResponse:
    return _page(request, project_id, agreed_id)


def _page(request: Signed, project_id: UUID, agreed_id: UUID, **forms: Any) -> HttpResponse:
    who = request.who
    found = member(request, project_id)
    one = queries.address(who, found.project, agreed_id)
    return render(request, "maintenance/address.html", {
        "title": one.door.address, "found": found, "p": found.project, "one": one, "visit": VisitForm(), "outcome": OutcomeForm(),
        "we_go": any(g.organisation_id == who.organisation_id for g in one.going), "i_go": any(g.person_id == who.person_id for g in one.going),
        "own_id": who.organisation_id, "why": _("Het kernteam sprak af hier samen langs te gaan. Wie dit adres inbracht, staat nergens.")} | forms,
        status=status(request))


@page(**SEE, methods=("POST",))
def act(request: Signed, project_id: UUID, agreed_id: UUID, slug: str) -> HttpResponse:
    """mee, niet-mee, bezoek, bezoeklijst, uitkomst, afzegging."""
    who, here = request.who, ("maintenance:agreed", project_id, agreed_id)
    member(request, project_id)
    if slug in ("mee", "niet-mee"):
        return acted(request, lambda: commands.visits.go_along(agreed_id=agreed_id, going=slug == "mee", by=who),
                     _("Jij gaat mee.") if slug == "mee" else _("Jij gaat niet mee."), *here)
    if slug == "afzegging":
        return acted(request, lambda: commands.matching.call_off(agreed_id=agreed_id, by=who), _("Het bezoek gaat niet door."),
                     "maintenance:project", project_id)
    if slug == "bezoeklijst":
        return acted(request, lambda: commands.rounds.onto_sheet(agreed_id=agreed_id, by=who),
                     _("Het staat op jullie bezoeklijst, met wie er meegaan."), *here)
    if slug == "bezoek":
        form: Any = VisitForm(request.POST)
        done = sent(request, form, lambda _g: commands.visits.plan(agreed_id=agreed_id, planned_at=form.planned_at(), by=who), _("Het bezoek staat gepland."), *here)
        return done or _page(request, project_id, agreed_id, visit=form)
    if slug == "uitkomst":
        form = OutcomeForm(request.POST)
        done = sent(request, form, lambda given: commands.visits.tell(agreed_id=agreed_id, outcome=given["outcome"], by=who), _("Bewaard."), *here)
        return done or _page(request, project_id, agreed_id, outcome=form)
    raise Absent("act")


@page(**SEE, methods=BOTH)
def release(request: Signed, project_id: UUID, agreed_id: UUID) -> HttpResponse:
    """Write, look at what they will read, tell."""
    who = request.who
    found = member(request, project_id)
    one = queries.address(who, found.project, agreed_id)
    form, preview = ReleaseForm(request.POST or None), ""
    if form.is_valid():
        words = {"words_kept": bool(form.cleaned_data.get("words_kept")), **{k: form.cleaned_data[k] for k in ("text", "ground", "basis")}}
        if "tell" in request.POST:
            done = sent(request, form, lambda _g: commands.visits.release(agreed_id=agreed_id, by=who, **words),
                        _("De anderen in het kernteam lezen dit nu."), "maintenance:agreed", project_id, agreed_id)
            if done:
                return done
        else:
            preview = _previewed(form, words)
    return render(request, "maintenance/release.html", {
        "title": _("Vertel wat de anderen mogen weten"), "found": found, "p": found.project, "one": one, "form": form, "preview": preview,
        "ground": Ground(form.cleaned_data["ground"]).label if preview else ""}, status=400 if form.errors else 200)


def _previewed(form: ReleaseForm, words: dict[str, Any]) -> str:
    """What the others would read, or nothing with the reason at the field."""
    try:
        return commands.visits.checked(**words)[0]
    except Invalid as error:
        if error.code == "sensitive_words":
            form.ask_about_words(error.problem.came_in)
        form.add_error(error.problem.field, error.sentence)
        return ""


@page(**SEE, methods=("POST",))
def taken_back(request: Signed, project_id: UUID, release_id: UUID) -> HttpResponse:
    who = request.who
    member(request, project_id)
    back: list[UUID] = []
    acted(request, lambda: back.append(commands.visits.take_back(release_id=release_id, by=who).agreed_id), _("Teruggenomen."), "maintenance:project", project_id)
    return acted(request, lambda: None, _("De anderen lezen het niet meer."), "maintenance:agreed", project_id, back[0])
