"""Works appointments: of the corporation alone, changed whenever the resident asks."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, covenant
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.policies import require
from waakvlam.access.words import Category, Purpose
from waakvlam.kit.errors import Absent, Invalid
from waakvlam.outreach.policies import OutreachPermission
from waakvlam.outreach.queries import sheets

from ..models import Appointment, Door, Project
from ..models.states import OPEN, Access, Need
from ..policies import MaintenancePermission
from .parts import is_open, ours


@dataclass(frozen=True)
class Agreement:
    """What was agreed at the door."""

    on_day: date
    starts_at: time
    ends_at: time
    access: str
    elsewhere: bool = False
    needs: Iterable[str] = field(default_factory=tuple)


@transaction.atomic
def agree(*, project: Project, door_id: UUID, agreement: Agreement, by: Who) -> Appointment:
    """Make the appointment, or change it. Raises Invalid, Absent."""
    require(by, MaintenancePermission.HOST, project)
    door = Door.objects.filter(pk=door_id, project=project).first()
    if door is None:
        raise Absent("door")
    made, verb = _agreed(project, door, agreement, by)
    audit.record(by, verb, made)
    return made


@transaction.atomic
def agree_at_door(*, sheet_id: UUID, entry_id: UUID, agreement: Agreement, by: Who) -> Appointment:
    """The same, by whoever rings there today and need not be in the core team. Raises Absent, Refused, Invalid."""
    sheet = sheets.found_sheet(by, sheet_id)
    require(by, OutreachPermission.VISIT, sheet)
    row = sheet.doors.filter(entry_id=entry_id, dropped_at=None).select_related("household").first()
    with acting(system(by.organisation_id, Purpose.MAINTENANCE)) as own:
        door = Door.objects.select_related("project").filter(
            dwelling_id=row.household.dwelling_id, organisation_id=by.organisation_id, project__state__in=OPEN).first() if row else None
        if door is None:
            raise Absent("door")
        made, verb = _agreed(door.project, door, agreement, own)
    audit.record(by, verb, made)
    return made


def _agreed(project: Project, door: Door, agreement: Agreement, by: Who) -> tuple[Appointment, str]:
    """The row as it stands now, and what that was."""
    is_open(project)
    covenant.ground_for(by, Category.APPOINTMENT)
    needs = _checked(project, agreement)
    made, fresh = Appointment.objects.update_or_create(door=door, defaults={
        **ours(by, project), "on_day": agreement.on_day, "starts_at": agreement.starts_at, "ends_at": agreement.ends_at,
        "access": agreement.access, "elsewhere": agreement.elsewhere, "needs": needs})
    audit.touched(by, "maintenance.appointments", [door.subject_id])
    return made, "maintenance.appointment" if fresh else "maintenance.appointment_change"


def _checked(project: Project, agreement: Agreement) -> list[str]:
    if not project.starts_on <= agreement.on_day <= project.ends_on:
        raise Invalid("on_day", _("Kies een dag binnen het project."), came_in=agreement.on_day.isoformat(), field="on_day")
    if agreement.ends_at <= agreement.starts_at:
        raise Invalid("ends_at", _("Het einde ligt voor het begin."), came_in=str(agreement.ends_at), field="ends_at")
    if agreement.access not in Access.values:
        raise Invalid("access", _("Kies hoe de werklui binnenkomen."), came_in=agreement.access[:10], field="access")
    return [n for n in Need.values if n in set(agreement.needs)]


@transaction.atomic
def cancel(*, project: Project, door_id: UUID, by: Who) -> None:
    require(by, MaintenancePermission.HOST, project)
    is_open(project)
    found = Appointment.objects.filter(door_id=door_id, project=project).first()
    if found is None:
        raise Absent("appointment")
    audit.record(by, "maintenance.appointment_cancel", found)
    found.delete()
