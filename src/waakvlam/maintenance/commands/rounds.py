"""From a project to doorbells: a visit round along the other doors, and an agreed visit on the host's own sheet."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import AMSTERDAM, now, today
from waakvlam.outreach import commands as outreach
from waakvlam.outreach.commands import by_hand, joint
from waakvlam.outreach.commands.joint import Asking
from waakvlam.outreach.models import JointBasis, JointVisit, Round, SheetDoor
from waakvlam.outreach.plan import LONGEST_DAYS
from waakvlam.outreach.plan import Plan as RoundPlan
from waakvlam.outreach.selection import Selection
from waakvlam.people.models import Dwelling, Household

from ..models import Agreed, Door, Going, Project, Visit
from ..policies import MaintenancePermission
from .parts import current, hold, is_open, of_host, standing

STEPS = [{"channel": "door", "times": 3, "days": 2}, {"channel": "card", "times": 1, "days": 5}]


@dataclass(frozen=True)
class Ringing:
    """When the host's own people ring, and what they say."""

    script_version_id: UUID
    starts_on: date
    ends_on: date


@transaction.atomic
def along_others(*, project: Project, ringing: Ringing, by: Who) -> Round:
    """A round along every door that the core team does not visit together, approved by whoever presses the button.

    On its list nothing says why a door is not on it: an agreed address is missing as an empty home is.
    Raises WrongState where the round is there already, Invalid where nobody fits.
    """
    require(by, MaintenancePermission.HOST, project)
    held = hold(project.pk)
    is_open(held)
    if held.round_id is not None:
        raise WrongState("round", _("De bezoekronde is er al."))
    homes, dwellings = _homes(held)
    with acting(by.for_purpose(Purpose.CALL_ROUND)) as planner:
        made = outreach.draft(plan=_plan(held, ringing, dwellings), by=planner)
        made = outreach.approve(round=made, by=planner)
        if not by_hand.keep_only(round=made, households=homes, by=planner):
            raise Invalid("round_empty", _("Bij geen van de andere deuren kan worden aangebeld."))
        outreach.start(round=made, by=planner)
    held.round_id = made.pk
    held.save(update_fields=["round_id"])
    audit.record(by, "maintenance.visit_round", held)
    return made


def _homes(project: Project) -> tuple[list[UUID], list[Dwelling]]:
    """Households behind the other doors, and the homes themselves."""
    doors = Door.objects.filter(project=project).exclude(pk__in=Agreed.objects.filter(project=project).values("door_id"))
    dwellings = list(Dwelling.objects.filter(pk__in=list(doors.values_list("dwelling_id", flat=True)), gone_at=None))
    return list(Household.objects.filter(dwelling__in=dwellings, gone_at=None).values_list("pk", flat=True)), dwellings


def _plan(project: Project, ringing: Ringing, dwellings: list[Dwelling]) -> RoundPlan:
    """The rule as everybody reads it: these blocks; where the register names none, these neighbourhoods."""
    blocks = tuple(sorted({d.block for d in dwellings if d.block}))
    areas = () if blocks else tuple(sorted({d.neighbourhood_code for d in dwellings if d.neighbourhood_code}))
    days = (ringing.ends_on - ringing.starts_on).days
    if not 0 <= days <= LONGEST_DAYS or ringing.ends_on < today():
        raise Invalid("ends_on", _("Kies dagen vanaf vandaag, hooguit een jaar."), came_in=str(ringing.ends_on), field="ends_on")
    return RoundPlan(
        name=_("Andere deuren: %(project)s") % {"project": project.name[:90]}, reason=_("wat het werk aan uw woning voor u betekent"),
        selection=Selection(blocks=blocks, neighbourhoods=areas, order="blocks"), starts_on=ringing.starts_on, ends_on=ringing.ends_on,
        script_version_id=ringing.script_version_id, cool_down_days=0, reference_percent=0, steps=STEPS)


