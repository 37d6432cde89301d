"""Make a project with its blocks and doors, and move it along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, covenant, reach
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.access.words import Category, Kind
from waakvlam.kit.errors import Invalid, Refused
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now
from waakvlam.people.models import Dwelling, Household

from ..models import TRANSITIONS, Block, Door, Member, Partner, PartnerState, Phase, Project, State
from ..models.project import home_of
from ..policies import MaintenancePermission
from . import matching
from .parts import hold, is_open, may_follow, opened, ours, person, sentence

MOST_DOORS = 3_000


@dataclass(frozen=True)
class Plan:
    """A project as its maker writes it. `share` is per cent of a block's doors."""

    name: str
    work: str
    starts_on: date
    ends_on: date
    needed: int = 2
    share: int = 25


@transaction.atomic
def plan(*, plan: Plan, by: Who) -> Project:
    """Found the project: reach for ourselves first, the maker as its first member. Raises Invalid, Refused."""
    require(by, MaintenancePermission.PLAN)
    if by.organisation_kind != Kind.HOUSING:
        raise Refused("kind", _("Een project maakt de corporatie van wie de huizen zijn."), came_in=by.organisation_kind, expected=Kind.HOUSING)
    line = covenant.ground_for(by, Category.STATUS)
    _checked(plan)
    made = Project(pk=uuid7(), **ours(by), name=plan.name.strip(), work=plan.work.strip(), starts_on=plan.starts_on,
                   ends_on=plan.ends_on, needed=plan.needed, share=plan.share, contact_id=person(by))
    opened(made, by.organisation_id, "status", line.ground, may_grant=True)
    opened(made, by.organisation_id, "content", line.ground, person_id=by.person_id)
    made.save(force_insert=True)
    Partner.objects.create(**ours(by, made), state=PartnerState.ACCEPTED, ground=line.ground, source=line.source,
                           term_days=line.term_days, answered_at=now(), answered_by_id=by.person_id)
    Member.objects.create(**ours(by, made), person_id=person(by))
    audit.record(by, "maintenance.plan", made)
    return made


def _checked(plan: Plan) -> None:
    sentence("name", plan.name, 3, 120)
    sentence("work", plan.work, 10)
    if plan.ends_on < plan.starts_on:
        raise Invalid("ends_on", _("Het einde ligt voor het begin."), came_in=plan.ends_on.isoformat(), field="ends_on")
    if not 2 <= plan.needed <= 9:
        raise Invalid("needed", _("Kies een getal van 2 tot 9."), came_in=str(plan.needed), field="needed")
    if not 1 <= plan.share <= 50:
        raise Invalid("share", _("Kies een getal van 1 tot 50."), came_in=str(plan.share), field="share")


@transaction.atomic
def add_block(*, project: Project, name: str, estate: str, block: str, by: Who) -> Block:
    """A block with the doors that the own register has there. Raises Invalid where it has none."""
    require(by, MaintenancePermission.HOST, project)
    is_open(hold(project.pk))
    name = sentence("name", name, 1, 120)
    homes = list(Dwelling.objects.filter(organisation_id=by.organisation_id, estate=estate, block=block, gone_at=None,
                                         merged_into=None, house_number__isnull=False)[:MOST_DOORS + 1])
    taken = set(Door.objects.filter(project=project).values_list("dwelling_id", flat=True))
    there = {d.home for d in Door.objects.filter(project=project)}
    # A home that stands twice in the register is one front door.
    homes = list({h: home for home in homes if home.pk not in taken and (h := home_of(home)) not in there}.values())
    if not 0 < len(homes) <= MOST_DOORS:
        raise Invalid("block", _("Dit blok heeft in jullie register geen woningen die nog niet meedoen, of te veel."),
                      came_in=str(len(homes)), expected=f"1–{MOST_DOORS}", field="block")
    if Block.objects.filter(project=project, name=name).exists():
        raise Invalid("name", _("Er is al een blok met deze naam."), came_in=name, field="name")
    made = Block.objects.create(**ours(by, project), name=name)
    Door.objects.bulk_create(_doors(made, homes, by), batch_size=1000)
    audit.record(by, "maintenance.block", project, size=len(homes))
    return made


def _doors(block: Block, homes: Sequence[Dwelling], by: Who) -> list[Door]:
    people = dict(Household.objects.filter(dwelling__in=homes, gone_at=None).order_by("tenancy_start", "id")
                  .values_list("dwelling_id", "id"))
    return [Door(**ours(by, block.project), block=block, dwelling_id=h.pk, subject_id=people.get(h.pk) or uuid7(),
                 street=h.street, house_number=h.house_number or 0, house_letter=h.house_letter, addition=h.addition,
                 postcode=h.postcode, entrance=h.entrance, floor=h.floor) for h in homes]


@transaction.atomic
def add_phase(*, block: Block, name: str, starts_on: date, ends_on: date, by: Who) -> Phase:
    """What is done when. Raises Invalid where it lies outside the project."""
    require(by, MaintenancePermission.HOST, block.project)
    is_open(block.project)
    if not block.project.starts_on <= starts_on <= ends_on <= block.project.ends_on:
        raise Invalid("phase", _("De fase ligt niet binnen de dagen van het project."),
                      came_in=f"{starts_on}–{ends_on}", field="starts_on")
    made = Phase.objects.create(**ours(by, block.project), block=block, name=sentence("name", name, 2, 120),
                                starts_on=starts_on, ends_on=ends_on)
    audit.record(by, "maintenance.phase", block.project)
    return made


@transaction.atomic
def remove_phase(*, phase_id: UUID, project: Project, by: Who) -> None:
    require(by, MaintenancePermission.HOST, project)
    is_open(project)
    Phase.objects.filter(pk=phase_id, project=project).delete()
    audit.record(by, "maintenance.phase", project)


@transaction.atomic
def move(*, project: Project, to: str, by: Who) -> Project:
    """To the next state. Over means: comparing ends, private lists are destroyed, terms begin to run."""
    require(by, MaintenancePermission.HOST, project)
    found = hold(project.pk)
    may_follow(TRANSITIONS, found.state, to)
    if to in (State.ENDED, State.CANCELLED):
        if found.matching_ended_at is None:
            matching.end(project=found, by=by)
            found = hold(project.pk)
        matching.close(found)
        found.closed_at = now()
    found.state = to
    found.save(update_fields=["state", "closed_at"])
    reach.touch(found.pk, now(), to)
    audit.record(by, "maintenance.move", found, state=to)
    return found
