"""Homes that a person puts on a round or leaves out of it, one by one known; and a sheet for one door.

For whoever plans along another list than that of a selection: a core team, major maintenance.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent, WrongState
from waakvlam.kit.time import day_of, now, today
from waakvlam.people.models import Household

from ..models import (
    Attempt,
    JointBasis,
    JointVisit,
    Round,
    RoundEntry,
    Sheet,
    SheetDoor,
    SheetMember,
)
from ..policies import OutreachPermission
from . import joint
from .company import tell_company
from .rounds import held_round, must_be
from .sheets import PLANNED, walk_again


@transaction.atomic
def keep_only(*, round: Round, households: Collection[UUID], by: Who) -> int:
    """Of a list that was approved just now, only these homes; returns how many.

    What is left out leaves no row: whoever reads the list must not find out why a home is not on it.
    """
    held = held_round(round.pk)
    require(by, OutreachPermission.APPROVE, held)
    must_be(held, Round.State.APPROVED)
    RoundEntry.objects.filter(round=held).exclude(household_id__in=list(households)).delete()
    left = RoundEntry.objects.filter(round=held).count()
    held.size = held.size | {"listed": left, "reference": 0}
    held.save(update_fields=["size"])
    audit.record(by, "round.keep_only", held, size=left)
    return left


@transaction.atomic
def add_home(*, round: Round, household_id: UUID, by: Who) -> RoundEntry:
    """A home on the list of a round that runs, because a person says so (R6). The same home twice is one row.

    Raises Absent where nobody may ring there: they moved, said no, or their address is secret (R7).
    """
    held = held_round(round.pk)
    require(by, OutreachPermission.APPROVE, held)
    if held.state not in PLANNED:
        raise WrongState("round_state", _("Deze ronde is niet goedgekeurd, of is voorbij."), came_in=held.state)
    home = Household.objects.select_related("dwelling").filter(
        pk=household_id, gone_at=None, do_not_call=False, secret_address=False).first()
    if home is None:
        raise Absent("household")
    found = RoundEntry.objects.filter(round=held, household=home).first()
    if found is not None:
        return found
    last = RoundEntry.objects.filter(round=held).aggregate(last=Max("rank"))["last"] or 0
    made = RoundEntry.objects.create(
        network_id=by.network_id, organisation_id=by.organisation_id, round=held, household=home, rank=last + 1, why={},
        neighbourhood_code=home.dwelling.neighbourhood_code, block=home.dwelling.block, next_at=now(), channel=Attempt.Channel.DOOR)
    audit.record(by, "entry.add", made)
    audit.touched(by, "outreach.list", [home.pk])
    return made


@transaction.atomic
def put_on_sheet(*, entry: RoundEntry, at: datetime, people: Collection[UUID], name: str, by: Who) -> SheetDoor:
    """This door on a sheet of that day with that name, walked by these people too; made where there is none.

    Raises WrongState where the home stands on another sheet that day.
    """
    require(by, OutreachPermission.PLAN_VISITS, entry.round)
    ours = {"network_id": by.network_id, "organisation_id": by.organisation_id}
    day = day_of(at)
    there = SheetDoor.objects.filter(household_id=entry.household_id, day=day, dropped_at=None).select_related("sheet").first()
    if there is not None and there.sheet.name != name:
        raise WrongState("door_twice", _("Een van deze deuren staat die dag al op een andere lijst."))
    sheet = there.sheet if there else Sheet.objects.filter(round=entry.round, day=day, name=name, dropped_at=None).first()
    if sheet is None:
        sheet = Sheet.objects.create(**ours, round=entry.round, day=day, name=name, person_id=by.person_id)
    walk = set(sheet.members.values_list("person_id", flat=True))
    SheetMember.objects.bulk_create([SheetMember(**ours, sheet=sheet, person_id=p) for p in sorted({*people} - walk)])
    if there is None:
        there = SheetDoor.objects.create(**ours, sheet=sheet, entry=entry, household_id=entry.household_id, day=day, place=1)
        walk_again(sheet)
    tell_company(sheet)
    audit.record(by, "sheet.put_on", sheet, entry=entry.pk)
    return there


@transaction.atomic
def take_off(*, round_id: UUID, household_id: UUID, by: Who) -> None:
    """What a core team agreed stands no more: whoever came along does not, and the door is off its sheet.

    By the system, for the organisation whose sheet it is. Nothing says why; who was rung at already stays.
    """
    rows = JointBasis.objects.filter(door__household_id=household_id, ground=JointBasis.Ground.CORE_TEAM, visit__state__in=JointVisit.OPEN)
    for visit_id in rows.values_list("visit_id", flat=True):
        joint.call_off(visit_id=visit_id, by=by)
    doors = SheetDoor.objects.filter(entry__round_id=round_id, household_id=household_id, day__gte=today(), dropped_at=None,
                                     reports__isnull=True)
    for door in doors.select_related("sheet"):
        require(by, OutreachPermission.LAPSE_JOINT, door)
        SheetDoor.objects.filter(pk=door.pk).update(dropped_at=now())
        audit.record(by, "sheet.remove", door.sheet, doors=1)
