"""Without permission: the second pair of eyes, and the look back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from waakvlam.access.pages import Signed, page
from waakvlam.access.policies import Allowed, decide, require
from waakvlam.access.screening import keep, rewrite, words_in
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid, WaakvlamError

from .. import commands, queries
from ..forms import ConfirmForm, RefuseForm, ReviewForm
from ..models import Necessity
from ..policies import HandoverPermission
from .lists import frame

SEE = {"purpose": Purpose.HANDOVER, "permission": HandoverPermission.OFFER}


@page(**SEE)
def necessities(request: Signed) -> HttpResponse:
    who = request.who
    return render(request, "handovers/necessities.html", {
        "title": _("Zonder toestemming"), "tab": "necessity", "found": queries.necessities(who), **frame(request),
        "why": _("Deze brieven schreef je eigen organisatie. Een tweede paar ogen kijkt mee.")})


@page(**SEE)
def necessity(request: Signed, necessity_id: UUID) -> HttpResponse:
    found = queries.necessity(request.who, necessity_id)
    return render(request, "handovers/necessity.html", _screen(request, found))


def _screen(request: Signed, found: Necessity, **failed: Any) -> dict[str, Any]:
    who = request.who
    return {"title": _("Overdracht zonder toestemming"), "found": found, "letter": _letter(who, found),
            "may_confirm": found.state == Necessity.State.REQUESTED and isinstance(
                decide(who, HandoverPermission.CONFIRM, found), Allowed),
            "may_review": found.state == Necessity.State.CONFIRMED and isinstance(
                decide(who, HandoverPermission.REVIEW, found), Allowed),
            "confirm": ConfirmForm(), "refuse": RefuseForm(), "review": ReviewForm(),
            "why": _("Je organisatie wil dit zonder toestemming sturen.")} | failed


def _letter(who: Any, found: Necessity) -> str:
    try:
        return commands.letter_text(commands.necessity.rebuilt(found, who), None, who)
    except WaakvlamError as error:  # the covenant or the receiver changed since
        return error.sentence


def _judge(name: str, form_class: Any, command: Callable[..., Any], permission: Any, field: str, done: str) -> Any:
    def view(request: Signed, necessity_id: UUID) -> HttpResponse:
        who = request.who
        found, form = queries.necessity(who, necessity_id), form_class(request.POST)
        require(who, permission, found)
        if form.is_valid() and not _must_choose(request, form, field):
            try:
                command(necessity=found, by=who, **{field: form.cleaned_data[field]})
                _log_choice(request, found, form.cleaned_data[field])
                messages.success(request, _(done))
                return redirect("handovers:necessity", necessity_id)
            except Invalid as error:
                form.add_error(field, error.sentence)
        return render(request, "handovers/necessity.html", _screen(request, found, **{name: form}), status=400)

    return page(**SEE, methods=("POST",))(view)


def _must_choose(request: Signed, form: Any, field: str) -> bool:
    """Words that deserve a thought (R12, R13): the writer rewrites them, or says that they stay."""
    words = words_in([form.cleaned_data[field]])
    if words and not request.POST.get("words_kept"):
        form.add_error(field, commands.moving.sensitive(words).sentence)
        form.words_found = ", ".join(words)
    return bool(form.errors)


def _log_choice(request: Signed, found: Necessity, text: str) -> None:
    keep(request.who, found, [text])
    if request.POST.get("words_asked") and not words_in([text]):
        rewrite(request.who, found)


confirmation = _judge("confirm", ConfirmForm, commands.necessity.confirm, HandoverPermission.CONFIRM, "remark",
                      gettext_noop("Bevestigd en verstuurd. Binnen een week kijkt een coördinator dit na."))
refusal = _judge("refuse", RefuseForm, commands.necessity.refuse, HandoverPermission.CONFIRM, "remark",
                 gettext_noop("Niet bevestigd. Er is niets verstuurd."))
review = _judge("review", ReviewForm, commands.necessity.review, HandoverPermission.REVIEW, "text",
                gettext_noop("Nagekeken en bewaard."))
