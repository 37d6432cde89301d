"""The round builder: four steps on one page that stays readable as a sentence."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid

from .. import commands, plan, queries, sentences
from ..forms import RoundForm
from ..models import Round
from ..policies import OutreachPermission
from ..presenting import numbers_of


@page(purpose=Purpose.CALL_ROUND, permission=OutreachPermission.SEE_ROUNDS, methods=("GET", "POST"))
def new(request: Signed) -> HttpResponse:
    form = RoundForm(request.POST or None, who=request.who)
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        try:
            made = commands.draft(plan=form.plan(), by=request.who)
            return redirect("outreach:round", made.id)
        except Invalid as error:
            form.refused(error)
    return _page(request, form, _("Nieuwe belactie"))


@page(purpose=Purpose.CALL_ROUND, permission=OutreachPermission.SEE_ROUNDS, methods=("GET", "POST"))
def change(request: Signed, round_id: UUID) -> HttpResponse:
    found = queries.found_round(request.who, round_id)
    before = plan.of(found)
    form = RoundForm(request.POST or None, initial=RoundForm.values(before), who=request.who, plan=before)
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        try:
            commands.change(round=found, plan=form.plan(), by=request.who)
            messages.success(request, _("De belactie is bewaard."))
            return redirect("outreach:round", round_id)
        except Invalid as error:
            form.refused(error)
    return _page(request, form, found.name, found)


@page(purpose=Purpose.CALL_ROUND, permission=OutreachPermission.SEE_ROUNDS, methods=("POST",))
def preview(request: Signed) -> HttpResponse:
    """Sentence, size and make-up of what is filled in so far; writes nothing."""
    form = RoundForm(request.POST, who=request.who)
    form.is_valid()
    return render(request, "outreach/_size.html", _shown(request.who, form) | {"is_part": True})


def _page(request: Signed, form: RoundForm, title: str, found: Round | None = None) -> HttpResponse:
    steps = [(key, word, [form[name] for name in RoundForm.STEPS[key]], _is_wrong(form, key)) for key, word in (
        ("wie", _("Wie")), ("waar", _("Waar")), ("wat", _("Waarover")), ("waarlangs", _("Waarlangs")), ("hoe", _("Hoe en wanneer")))]
    return render(request, "outreach/builder.html", {
        "title": title, "form": form, "steps": steps, "round": found, **_shown(request.who, form, found)})


def _is_wrong(form: RoundForm, key: str) -> bool:
    return form.is_bound and any(form[name].errors for name in RoundForm.STEPS[key])


def _shown(who: Who, form: RoundForm, found: Round | None = None) -> dict[str, Any]:
    """What the right hand side shows: nothing is counted while the form is empty or not understood."""
    names = queries.neighbourhood_names(who)
    if found is None and not form.is_bound:
        return {"sentence": sentences.of_plan(plan.Plan(name=""), names), "size": None, "is_new": True}
    try:
        given = form.plan() if form.is_bound else plan.of(found) if found else plan.Plan(name="")
        size = numbers_of(who, given, names, found.id if found else None)
        return {"sentence": sentences.of_plan(given, names), "size": size}
    except Invalid as error:
        return {"sentence": [], "size": None, "problem": error.sentence}
