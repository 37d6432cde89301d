"""Partners of the network."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.kit.errors import WaakvlamError
from waakvlam.kit.phones import spoken

from .. import commands, queries
from ..forms import ContactForm, OrganisationForm, told
from ..pages import Signed, page
from ..policies import AccessPermission
from ..words import Kind, Purpose

MANAGE = {"purpose": Purpose.ADMINISTRATION, "permission": AccessPermission.MANAGE_ORGANISATIONS}


@page(**MANAGE)
def organisations(request: Signed) -> HttpResponse:
    chosen = {"text": request.GET.get("text", "").strip(), "kind": request.GET.get("kind", "")}
    found = queries.organisations(request.who, **chosen, after=request.GET.get("after", ""))
    return render(request, "access/organisations.html", {
        "title": _("Organisaties"), "found": found, "chosen": chosen, "kinds": Kind.choices})


@page(**MANAGE, methods=("GET", "POST"))
def organisation(request: Signed, organisation_id: UUID) -> HttpResponse:
    """Where others reach it."""
    found = queries.organisation(request.who, organisation_id)
    form = ContactForm(request.POST if request.method == "POST" else None, initial={"email": found.email, "phone": spoken(found.phone)})
    if request.method == "POST" and form.is_valid():
        commands.change_organisation(organisation=found, **form.cleaned_data, by=request.who)
        messages.success(request, _("Bewaard. Dit staat vanaf nu op kaarten en in brieven."))
        return redirect("access:organisations")
    return render(request, "access/organisation.html", {
        "title": found.name, "organisation": found, "form": form, "may_change": commands.may_change(found, request.who)},
        status=400 if form.is_bound else 200)


@page(**MANAGE, methods=("GET", "POST"))
def new_organisation(request: Signed) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.add_organisation(**form.cleaned_data, by=request.who)
            messages.success(request, _("%(name)s doet mee.") % {"name": made.name})
            return redirect("access:organisations")
        except WaakvlamError as error:
            told(form, error)
    return render(request, "access/new_organisation.html", {"title": _("Organisatie toevoegen"), "form": form},
                  status=400 if form.is_bound else 200)
