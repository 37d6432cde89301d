"""Works appointments per block, for the corporation alone."""

from dataclasses import dataclass

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require

from ..models import Appointment, Block, Door, Project
from ..models.states import Need
from ..policies import MaintenancePermission
from . import within


@dataclass(frozen=True)
class Slot:
    """A door, with its appointment where there is one."""

    door: Door
    appointment: Appointment | None

    @property
    def needs(self) -> list[str]:
        return [str(Need(n).label) for n in self.appointment.needs] if self.appointment else []


def slots(who: Who, project: Project, block: Block) -> list[Slot]:
    """Every door of a block in the order of the street. Two queries; logged per home that has one."""
    require(who, MaintenancePermission.HOST, project)
    made = {a.door_id: a for a in within.appointments(who).filter(project=project, door__block=block)}
    found = [Slot(d, made.get(d.pk)) for d in within.rows(who, Door).filter(block=block)]
    audit.touched(who, "maintenance.appointments", [s.door.subject_id for s in found if s.appointment])
    return found
