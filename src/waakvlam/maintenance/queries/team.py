"""What the core team sees: agreed addresses, who goes, what was told, what is still open."""

from dataclasses import dataclass, field
from uuid import UUID

from waakvlam.access import audit
from waakvlam.access.identity import Who, seeing
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent
from waakvlam.outreach import findings
from waakvlam.outreach.models import Finding

from ..models import Agreed, Block, Door, Going, Item, ItemState, Project, Release, Visit
from ..policies import MaintenancePermission
from . import within

MOST = 200


@dataclass
class Address:
    """An agreed address as every member sees it. Nothing in it says who brought it in."""

    agreed: Agreed
    visit: Visit | None = None
    going: list[Going] = field(default_factory=list)
    releases: list[Release] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    @property
    def door(self) -> Door:
        return self.agreed.door

    @property
    def is_done(self) -> bool:
        return self.visit is not None and self.visit.done_at is not None

    @property
    def open_items(self) -> int:
        return sum(item.state == ItemState.OPEN for item in self.items)

    @property
    def organisations(self) -> list[str]:
        return list(dict.fromkeys(g.organisation.name for g in self.going))


def addresses(who: Who, project: Project, block: Block | None = None) -> list[Address]:
    """In the order of the street, so that the order tells nothing else. Five queries; logged per home."""
    require(who, MaintenancePermission.SEE, project)
    rows = within.agreed(who).filter(project=project).select_related("door__block", "project")
    rows = rows.filter(door__block=block) if block else rows
    found = {a.pk: Address(a) for a in rows.order_by("door__street", "door__house_number", "door__house_letter", "door__addition")}
    _filled(who, found)
    audit.touched(who, "maintenance.agreed", [a.door.subject_id for a in found.values()])
    return list(found.values())


def _filled(who: Who, found: dict[UUID, Address]) -> None:
    ids = list(found)
    for visit in within.rows(who, Visit).filter(agreed__in=ids):
        found[visit.agreed_id].visit = visit
    for going in within.rows(who, Going).filter(agreed__in=ids).select_related("organisation", "person").order_by("organisation__name", "person__name"):
        found[going.agreed_id].going.append(going)
    for release in within.releases(who).filter(agreed__in=ids).select_related("organisation").order_by("at", "id"):
        found[release.agreed_id].releases.append(release)
    for item in within.items(who).filter(agreed__in=ids).select_related("owner", "owner_person").order_by("due_on", "id"):
        if item.agreed_id:
            found[item.agreed_id].items.append(item)


def address(who: Who, project: Project, agreed_id: UUID) -> Address:
    """Raises Absent where it was never agreed or no longer is: the same for both. Five queries; logged."""
    require(who, MaintenancePermission.SEE, project)
    agreed = within.agreed(who).select_related("door__block", "project").filter(project=project, pk=agreed_id).first()
    if agreed is None:
        raise Absent("agreed")
    found = Address(agreed)
    _filled(who, {agreed.pk: found})
    audit.touched(who, "maintenance.agreed", [agreed.door.subject_id])
    return found


@dataclass(frozen=True)
class Noticed:
    """A signal that own staff recorded at another door, and that waits for somebody to act."""

    id: UUID
    door: Door
    words: str
    topic: str


def noticed(who: Who, doors: list[Door]) -> list[Noticed]:
    """What was missed, of these doors, oldest first. Of the host alone. Two queries; logged per home."""
    of_dwelling = {d.dwelling_id: d for d in doors}
    follower = who.for_purpose(Purpose.HANDOVER)  # a signal is followed up for that purpose, here too
    with seeing(follower):
        rows = findings.listed(follower, kind=Finding.Kind.SIGNAL).filter(household__dwelling_id__in=list(of_dwelling))
        found = [Noticed(f.pk, of_dwelling[f.household.dwelling_id], f.words, f.topic) for f in rows[:MOST]]
    audit.touched(who, "maintenance.noticed", [n.door.subject_id for n in found])
    return found


def other_doors(who: Who, project: Project) -> list[Door]:
    """The doors that are left for the corporation's own staff. Of the host alone. One query."""
    require(who, MaintenancePermission.HOST, project)
    return list(within.rows(who, Door).filter(project=project).exclude(pk__in=within.agreed(who).filter(project=project).values("door_id"))
                .select_related("block").order_by("block__name", "street", "house_number", "house_letter", "addition"))
