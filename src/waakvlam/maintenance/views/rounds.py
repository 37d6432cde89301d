"""Ringing at the doors of a project: the round along the other doors, and an appointment made at the door."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from waakvlam.access.identity import seeing
from waakvlam.access.pages import Signed, page
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent
from waakvlam.kit.time import today
from waakvlam.outreach.policies import OutreachPermission
from waakvlam.outreach.queries import published
from waakvlam.outreach.queries import sheets as reading

from .. import commands, queries
from ..commands.appointments import Agreement
from ..commands.rounds import Ringing
from ..forms import AppointmentForm, RingForm
from ..policies import MaintenancePermission as P
from .common import BOTH, SEE, sent, status
from .projects import member


@page(**SEE, methods=BOTH)
def ringing(request: Signed, project_id: UUID) -> HttpResponse:
    """One tap to a visit round of the other doors, once somebody chose what is said there."""
    who, found = request.who, member(request, project_id)
    require(who, P.HOST, found.project)
    with seeing(who.for_purpose(Purpose.CALL_ROUND)) as planner:
        scripts = [(str(v.pk), v.script.name) for v in published(planner)]
    first = max(today(), found.project.starts_on)
    form = RingForm(request.POST or None, scripts=scripts, initial={"starts_on": first, "ends_on": found.project.ends_on})
    if done := sent(request, form, lambda given: commands.rounds.along_others(project=found.project, by=who, ringing=Ringing(
            UUID(given["script"]), given["starts_on"], given["ends_on"])),
            _("De bezoekronde loopt. Verdeel nu de deuren over dagen en ploegen."), "maintenance:others", project_id):
        return done
    return render(request, "maintenance/ringing.html", {
        "title": _("Bezoekronde langs de andere deuren"), "found": found, "p": found.project, "form": form, "scripts": scripts,
        "doors": len(queries.other_doors(who, found.project))}, status=status(request))


@page(purpose=Purpose.VISIT_ROUND, permission=OutreachPermission.SEE_OWN_SHEETS, methods=BOTH)
def at_door(request: Signed, sheet_id: UUID, entry_id: UUID) -> HttpResponse:
    """The works appointment, made by whoever rings there."""
    who = request.who
    sheet = reading.sheet(who, sheet_id)
    here = next((d for d in sheet.stops if d.entry_id == entry_id), None)
    if here is None or not here.beside_url:
        raise Absent("door")
    form = AppointmentForm(request.POST or None, initial={"on_day": sheet.day})
    if done := sent(request, form, lambda given: commands.appointments.agree_at_door(
            sheet_id=sheet_id, entry_id=entry_id, agreement=Agreement(**given), by=who),
            _("De afspraak is bewaard."), "outreach:door", sheet_id, entry_id):
        return done
    return render(request, "maintenance/at_door.html", {
        "title": _("Afspraak voor het werk"), "sheet": sheet, "door": here, "form": form}, status=status(request))
