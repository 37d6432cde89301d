"""The organisation's desk: requests by their clock, a resident who asks for a code, answers."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override

from waakvlam.access.identity import acting
from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid

from .. import commands, document, eraser, queries, visits
from ..desk_forms import AnswerForm, CodeForm, ExtendForm, FiledForm, PaperForm
from ..models import Request
from ..policies import RightsPermission as P


@page(purpose=Purpose.REGISTER, permission=P.SEE)
def desk(request: Signed) -> HttpResponse:
    """Open requests, what is due first; and a search for the resident who stands at the desk."""
    state, text = request.GET.get("stand", ""), request.GET.get("zoek", "")
    return render(request, "rights/desk.html", {
        "title": _("Rechten van bewoners"), "found": queries.requests(request.who, state=state, after=request.GET.get("na", "")),
        "state": state, "states": Request.State.choices, "text": text, "people": queries.found_residents(request.who, text)})


@page(purpose=Purpose.PRIVACY, permission=P.OVERSEE)
def oversight(request: Signed) -> HttpResponse:
    """Whether answers are in time; neither words nor names."""
    return render(request, "rights/oversight.html", {
        "title": _("Verzoeken van bewoners: op tijd?"), "counts": queries.counts(request.who),
        "overdue": queries.overdue(request.who)})


@page(purpose=Purpose.REGISTER, permission=P.SEE)
def resident(request: Signed, resident_id: UUID) -> HttpResponse:
    return _resident_page(request, resident_id)


@page(purpose=Purpose.REGISTER, permission=P.SEE, methods=("POST",))
def code(request: Signed, resident_id: UUID) -> HttpResponse:
    def give(form: Form) -> HttpResponse:
        made = commands.give(resident_id=resident_id, channel=form.cleaned_data["channel"],
                             language=form.cleaned_data["language"], by=request.who)
        messages.success(request, _("De code is onderweg: %(channel)s.") % {"channel": made.get_channel_display()})
        return redirect("rights:resident", resident_id=resident_id)

    return _tried(CodeForm(request.POST), give, lambda form: _resident_page(request, resident_id, code=form))


@page(purpose=Purpose.REGISTER, permission=P.SEE, methods=("POST",))
def paper(request: Signed, resident_id: UUID) -> HttpResponse:
    """Everything on paper, addressed: made as the resident, noted as the worker."""
    def print_it(form: Form) -> HttpResponse:
        who = request.who
        made, somebody = commands.on_paper(resident_id=resident_id, language=form.cleaned_data["language"], by=who)
        as_they = visits.resident(who.network_id, who.organisation_id, resident_id,
                                  organisation_name=who.organisation_name, organisation_kind=who.organisation_kind)
        with override(made.language), acting(as_they):
            content = document.pdf(queries.receipt(as_they), to=queries.addressed(somebody))
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = 'inline; filename="overzicht.pdf"'
        return response

    return _tried(PaperForm(request.POST), print_it, lambda form: _resident_page(request, resident_id, paper=form))


@page(purpose=Purpose.REGISTER, permission=P.SEE, methods=("POST",))
def filed(request: Signed, resident_id: UUID) -> HttpResponse:
    def file(form: Form) -> HttpResponse:
        made = commands.ask(asked=commands.Asked(**form.cleaned_data), resident_id=resident_id, by=request.who)
        messages.success(request, _("Opgeschreven als %(number)s.") % {"number": made.number})
        return redirect("rights:asked", request_id=made.pk)

    return _tried(FiledForm(request.POST), file, lambda form: _resident_page(request, resident_id, filed=form))


@page(purpose=Purpose.REGISTER, permission=P.SEE)
def asked(request: Signed, request_id: UUID) -> HttpResponse:
    return _request_page(request, request_id)


@page(purpose=Purpose.REGISTER, permission=P.SEE, methods=("POST",))
def taking(request: Signed, request_id: UUID) -> HttpResponse:
    commands.take(request_id=request_id, by=request.who)
    return redirect("rights:asked", request_id=request_id)


@page(purpose=Purpose.REGISTER, permission=P.SEE, methods=("POST",))
def extension(request: Signed, request_id: UUID) -> HttpResponse:
    def extend(form: Form) -> HttpResponse:
        commands.extend(request_id=request_id, reason=form.cleaned_data["extension_reason"], by=request.who)
        messages.success(request, _("Verlengd. De brief staat klaar bij de uitgaande post."))
        return redirect("rights:asked", request_id=request_id)

    return _tried(ExtendForm(request.POST), extend, lambda form: _request_page(request, request_id, extend=form))


@page(purpose=Purpose.REGISTER, permission=P.SEE, methods=("POST",))
def answer(request: Signed, request_id: UUID) -> HttpResponse:
    def send(form: Form) -> HttpResponse:
        given = commands.Answered(form.cleaned_data["outcome"], form.cleaned_data["answer"], form.cleaned_data["reason"])
        commands.answer(request_id=request_id, answered=given, by=request.who)
        messages.success(request, _("Beantwoord. De brief staat klaar bij de uitgaande post."))
        return redirect("rights:asked", request_id=request_id)

    return _tried(AnswerForm(request.POST), send, lambda form: _request_page(request, request_id, answer=form))


def _tried(form: Form, act: Callable[[Any], HttpResponse], again: Callable[[Any], HttpResponse]) -> HttpResponse:
    """Do it, or show the form with what is wrong; what was typed is kept."""
    if form.is_valid():
        try:
            return act(form)
        except Invalid as error:
            form.add_error(error.problem.field if error.problem.field in form.fields else None, error.sentence)
    return again(form)


def _resident_page(request: Signed, resident_id: UUID, **forms: Form) -> HttpResponse:
    found = queries.resident(request.who, resident_id)
    return render(request, "rights/resident.html", {
        "title": found.name, "resident": found, "home": found.household.dwelling,
        "secret": found.household.secret_address, "codes": queries.codes_of(request.who, found.pk),
        "code": CodeForm(initial={"channel": "letter", "language": "nl"}), "paper": PaperForm(), "filed": FiledForm(),
        **forms}, status=400 if forms else 200)


def _request_page(request: Signed, request_id: UUID, **forms: Form) -> HttpResponse:
    found, somebody = queries.request_page(request.who, request_id)
    return render(request, "rights/asked.html", {
        "title": _("Verzoek %(number)s") % {"number": found.number}, "asked": found, "resident": somebody,
        "extend": ExtendForm(), "answer": AnswerForm(), "can_erase": eraser.can_erase(),
        "erase": found.kind == Request.Kind.ERASE, **forms}, status=400 if forms else 200)
