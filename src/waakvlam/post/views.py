"""The outbox: what left, what waits, what failed and why."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.time import today

from . import commands, queries
from .letters import Letter, typeset
from .models import Channel, State
from .policies import PostPermission


@page(purpose=Purpose.CALL_ROUND, permission=PostPermission.SEE)
def outbox(request: Signed) -> HttpResponse:
    chosen = {"state": request.GET.get("state", ""), "channel": request.GET.get("channel", "")}
    found = queries.outbox(request.who, **chosen, after=request.GET.get("after", ""))
    return render(request, "post/outbox.html", {
        "title": _("Post"), "found": found, "chosen": chosen, "states": State.choices, "channels": Channel.choices})


@page(purpose=Purpose.CALL_ROUND, permission=PostPermission.SEE)
def delivery(request: Signed, delivery_id: UUID) -> HttpResponse:
    found = queries.delivery(request.who, delivery_id)
    return render(request, "post/delivery.html", {
        "title": found.subject or _("Bericht"), "delivery": found})


@page(purpose=Purpose.CALL_ROUND, permission=PostPermission.SEE)
def letters(request: Signed) -> HttpResponse:
    """All letters that wait, as one PDF."""
    who = request.who
    date = date_format(today(), "j F Y")
    pdf = typeset(Letter(d.to, who.organisation_name, d.subject, d.body, date)
                  for d in queries.letters_to_print(who))
    return HttpResponse(pdf, content_type="application/pdf", headers={
        "Content-Disposition": 'attachment; filename="brieven.pdf"'})


def _act(command: Callable[..., None], sentence: str) -> Callable[..., HttpResponse]:
    def view(request: Signed, delivery_id: UUID) -> HttpResponse:
        found = queries.delivery(request.who, delivery_id)
        command(found, by=request.who)
        messages.success(request, _(sentence))
        return redirect("post:delivery", delivery_id=delivery_id)

    return page(purpose=Purpose.CALL_ROUND, permission=PostPermission.SEE, methods=("POST",))(view)


attempt = _act(commands.retry, "Het bericht gaat opnieuw op weg.")
withdrawal = _act(commands.cancel, "Het bericht is ingetrokken.")
dispatch = _act(commands.mark_sent, "Gemeld als verzonden.")
