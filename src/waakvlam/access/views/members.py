"""People at work for the own organisation: who they are and as what they act."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from waakvlam.kit.errors import WaakvlamError

from .. import commands, queries
from ..forms import ROLES, MemberForm, RoleForm, told
from ..fresh import fresh
from ..pages import Signed, page
from ..policies import AccessPermission
from ..words import Purpose

MANAGE = {"purpose": Purpose.ADMINISTRATION, "permission": AccessPermission.MANAGE_PEOPLE}


@page(**MANAGE)
def members(request: Signed) -> HttpResponse:
    chosen = {"text": request.GET.get("text", "").strip(), "role": request.GET.get("role", ""),
              "ended": "ended" in request.GET}
    found = queries.members(request.who, **chosen, after=request.GET.get("after", ""))
    return render(request, "access/members.html", {
        "title": _("Medewerkers"), "found": found, "chosen": chosen, "roles": ROLES})


@page(**MANAGE, methods=("GET", "POST"))
def new_member(request: Signed) -> HttpResponse:
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.add_member(**form.cleaned_data, by=request.who)
            messages.success(request, _("%(name)s kan nu aan het werk.") % {"name": made.person.name})
            return redirect("access:member", made.person_id)
        except WaakvlamError as error:
            told(form, error)
    return render(request, "access/new_member.html", {"title": _("Iemand toevoegen"), "form": form},
                  status=400 if form.is_bound else 200)


@page(**MANAGE)
def member(request: Signed, person_id: UUID) -> HttpResponse:
    person, roles = queries.member(request.who, person_id)
    return render(request, "access/member.html", {
        "title": person.name, "person": person, "roles": roles, "form": RoleForm()})


@page(**MANAGE, methods=("POST",))
def new_role(request: Signed, person_id: UUID) -> HttpResponse:
    by = request.who
    person, _roles = queries.member(by, person_id)
    made = commands.add_member(name=person.name, email=person.email, role=request.POST.get("role", ""), by=by)
    messages.success(request, _("%(name)s is nu ook %(role)s.") % {
        "name": person.name, "role": made.get_role_display()})
    return redirect("access:member", person_id)


@page(**MANAGE, methods=("POST",))
def end_of_role(request: Signed, membership_id: UUID) -> HttpResponse:
    by = request.who
    found = queries.membership(by, membership_id)
    commands.end_membership(membership=found, by=by)
    messages.success(request, _("De rol is beëindigd, ook op schermen die nog open staan."))
    return redirect("access:member", found.person_id)


@never_cache
def _password(request: Signed, person_id: UUID) -> HttpResponse:
    """Made up and shown once, on the answer itself: it is never kept, so it cannot be shown again."""
    by = request.who
    person, _roles = queries.member(by, person_id)
    chosen = commands.set_password(person=person, by=by)
    return render(request, "access/password.html", {
        "title": _("Nieuw wachtwoord"), "person": person, "password": chosen})


password = page(**MANAGE, methods=("POST",))(fresh("access:member", "person_id")(_password))
