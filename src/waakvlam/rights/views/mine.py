"""The resident's own pages: one thing that was sent, stopping it, asking, taking everything along."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed
from waakvlam.kit.errors import Invalid

from .. import commands, document, queries
from ..forms import AskForm
from .behind import resident_page, shown


@resident_page()
def sent(request: Signed, handover_id: UUID) -> HttpResponse:
    """The exact copy of what one other organisation got."""
    found = queries.sent(request.who, handover_id)
    return shown(request, "rights/sent.html", title=_("Doorgegeven aan %(to)s") % {"to": found.to}, sent=found)


@resident_page(methods=("POST",))
def stop(request: Signed, handover_id: UUID) -> HttpResponse:
    commands.stop(handover_id=handover_id, by=request.who)
    messages.success(request, _("Het is gestopt. Zij lezen uw gegevens niet meer."))
    return redirect("rights:home")


@resident_page(methods=("GET", "POST"))
def ask(request: Signed) -> HttpResponse:
    """Two fields; the answer is a receipt number and a day."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.ask(asked=commands.Asked(form.cleaned_data["kind"], form.cleaned_data["words"],
                                                     (get_language() or "nl")[:2]), by=request.who)
            return redirect("rights:request", request_id=made.pk)
        except Invalid as error:
            form.add_error(error.problem.field or None, error.sentence)
    return shown(request, "rights/ask.html", 400 if form.is_bound else 200, title=_("Iets vragen over uw gegevens"), form=form,
                 requests=queries.own_requests(request.who))


@resident_page()
def one_request(request: Signed, request_id: UUID) -> HttpResponse:
    found = queries.own_request(request.who, request_id)
    return shown(request, "rights/request.html", title=_("Uw verzoek %(number)s") % {"number": found.number}, asked=found)


@resident_page(methods=("POST",))
def withdrawal(request: Signed, request_id: UUID) -> HttpResponse:
    commands.withdraw(request_id=request_id, by=request.who)
    messages.success(request, _("U nam uw verzoek terug."))
    return redirect("rights:request", request_id=request_id)


@resident_page()
def everything_pdf(request: Signed) -> HttpResponse:
    return _file(document.pdf(queries.receipt(request.who)), "application/pdf", "pdf")


@resident_page()
def everything_json(request: Signed) -> HttpResponse:
    text = json.dumps(document.plain(queries.receipt(request.who)), ensure_ascii=False, indent=1, default=str)
    return _file(text.encode(), "application/json; charset=utf-8", "json")


def _file(content: bytes, kind: str, end: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="wat-wij-van-u-weten.{end}"'
    return response
