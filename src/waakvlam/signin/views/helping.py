"""For administrators: who asks for help with signing in, and who has no second factor yet."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.fresh import fresh
from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose

from .. import commands, queries
from ..policies import SigninPermission

HELP = {"purpose": Purpose.ADMINISTRATION, "permission": SigninPermission.RESET_FACTORS}


@page(**HELP)
def helping(request: Signed) -> HttpResponse:
    return render(request, "signin/helping.html", {
        "title": _("Aanmelden"), "asked": queries.reset_requests(request.who),
        "without": queries.without_factor(request.who)})


@page(**HELP, methods=("POST",))
@fresh("signin:helping")
def reset(request: Signed, person_id: UUID) -> HttpResponse:
    person = queries.colleague(request.who, person_id)
    commands.reset_factors(person=person, by=request.who)
    messages.success(request, _("%(name)s stelt bij de volgende aanmelding een nieuwe tweede stap in.") % {"name": person.name})
    return redirect("signin:helping")
