"""The own list of known addresses, and for the privacy officer how long it is."""

from dataclasses import dataclass
from uuid import UUID

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require

from ..models import Declaration, Door, Entry, Exemption, Project
from ..policies import MaintenancePermission
from ..sealing import opened
from . import within


@dataclass(frozen=True)
class Row:
    """One address of the own list. `agreed` is set where the team visits it together: everybody sees that."""

    id: UUID
    door: Door
    reason: str
    answer: str
    compared: bool
    withdrawn: bool
    agreed_id: UUID | None

    @property
    def can_change(self) -> bool:
        return not self.compared


@dataclass(frozen=True)
class MyList:
    """The own list in order of the address, and all doors of the project to pick from."""

    rows: list[Row]
    doors: list[Door]

    @property
    def open(self) -> list[Row]:
        return [r for r in self.rows if not r.compared and not r.answer]


def my_list(who: Who, project: Project) -> MyList:
    """Only of the own organisation; the log says which rows were shown, never which home. Three queries."""
    require(who, MaintenancePermission.LIST, project)
    doors = {d.pk: d for d in within.rows(who, Door).filter(project=project).select_related("block")}
    agreed = dict(within.agreed(who).filter(project=project).values_list("door_id", "id"))
    rows = []
    for entry in within.rows(who, Entry).filter(project=project, organisation_id=who.organisation_id):
        known = opened(project, who.organisation_id, entry.sealed)
        if known is not None and known.door_id in doors:
            rows.append(Row(entry.pk, doors[known.door_id], known.reason, entry.answer, entry.compared_at is not None,
                            entry.withdrawn_at is not None, None if entry.withdrawn_at else agreed.get(known.door_id)))
    audit.touched(who, "maintenance.list", [r.id for r in rows])
    order = list(doors)
    return MyList(sorted(rows, key=lambda r: order.index(r.door.pk)), list(doors.values()))


def exempted(who: Who, project: Project) -> set[UUID]:
    """Doors at which the host does not agree. Of the host alone. One query."""
    return set(Exemption.objects.filter(project=project, organisation_id=who.organisation_id).values_list("door_id", flat=True))


def overseen(who: Who) -> list[Declaration]:
    """How much the own organisation put in: counts, for the privacy officer. One query."""
    require(who, MaintenancePermission.OVERSEE)
    return list(Declaration.objects.filter(organisation_id=who.organisation_id).order_by("-created_at"))
