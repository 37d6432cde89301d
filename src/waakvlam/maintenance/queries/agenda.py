"""The agenda of the joint meeting: what has gone silent first."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent
from waakvlam.kit.time import now, today
from waakvlam.people.models import Household

from ..commands.team import INVITATION
from ..models import Item, ItemState, Partner, PartnerState, Project
from ..policies import MaintenancePermission
from . import within
from .team import Address, addresses

FEW = 10  # a count below this is not told (R30)


@dataclass(frozen=True)
class Agenda:
    """What the team speaks about: silence first, then visits, then points, then what is done."""

    unanswered: list[Partner]
    late: list[Item]
    open: list[Item]
    done: list[Item]
    visits: list[Address]
    kept: int
    homes: set[UUID]  # households of the own register that a point is about: what a handover can begin with

    @property
    def kept_few(self) -> bool:
        return 0 < self.kept < FEW


def agenda(who: Who, project: Project) -> Agenda:
    """Ten queries at most; logged per home. Only what this organisation may see: the wall shows no more."""
    require(who, MaintenancePermission.SEE, project)
    rows = list(within.items(who).filter(project=project).select_related("owner", "owner_person", "organisation", "door", "agreed__door")
                .order_by("due_on", "id"))
    silent = Clock.objects.filter(kind=INVITATION, stopped_at=None, due_at__lt=now()).values("subject_id")
    waiting = list(within.rows(who, Partner).filter(project=project, state=PartnerState.INVITED, pk__in=silent)
                   .select_related("organisation").order_by("invited_at", "id"))
    audit.touched(who, "maintenance.agenda", [r.door.subject_id for r in rows if r.door])
    day: date = today()
    running = [r for r in rows if r.state == ItemState.OPEN]
    return Agenda(waiting, [r for r in running if r.due_on < day], [r for r in running if r.due_on >= day],
                  [r for r in rows if r.state != ItemState.OPEN], addresses(who, project), project.kept_signals, _homes(who, project, running))


def _homes(who: Who, project: Project, rows: list[Item]) -> set[UUID]:
    """Of the host alone: nobody else has these homes in its register. One query."""
    if who.organisation_id != project.organisation_id:
        return set()
    return set(Household.objects.filter(organisation_id=who.organisation_id, pk__in=[r.about.subject_id for r in rows if r.about], gone_at=None).values_list("pk", flat=True))


def item(who: Who, project: Project, item_id: UUID) -> Item:
    """Raises Absent. One query."""
    found = within.items(who).filter(project=project, pk=item_id).first()
    if found is None:
        raise Absent("item")
    return found
