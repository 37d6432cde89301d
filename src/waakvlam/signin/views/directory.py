"""The directory (SCIM): its keys, what its groups mean, and whom it told of."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from waakvlam.access.forms import told
from waakvlam.access.fresh import fresh
from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid

from ..forms import MappingForm
from ..models import ScimGroup, ScimMapping, ScimUser
from ..policies import SigninPermission
from ..scim import setting
from ..scim.door import base

SET = {"purpose": Purpose.ADMINISTRATION, "permission": SigninPermission.SET_DIRECTORY}


@page(**SET)
def directory(request: Signed) -> HttpResponse:
    return _shown(request, MappingForm(who=request.who))


def _shown(request: Signed, form: MappingForm, secret: str = "") -> HttpResponse:
    ours = {"organisation_id": request.who.organisation_id}
    users = ScimUser.objects.filter(**ours)
    return render(request, "signin/directory.html", {
        "title": _("Personeelsgids koppelen"), "base": base(), "secret": secret, "keys": setting.living(request.who), "form": form,
        "mappings": ScimMapping.objects.filter(**ours).select_related("group", "team", "asked_by").order_by("group__display_name", "role"),
        "groups": ScimGroup.objects.filter(**ours).count(), "users": users.count(), "left": users.filter(active=False).count(),
        "mine": request.who.person_id}, status=400 if form.errors else 200)


@page(**SET, methods=("POST",))
@fresh("signin:directory")
@never_cache
def key(request: Signed) -> HttpResponse:
    """The secret stands on the answer, once; it cannot be shown again."""
    return _shown(request, MappingForm(who=request.who), setting.make_key(label=request.POST.get("label", ""), by=request.who))


@page(**SET, methods=("POST",))
def key_end(request: Signed, token_id: UUID) -> HttpResponse:
    setting.end_key(token_id=token_id, by=request.who)
    messages.success(request, _("De sleutel werkt niet meer."))
    return redirect("signin:directory")


@page(**SET, methods=("POST",))
@fresh("signin:directory")
def mapping(request: Signed) -> HttpResponse:
    form = MappingForm(request.POST, who=request.who)
    if form.is_valid():
        try:
            made = setting.map_group(**form.cleaned_data, by=request.who)
            messages.success(request, _("Gekoppeld.") if made.counts else _("Dit telt zodra een andere beheerder het bevestigt."))
            return redirect("signin:directory")
        except Invalid as error:
            told(form, error)
    return _shown(request, form)


@page(**SET, methods=("POST",))
@fresh("signin:directory")
def confirmation(request: Signed, mapping_id: UUID) -> HttpResponse:
    setting.confirm(mapping_id=mapping_id, by=request.who)
    messages.success(request, _("Bevestigd. De rol is gegeven aan wie in de groep zit."))
    return redirect("signin:directory")


@page(**SET, methods=("POST",))
def mapping_end(request: Signed, mapping_id: UUID) -> HttpResponse:
    setting.unmap(mapping_id=mapping_id, by=request.who)
    messages.success(request, _("Weggehaald. Wie de rol door deze groep had, heeft hem niet meer."))
    return redirect("signin:directory")
