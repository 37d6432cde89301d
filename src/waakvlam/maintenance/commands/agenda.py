"""Points for the joint meeting: what, who, until when. What was found at other doors comes here under R9."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks
from waakvlam.access.identity import Who, acting
from waakvlam.access.policies import require
from waakvlam.access.screening import screen, words_in
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent, Invalid
from waakvlam.kit.time import AMSTERDAM, END_OF_WORKING_DAY, now, today
from waakvlam.outreach import findings

from ..models import ITEM, Agreed, Door, Item, ItemState, Partner, PartnerState, Project
from ..models.states import Ground
from ..policies import MaintenancePermission
from .parts import is_open, may_follow, ours, sentence

ITEM_CLOCK = "maintenance.item"


@dataclass(frozen=True)
class Point:
    """What to put on the agenda. About an agreed address, or about another door with a ground, or about neither."""

    text: str
    owner_id: UUID
    due_on: date
    agreed_id: UUID | None = None
    door_id: UUID | None = None
    ground: str = ""
    permission: str = ""
    words_kept: bool = False
    finding_id: UUID | None = None  # the signal it comes from: settled by this


@transaction.atomic
def put(*, project: Project, point: Point, by: Who) -> Item:
    """Put a point on the agenda; its clock runs on who must do it. Raises Invalid, Refused."""
    require(by, MaintenancePermission.TEAM, project)
    is_open(project)
    text, permission = _said(point)
    agreed = Agreed.objects.filter(pk=point.agreed_id, project=project).first() if point.agreed_id else None
    door = Door.objects.filter(pk=point.door_id, project=project).first() if point.door_id else None
    if point.agreed_id and agreed is None or point.door_id and door is None:
        raise Absent("address")
    if door is not None and agreed is None and (point.ground not in Ground.values or len(permission) < 10):
        raise Invalid("permission", _("Schrijf op wat de bewoner goedvond, of waarom het zonder toestemming moet. "
                      "Anders blijft het bij jullie zelf."), field="permission")
    made = Item.objects.create(
        **ours(by, project), text=text, permission=permission, ground=point.ground if door or agreed else "",
        agreed=agreed, door=door, owner_id=_owner(project, point.owner_id), due_on=_day(point.due_on))
    _clock(made, by)
    audit.record(by, "maintenance.item", made)
    if door is not None:
        audit.touched(by, "maintenance.agenda", [door.subject_id])
    if point.finding_id:
        with acting(by.for_purpose(Purpose.HANDOVER)) as follower:
            findings.answer(finding_id=point.finding_id, by=follower)
    return made


def _said(point: Point) -> tuple[str, str]:
    text, permission = screen(sentence("text", point.text, 5, 1000)).text, screen(point.permission).text
    if (found := words_in([text])) and not point.words_kept:
        raise Invalid("sensitive_words", _("Hier staan woorden die op een ziekte of een straf lijken: %(words)s. "
                      "Schrijf op wat je zag, of laat ze staan als het echt nodig is.") % {"words": ", ".join(found)},
                      came_in=", ".join(found), field="text")
    return text, permission


def _owner(project: Project, owner_id: UUID) -> UUID:
    if not Partner.objects.filter(project=project, organisation_id=owner_id, state=PartnerState.ACCEPTED).exists():
        raise Invalid("owner", _("Kies een organisatie van het kernteam."), field="owner")
    return owner_id


def _day(day: date) -> date:
    if day < today():
        raise Invalid("due_on", _("Kies vandaag of later."), came_in=day.isoformat(), field="due_on")
    return day


def _clock(item: Item, by: Who) -> None:
    clocks.start(by, item, ITEM_CLOCK, on=item.owner_id, due_at=datetime.combine(item.due_on, END_OF_WORKING_DAY, AMSTERDAM))


@transaction.atomic
def take_up(*, item_id: UUID, by: Who) -> Item:
    """Somebody of the organisation whose turn it is makes it theirs."""
    item = _held(item_id, by)
    if item.owner_id != by.organisation_id:
        raise Absent("item")
    item.owner_person_id = by.person_id
    item.save(update_fields=["owner_person"])
    audit.record(by, "maintenance.item_take_up", item)
    return item


@transaction.atomic
def move(*, item_id: UUID, to: str, by: Who) -> Item:
    """Done, dropped, or open again."""
    item = _held(item_id, by)
    may_follow(ITEM, item.state, to)
    item.state, item.ended_at = to, None if to == ItemState.OPEN else now()
    item.save(update_fields=["state", "ended_at"])
    clocks.stop(item.pk, ITEM_CLOCK) if item.ended_at else _clock(item, by)
    audit.record(by, "maintenance.item_move", item, state=to)
    return item


def _held(item_id: UUID, by: Who) -> Item:
    found = Item.objects.select_for_update(of=("self",)).select_related("project").filter(pk=item_id).first()
    if found is None or by.organisation_id not in (found.organisation_id, found.owner_id):
        raise Absent("item")
    require(by, MaintenancePermission.TEAM, found.project)
    is_open(found.project)
    return found


@transaction.atomic
def keep_back(*, project: Project, by: Who) -> None:
    """Something was seen at another door and the resident said no: it stays with us, the team hears a number."""
    require(by, MaintenancePermission.HOST, project)
    is_open(project)
    Project.objects.filter(pk=project.pk).update(kept_signals=F("kept_signals") + 1)
    audit.record(by, "maintenance.keep_back", project)
