"""Pages of the service directory."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.policies import Allowed, decide, require
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid

from . import commands, queries
from .forms import CapacityForm, ServiceForm, of_service, refuse
from .models import Service
from .policies import ResourcesPermission
from .words import State, Topic

P = ResourcesPermission
FILTERS = ("text", "topic", "area", "state", "own")


@page(purpose=Purpose.DIRECTORY, permission=P.SEE)
def directory(request: Signed) -> HttpResponse:
    who = request.who
    chosen = {name: request.GET.get(name, "").strip()[:100] for name in FILTERS}
    found = queries.directory(
        who, text=chosen["text"], topic=chosen["topic"], area=chosen["area"], state=chosen["state"],
        own=bool(chosen["own"]), after=request.GET.get("after", ""))
    return render(request, "resources/directory.html", {
        "title": _("Sociale kaart"), "found": found, "chosen": chosen, "topics": Topic.choices,
        "states": State.choices, "areas": queries.area_choices(who), "filtered": any(chosen.values()),
        "may_add": isinstance(decide(who, P.ADD, Service(organisation_id=who.organisation_id)), Allowed)})


@page(purpose=Purpose.DIRECTORY, permission=P.SEE)
def service(request: Signed, service_id: UUID) -> HttpResponse:
    found = queries.service(request.who, service_id)
    return _service_page(request, found, CapacityForm(initial=_said(found)))


@page(purpose=Purpose.DIRECTORY, methods=("POST",))
def capacity(request: Signed, service_id: UUID) -> HttpResponse:
    who = request.who
    found = queries.service(who, service_id)
    form = CapacityForm(request.POST)
    if not form.is_valid():
        require(who, P.KEEP, found)
        return _service_page(request, found, form, status=422)
    commands.set_capacity(service=found, **form.cleaned_data, by=who)
    messages.success(request, _("Bewaard. Iedereen ziet nu: %(state)s.") % {
        "state": State(form.cleaned_data["state"]).label})
    return redirect("resources:service", service_id=found.id)


@page(purpose=Purpose.DIRECTORY, methods=("GET", "POST"))
def new(request: Signed) -> HttpResponse:
    who = request.who
    require(who, P.ADD, Service(organisation_id=who.organisation_id))
    form = ServiceForm(request.POST or None, who=who, organisation_id=who.organisation_id)
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.add_service(described=form.described(), by=who)
        except Invalid as error:
            refuse(form, error)
        else:
            messages.success(request, _("%(name)s staat op de sociale kaart.") % {"name": made.name})
            return redirect("resources:service", service_id=made.id)
    return _form_page(request, form, _("Nieuwe dienst"))


@page(purpose=Purpose.DIRECTORY, methods=("GET", "POST"))
def edit(request: Signed, service_id: UUID) -> HttpResponse:
    who = request.who
    found = queries.service(who, service_id)
    require(who, P.KEEP, found)
    form = ServiceForm(request.POST or None, initial=of_service(found), who=who,
                       organisation_id=found.organisation_id)
    if request.method == "POST" and form.is_valid():
        try:
            commands.edit_service(service=found, described=form.described(), by=who)
        except Invalid as error:
            refuse(form, error)
        else:
            messages.success(request, _("Bewaard."))
            return redirect("resources:service", service_id=found.id)
    return _form_page(request, form, _("Dienst wijzigen"), found)


@page(purpose=Purpose.DIRECTORY, methods=("POST",))
def end(request: Signed, service_id: UUID) -> HttpResponse:
    who = request.who
    found = queries.service(who, service_id)
    commands.end_service(service=found, by=who)
    messages.success(request, _("%(name)s staat niet meer op de sociale kaart.") % {"name": found.name})
    return redirect("resources:directory")


def _said(found: Service) -> dict[str, object]:
    said = next(iter(found.said), None)  # type: ignore[attr-defined]
    return {"state": said.state, "places": said.places} if said else {}


def _service_page(request: Signed, found: Service, form: CapacityForm, status: int = 200) -> HttpResponse:
    who = request.who
    keeps = found.ended_at is None and isinstance(decide(who, P.KEEP, found), Allowed)
    return render(request, "resources/service.html", {
        "title": found.name, "service": found, "said": next(iter(found.said), None),  # type: ignore[attr-defined]
        "topics": [Topic(t).label for t in found.topics], "areas": queries.area_names(who, found.areas),
        "history": queries.history(who, found)[:6], "form": form, "keeps": keeps,
        "why": _("De sociale kaart is van alle partners samen. Er staan geen bewoners in.")}, status=status)


def _form_page(request: HttpRequest, form: ServiceForm, title: str, found: Service | None = None) -> HttpResponse:
    return render(request, "resources/form.html", {"title": title, "form": form, "service": found},
                  status=422 if form.errors else 200)
