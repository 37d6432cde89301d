"""Phones that hold a sheet: one's own, and for whoever plans all of the organisation. Wiping from afar."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.time import now

from .. import commands, queries
from ..policies import FieldPermission


@page(purpose=Purpose.VISIT_ROUND, permission=FieldPermission.USE)
def own(request: Signed) -> HttpResponse:
    found = queries.listed(request.who, request.who.person_id)
    return render(request, "field/devices.html", {"title": _("Mijn telefoons"), "found": found, "is_own": True, "moment": now()})


@page(purpose=Purpose.VISIT_ROUND, permission=FieldPermission.SEE_DEVICES)
def everybodys(request: Signed) -> HttpResponse:
    found = queries.listed(request.who)
    return render(request, "field/devices.html", {"title": _("Telefoons aan de deur"), "found": found, "moment": now()})


@page(purpose=Purpose.VISIT_ROUND, permission=FieldPermission.USE, methods=("POST",))
def wipe(request: Signed, device_id: UUID) -> HttpResponse:
    made = commands.wipe(device_id=device_id, by=request.who)
    messages.success(request, _("Deze telefoon wordt leeg zodra hij netwerk heeft. Na vandaag gaat hij niet meer open."))
    return redirect("field:own" if made.person_id == request.who.person_id else "field:devices")
