"""The agenda of the joint meeting: on screen, on paper, as a file; and what was found at other doors."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.policies import Allowed, decide, require
from waakvlam.kit.errors import Absent
from waakvlam.kit.time import add_working_days, today

from .. import commands, queries, workbook
from ..commands.agenda import Point
from ..forms import PointForm
from ..models import Door, PartnerState
from ..policies import MaintenancePermission as P
from .common import BOTH, SEE, acted, sent, status
from .projects import member


@page(**SEE)
def agenda(request: Signed, project_id: UUID) -> HttpResponse:
    return render(request, "maintenance/agenda.html", _screen(request, project_id))


@page(**SEE)
def printed(request: Signed, project_id: UUID) -> HttpResponse:
    return render(request, "maintenance/agenda_print.html", _screen(request, project_id))


def _screen(request: Signed, project_id: UUID) -> dict[str, object]:
    found = member(request, project_id)
    return {"title": _("Agenda van het kernteam"), "found": found, "p": found.project, "tab": "agenda", "own_id": request.who.organisation_id,
            "agenda": queries.agenda(request.who, found.project), "may_host": isinstance(decide(request.who, P.HOST, found.project), Allowed),
            "why": _("Je bent aangewezen voor dit kernteam. Je ziet alleen wat is afgesproken of verteld.")}


@page(**SEE)
def exported(request: Signed, project_id: UUID) -> HttpResponse:
    """Only what this organisation may see, as the page shows it."""
    found = member(request, project_id)
    made = workbook.agenda(found.project, queries.agenda(request.who, found.project), by=request.who)
    return workbook.answer(made, f"agenda-{today():%Y%m%d}.xlsx")


@page(**SEE, methods=BOTH)
def point(request: Signed, project_id: UUID) -> HttpResponse:
    """A new point: about an agreed address (`adres`), about another door with a ground (`deur`), or about neither."""
    who = request.who
    found = member(request, project_id)
    agreed = queries.address(who, found.project, _id(request, "adres")) if request.GET.get("adres") else None
    door, seen = _door(request, found)
    owners = [(str(p.organisation_id), p.organisation.name) for p in found.partners if p.state == PartnerState.ACCEPTED]
    form = PointForm(request.POST or None, owners=owners, door=door is not None, initial={
        "text": seen.words if seen else "", "due_on": add_working_days(today(), 5), "owner": str(who.organisation_id)})
    if done := sent(request, form, lambda given: commands.agenda.put(project=found.project, by=who, point=Point(
            text=given["text"], owner_id=UUID(given["owner"]), due_on=given["due_on"], agreed_id=agreed.agreed.pk if agreed else None,
            door_id=door.pk if door else None, ground=given.get("ground", ""), permission=given.get("permission", ""),
            finding_id=seen.id if seen else None, words_kept=bool(given.get("words_kept")))), _("Het staat op de agenda."), "maintenance:agenda", project_id):
        return done
    return render(request, "maintenance/point.html", {
        "title": _("Een punt op de agenda"), "found": found, "p": found.project, "form": form, "about": agreed.door if agreed else door,
        "with_ground": door is not None}, status=status(request))


def _door(request: Signed, found: queries.Page) -> tuple[Door | None, queries.Noticed | None]:
    """The other door that is meant, and the signal where one is; only the corporation comes here."""
    if not request.GET.get("deur"):
        return None, None
    door = next((d for d in queries.other_doors(request.who, found.project) if str(d.pk) == request.GET["deur"]), None)
    if door is None:
        raise Absent("door")
    return door, next((n for n in queries.noticed(request.who, [door]) if str(n.id) == request.GET.get("signaal")), None)


@page(**SEE, methods=("POST",))
def item(request: Signed, project_id: UUID, item_id: UUID, slug: str) -> HttpResponse:
    """opgepakt, gedaan, vervallen, heropend."""
    who = request.who
    queries.item(who, member(request, project_id).project, item_id)
    to = {"gedaan": "done", "vervallen": "dropped", "heropend": "open"}
    if slug == "opgepakt":
        return acted(request, lambda: commands.agenda.take_up(item_id=item_id, by=who), _("Jij doet dit."), "maintenance:agenda", project_id)
    if slug not in to:
        raise Absent("act")
    return acted(request, lambda: commands.agenda.move(item_id=item_id, to=to[slug], by=who), _("Bewaard."), "maintenance:agenda", project_id)


@page(**SEE)
def others(request: Signed, project_id: UUID) -> HttpResponse:
    """The other doors, for the corporation's own staff."""
    who = request.who
    found = member(request, project_id)
    doors = queries.other_doors(who, found.project)
    return render(request, "maintenance/others.html", {
        "title": _("De andere deuren"), "found": found, "p": found.project, "doors": doors, "noticed": queries.noticed(who, doors)})


@page(**SEE, methods=("POST",))
def kept_back(request: Signed, project_id: UUID) -> HttpResponse:
    """The resident said no: it stays with us, the team hears only a number."""
    who = request.who
    found = queries.project(who, project_id)
    require(who, P.HOST, found)
    return acted(request, lambda: commands.agenda.keep_back(project=found, by=who), _("Geteld. Verder blijft het bij jullie."),
                 "maintenance:others", project_id)


def _id(request: Signed, name: str) -> UUID:
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError as error:
        raise Absent(name) from error
