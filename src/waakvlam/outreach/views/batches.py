"""Work in the background: how far it is, and starting it again where it fell silent."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose

from .. import commands, queries
from ..models import Batch
from ..policies import OutreachPermission


@page(purpose=Purpose.CALL_ROUND, permission=OutreachPermission.SEE_ROUNDS)
def batch(request: Signed, batch_id: UUID) -> HttpResponse:
    """The part that renews itself; once it has ended the page around it is asked anew."""
    found = queries.batch(request.who, batch_id)
    if not request.headers.get("HX-Request"):
        return redirect(_page_of(found), found.round_id)
    answer = render(request, "outreach/_batch.html", shown(found))
    if found.ended_at is not None:
        answer["HX-Refresh"] = "true"
    return answer


@page(purpose=Purpose.CALL_ROUND, methods=("POST",))
def resumption(request: Signed, batch_id: UUID) -> HttpResponse:
    found = queries.batch(request.who, batch_id)
    commands.resume(batch=found, by=request.who)
    messages.success(request, _("Het gaat verder waar het was."))
    return redirect(_page_of(found), found.round_id)


def shown(batch: Batch) -> dict[str, object]:
    return {"batch": batch, "silent": queries.is_silent(batch)}


def _page_of(batch: Batch) -> str:
    return "outreach:round_announcements" if batch.announcement_id else "outreach:round"