@transaction.atomic
def onto_sheet(*, agreed_id: UUID, by: Who) -> SheetDoor:
    """An agreed visit on the host's own sheet of that day, with whoever said that they go: an act of its own.

    From now on whoever plans visits at the host sees this door on a sheet, and who of other organisations comes
    along. Raises WrongState where it is not planned, or nobody of the host goes; Absent where nobody may ring.
    """
    agreed = standing(agreed_id)
    require(by, MaintenancePermission.HOST, agreed.project)
    visit = Visit.objects.select_for_update().filter(agreed=agreed, done_at=None).first()
    going = list(Going.objects.filter(agreed=agreed).order_by("organisation_id", "id"))
    ours = [g.person_id for g in going if g.organisation_id == by.organisation_id]
    if visit is None or visit.planned_at is None or visit.planned_at <= now() or not ours:
        raise WrongState("visit", _("Plan eerst een moment, en zeg wie van jullie meegaat."))
    round_id = agreed.project.round_id
    if round_id is None:
        raise WrongState("round", _("Maak eerst de bezoekronde langs de andere deuren."))
    home = Household.objects.filter(dwelling_id=agreed.door.dwelling_id, gone_at=None).first()
    if home is None:
        raise Absent("household")
    door = _door(round_id, home.pk, visit.planned_at.astimezone(AMSTERDAM), ours, by)
    _company(door, visit.planned_at.astimezone(AMSTERDAM), [g for g in going if g.organisation_id != by.organisation_id], by)
    visit.listed_at, visit.organisation_id = now(), by.organisation_id
    visit.save(update_fields=["listed_at", "organisation"])
    audit.record(by, "maintenance.onto_sheet", agreed)
    return door


def _door(round_id: UUID, home: UUID, moment: datetime, people: list[UUID], by: Who) -> SheetDoor:
    with acting(by.for_purpose(Purpose.CALL_ROUND)) as planner:
        round = Round.objects.get(pk=round_id)
        entry = by_hand.add_home(round=round, household_id=home, by=planner)
    with acting(by.for_purpose(Purpose.VISIT_ROUND)) as planner:
        return by_hand.put_on_sheet(entry=entry, at=moment, people=people, name=_("Samen langs"), by=planner)


def _company(door: SheetDoor, moment: datetime, others: list[Going], by: Who) -> None:
    """One of each organisation, who said so themselves: they read this one door, as with any joint visit."""
    with acting(by.for_purpose(Purpose.VISIT_ROUND)) as planner:
        there = set(JointBasis.objects.filter(door=door, visit__state__in=JointVisit.OPEN).values_list("visit__partner_id", flat=True))
        for one in {g.organisation_id: g for g in reversed(others)}.values():
            if one.organisation_id not in there and len(there) < joint.MOST:
                joint.ask(door_id=door.pk, by=planner, asking=Asking(
                    one.organisation_id, moment.time(), _("Samen langs, zoals in het kernteam is afgesproken."), JointBasis.Ground.CORE_TEAM,
                    _("Afgesproken in het kernteam van het groot onderhoud."), person_id=one.person_id))
                there.add(one.organisation_id)


def off_sheet(project: Project, door_id: UUID) -> None:
    """An address is no longer agreed: nobody goes there together, and nobody of another organisation reads it.

    As the host, whoever's act it was: on the sheet nothing tells who withdrew. Nothing where it was on no sheet.
    """
    with acting(of_host(project)):
        round_id = current(project).round_id
        door = Door.objects.filter(pk=door_id, project=project).first()
        if round_id is None or door is None or Agreed.objects.filter(project=project, door=door).exists():
            return
    with acting(system(project.organisation_id, Purpose.VISIT_ROUND)) as own:
        for home in Household.objects.filter(dwelling_id=door.dwelling_id).values_list("pk", flat=True):
            by_hand.take_off(round_id=round_id, household_id=home, by=own)


def step_out(project: Project, organisation_id: UUID) -> None:
    """An organisation is not in the team any more: its people come along nowhere for it, and read no address."""
    with acting(of_host(project)):
        round_id = current(project).round_id
    if round_id is None:
        return
    with acting(system(project.organisation_id, Purpose.VISIT_ROUND)) as own:
        rows = JointBasis.objects.filter(ground=JointBasis.Ground.CORE_TEAM, door__entry__round_id=round_id,
                                         visit__partner_id=organisation_id, visit__state__in=JointVisit.OPEN)
        for visit_id in rows.values_list("visit_id", flat=True):
            joint.call_off(visit_id=visit_id, by=own)
