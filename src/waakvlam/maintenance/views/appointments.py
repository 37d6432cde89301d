"""Works appointments: per block, per door, and as a file for the contractor."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent
from waakvlam.kit.time import today

from .. import commands, queries, workbook
from ..commands.appointments import Agreement
from ..forms import AppointmentForm
from ..policies import MaintenancePermission as P
from .common import BOTH, SEE, acted, sent, status
from .projects import member


@page(**SEE)
def appointments(request: Signed, project_id: UUID, block_id: UUID) -> HttpResponse:
    who = request.who
    found = member(request, project_id)
    block = queries.one_block(who, found.project, block_id)
    slots = queries.slots(who, found.project, block)
    return render(request, "maintenance/appointments.html", {
        "title": _("Afspraken voor het werk"), "found": found, "p": found.project, "here": block, "slots": slots,
        "made": sum(s.appointment is not None for s in slots)})


@page(**SEE)
def exported(request: Signed, project_id: UUID, block_id: UUID) -> HttpResponse:
    """For the contractor: address, time, access. Nothing about who lives there."""
    who = request.who
    found = member(request, project_id)
    block = queries.one_block(who, found.project, block_id)
    made = workbook.appointments(found.project, queries.slots(who, found.project, block), by=who)
    return workbook.answer(made, f"afspraken-{today():%Y%m%d}.xlsx")


@page(**SEE, methods=BOTH)
def appointment(request: Signed, project_id: UUID, block_id: UUID, door_id: UUID) -> HttpResponse:
    who = request.who
    found = member(request, project_id)
    block = queries.one_block(who, found.project, block_id)
    slot = next((s for s in queries.slots(who, found.project, block) if s.door.pk == door_id), None)
    if slot is None:
        raise Absent("door")
    a = slot.appointment
    names = ("on_day", "starts_at", "ends_at", "access", "elsewhere", "needs")
    form = AppointmentForm(request.POST or None, initial={n: getattr(a, n) for n in names} if a else {"on_day": found.project.starts_on})
    if done := sent(request, form, lambda given: commands.appointments.agree(project=found.project, door_id=door_id, agreement=Agreement(**given), by=who),
                    _("De afspraak is bewaard."), "maintenance:appointments", project_id, block_id):
        return done
    return render(request, "maintenance/appointment.html", {
        "title": slot.door.address, "found": found, "p": found.project, "here": block, "slot": slot, "form": form}, status=status(request))


@page(**SEE, methods=("POST",))
def cancelled(request: Signed, project_id: UUID, block_id: UUID, door_id: UUID) -> HttpResponse:
    who = request.who
    found = member(request, project_id).project
    require(who, P.HOST, found)
    return acted(request, lambda: commands.appointments.cancel(project=found, door_id=door_id, by=who), _("De afspraak is afgezegd."),
                 "maintenance:appointments", project_id, block_id)
