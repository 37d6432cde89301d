"""Two phones told different things of one door: a person reads both and chooses. Nothing is thrown away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent
from waakvlam.outreach.commands.visits import settle

from .. import contested
from ..policies import FieldPermission


@page(purpose=Purpose.VISIT_ROUND, permission=FieldPermission.USE)
def conflicts(request: Signed) -> HttpResponse:
    return render(request, "field/conflicts.html", {
        "title": _("Twee versies van één bezoek"), "found": contested.contests(request.who)})


@page(purpose=Purpose.VISIT_ROUND, permission=FieldPermission.USE)
def conflict(request: Signed, attempt_id: UUID) -> HttpResponse:
    found = contested.contest(request.who, attempt_id)
    return render(request, "field/conflict.html", {"title": found.address, "found": found})


@page(purpose=Purpose.VISIT_ROUND, permission=FieldPermission.USE, methods=("POST",))
def choose(request: Signed, attempt_id: UUID) -> HttpResponse:
    """Which of the two counts; the other stays to be read."""
    try:
        stands = UUID(request.POST.get("stands", ""))
    except ValueError:
        raise Absent("attempt") from None
    settle(attempt_id=attempt_id, stands=stands, by=request.who)
    messages.success(request, _("Bewaard. De andere versie blijft te lezen."))
    return redirect("field:conflicts")
