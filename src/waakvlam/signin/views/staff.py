"""Joiners, movers and leavers from a file: look first, then do."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.forms import told
from waakvlam.access.pages import Signed, page
from waakvlam.access.policies import AccessPermission
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid

from .. import commands, staffing
from ..forms import StaffFile

MANAGE = {"purpose": Purpose.ADMINISTRATION, "permission": AccessPermission.MANAGE_PEOPLE}


@page(**MANAGE, methods=("GET", "POST"))
def upload(request: Signed) -> HttpResponse:
    """Shows what the list would do. The list goes along in the form: nothing of it is kept."""
    form = StaffFile(request.POST or None, request.FILES or None)
    plan, text = None, ""
    if request.method == "POST" and form.is_valid():
        try:
            text = staffing.decoded(form.cleaned_data["file"].read(staffing.LARGEST + 1))
            plan = staffing.plan(text, by=request.who)
        except Invalid as error:
            told(form, error)
    return render(request, "signin/staff.html", {
        "title": _("Lijst van medewerkers"), "form": form, "plan": plan, "text": text}, status=400 if form.errors else 200)


@page(**MANAGE, methods=("POST",))
def apply(request: Signed) -> HttpResponse:
    plan = commands.apply_staff(text=request.POST.get("text", ""), digest=request.POST.get("digest", ""), by=request.who)
    messages.success(request, _("Gedaan: %(new)d nieuw, %(moved)d met een andere rol, %(left)d vertrokken.") % {
        "new": len(plan.new), "moved": len(plan.moved), "left": len(plan.left)})
    return redirect("access:members")
