"""Visits with another organisation: of the host by its sheets, of the partner by what was sent to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from waakvlam.access import audit, covenant, reach, reads
from waakvlam.access.identity import Who
from waakvlam.access.models import Organisation
from waakvlam.access.policies import require
from waakvlam.access.words import Category, Kind, Purpose, Role
from waakvlam.kit.errors import Absent
from waakvlam.kit.time import now, today

from ..models import JointBasis, JointDoor, JointReport, JointVisit, SheetDoor
from ..policies import OutreachPermission

ACTIVITY = "outreach.joint"
MOST = 200
State = JointVisit.State


@dataclass(frozen=True)
class Going:
    """A joint visit as the partner sees it: `where` only for who goes, `report` what its own organisation wrote."""

    visit: JointVisit
    where: JointDoor | None = None
    report: JointReport | None = None

    @property
    def is_late(self) -> bool:
        return self.visit.state == State.ASKED and self.visit.at <= now()

    @property
    def has_been(self) -> bool:
        return self.visit.at <= now()


@dataclass(frozen=True)
class Companion:
    """Who of another organisation comes along to a door of ours: at which hour ("14:30"), and where they meet, empty
    for the door itself."""

    at: str
    name: str
    organisation: str
    meet: str = ""

    def __str__(self) -> str:
        """“14:30 Carla Smit (Gemeente Proefstad), bij de ingang”."""
        return f"{self.at} {self.name} ({self.organisation}), {self.meet or _('voor de deur')}"


def of_doors(who: Who, doors: Iterable[SheetDoor]) -> dict[UUID, list[JointVisit]]:
    """Door → what was asked of others there, of the own sheets; open first. One query."""
    found: dict[UUID, list[JointVisit]] = {}
    rows = JointBasis.objects.filter(organisation_id=who.organisation_id, door__in=[d.pk for d in doors])
    for basis in rows.select_related("visit__partner", "visit__person", "visit__where").order_by("visit__ended_at", "visit__partner__name", "id"):
        found.setdefault(basis.door_id, []).append(basis.visit)
    return found


def company(who: Who, doors: list[SheetDoor]) -> dict[UUID, tuple[Companion, ...]]:
    """Door → who of other organisations comes along, by the hour. No query where nobody does, else one."""
    together = [d for d in doors if d.joint]
    return {} if not together else {
        door: tuple(Companion(f"{v.starts_at:%H:%M}", v.person.name, v.partner.name, v.where.meet)
                    for v in sorted(visits, key=lambda v: v.starts_at) if v.state in (State.ACCEPTED, State.DONE) and v.person)
        for door, visits in of_doors(who, together).items()}


def alone_again(who: Who) -> list[JointBasis]:
    """Doors of today and later at which the own people would ring alone: the other said no, or nothing. One query."""
    return reads.rows(who, called_off)


def called_off(who: Who) -> QuerySet[JointBasis] | None:
    """Those of `alone_again`."""
    if who.role not in (Role.COORDINATOR, Role.SYSTEM):
        return None
    rows = JointBasis.objects.filter(
        Q(visit__state__in=(State.DECLINED, State.LAPSED)) | Q(visit__state=State.WITHDRAWN, visit__ended_by=F("visit__partner")),
        organisation_id=who.organisation_id, door__dropped_at=None, visit__day__gte=today()).exclude(door__joint=True)
    return rows.select_related("visit__partner", "door").order_by("visit__day", "visit__starts_at", "id")[:MOST]


def door(who: Who, sheet_id: UUID, door_id: UUID) -> SheetDoor:
    """A door of an own sheet, for whoever plans. Raises Absent. Logged. One query."""
    found = SheetDoor.objects.filter(
        pk=door_id, sheet_id=sheet_id, organisation_id=who.organisation_id, dropped_at=None, sheet__dropped_at=None,
        household__secret_address=False).select_related("sheet__round", "household__dwelling").first()
    if found is None or who.role not in (Role.COORDINATOR, Role.SYSTEM):
        raise Absent("door")
    audit.touched(who, "outreach.plan_visits", [found.household_id])
    return found


def may_be_asked(who: Who) -> list[tuple[str, str]]:
    """Organisations with a line in the covenant for going along. One query."""
    rows = Organisation.objects.filter(network_id=who.network_id, has_accounts=True).exclude(
        pk=who.organisation_id).exclude(kind=Kind.NETWORK).order_by("name")
    return [(str(o.pk), o.name) for o in rows if covenant.find(
        Who(who.network_id, o.pk, o.kind, Role.SYSTEM, Purpose.JOINT_VISIT), Category.CONTACT)]


def invitations(who: Who) -> list[Going]:
    """What the own organisation was asked, from today on and what waits for a report; soonest first. At most four queries."""
    require(who, OutreachPermission.SEE_JOINT)
    sent = reach.listed(who, JointVisit.REACH, "status").values("subject_id")
    rows = JointVisit.objects.filter(pk__in=sent, partner_id=who.organisation_id, day__gte=today()) | JointVisit.objects.filter(
        pk__in=sent, partner_id=who.organisation_id, state__in=JointVisit.OPEN)
    return _filled(who, list(rows.select_related("organisation", "person", "asker").order_by("day", "starts_at", "id")[:MOST]))


def invitation(who: Who, visit_id: UUID) -> Going:
    """Raises Absent where nobody asked us. At most four queries; logged where it says which door."""
    require(who, OutreachPermission.SEE_JOINT)
    found = JointVisit.objects.filter(pk=visit_id, partner_id=who.organisation_id).filter(
        reach.opens(who, "status")).select_related("organisation", "person", "asker").first()
    if found is None:
        raise Absent("joint_visit")
    return _filled(who, [found])[0]


def _filled(who: Who, visits: list[JointVisit]) -> list[Going]:
    """With the address for whoever goes, and the own report. Two queries."""
    mine = [v.pk for v in visits if v.person_id and v.person_id == who.person_id]
    where = {d.visit_id: d for d in JointDoor.objects.filter(reach.opens(who, "content", "visit_id"), visit_id__in=mine)}
    told = {r.visit_id: r for r in JointReport.objects.filter(
        organisation_id=who.organisation_id, visit_id__in=[v.pk for v in visits]).select_related("person")}
    audit.touched(who, ACTIVITY, [d.subject_id for d in where.values()])
    return [Going(v, where.get(v.pk), told.get(v.pk)) for v in visits]
