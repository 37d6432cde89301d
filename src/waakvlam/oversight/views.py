"""For the privacy officer: questions about reading, and when one is asked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.forms import told
from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid

from . import commands, queries
from .forms import ExplainForm, ThresholdForm
from .models import Question
from .policies import OversightPermission as P


@page(purpose=Purpose.PRIVACY, permission=P.SEE)
def questions(request: Signed) -> HttpResponse:
    state = request.GET.get("stand", Question.State.OPEN)
    if state not in Question.State.values:
        state = Question.State.OPEN
    return render(request, "oversight/questions.html", {
        "title": _("Vragen bij het logboek"), "state": state, "states": Question.State.choices,
        "found": queries.questions(request.who, state, request.GET.get("after", ""))})


@page(purpose=Purpose.PRIVACY, permission=P.SEE)
def question(request: Signed, question_id: UUID) -> HttpResponse:
    return _shown(request, question_id, ExplainForm())


def _shown(request: Signed, question_id: UUID, form: ExplainForm, status: int = 200) -> HttpResponse:
    found = queries.question(request.who, question_id)
    return render(request, "oversight/question.html", {
        "title": found.name, "asked": found, "form": form}, status=status)


@page(purpose=Purpose.PRIVACY, permission=P.ASK, methods=("POST",))
def request_for_explanation(request: Signed, question_id: UUID) -> HttpResponse:
    found = queries.question(request.who, question_id)
    commands.ask(question=found.row, by=request.who)
    messages.success(request, _("Gevraagd aan %(name)s, per e-mail.") % {"name": found.name})
    return redirect("oversight:question", question_id)


@page(purpose=Purpose.PRIVACY, permission=P.ASK, methods=("POST",))
def explanation(request: Signed, question_id: UUID) -> HttpResponse:
    form = ExplainForm(request.POST)
    found = queries.question(request.who, question_id)
    if form.is_valid():
        try:
            commands.explain(question=found.row, reason=form.cleaned_data["reason"], by=request.who)
        except Invalid as error:
            told(form, error)
        else:
            messages.success(request, _("Bewaard: de uitleg staat erbij."))
            return redirect("oversight:questions")
    return _shown(request, question_id, form, 400)


@page(purpose=Purpose.PRIVACY, permission=P.SET, methods=("GET", "POST"))
def thresholds(request: Signed) -> HttpResponse:
    limits = queries.threshold(request.who)
    form = ThresholdForm.of(limits, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.set_threshold(**form.cleaned_data, by=request.who)
        except Invalid as error:
            told(form, error)
        else:
            messages.success(request, _("Bewaard: vanaf die dag gelden deze getallen."))
            return redirect("oversight:thresholds")
    return render(request, "oversight/thresholds.html", {
        "title": _("Wanneer komt er een vraag?"), "limits": limits, "form": form},
        status=400 if form.is_bound else 200)
