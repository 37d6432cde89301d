"""Vandaag, and the doors to the rest."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Request, Signed, page
from waakvlam.access.words import Role
from waakvlam.kit.time import now

from .. import places
from .. import today as today_of
from . import cast


@page(public=True)
def today(request: Request) -> HttpResponse:
    """The first screen. In demo mode, not signed in: the cast."""
    who = request.who
    if who is None:
        return cast.page_of_cast(request) if settings.DEMO else redirect("signin:sign_in")
    context = {
        "title": _("Vandaag"),
        "greeting": today_of.greeting(who),
        "today": now(),
        "lead": today_of.lead(who),
        "sections": today_of.sections(who),
        "doors": today_of.doors(who),
        "why": _("Je ziet dit als %(role)s van %(organisation)s.")
        % {"role": Role(who.role).label, "organisation": who.organisation_name},
    }
    return render(request, "web/today.html", context)


@page()
def work(request: Signed) -> HttpResponse:
    who = request.who
    doors = [door for door in places.WORK if door.is_open_to(who)]
    return render(request, "web/doors.html", {"title": _("Werk"), "doors": doors})


@page()
def more(request: Signed) -> HttpResponse:
    who = request.who
    doors = [door for door in places.EVERYTHING if door.is_open_to(who)]
    return render(request, "web/more.html", {"title": _("Meer"), "doors": doors})
