"""Blocks of a project, and those of the own register that could join."""

from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.kit.errors import Absent
from waakvlam.people import blocks as walls
from waakvlam.people.models import Dwelling

from ..models import Block, Door, Project
from . import within
from .team import Address

MOST = 300


def candidates(who: Who) -> list[tuple[str, str, int]]:
    """(estate, block, homes) of the own register. One query."""
    rows = Dwelling.objects.filter(organisation_id=who.organisation_id, gone_at=None, merged_into=None, house_number__isnull=False)
    return list(rows.exclude(estate="", block="").values_list("estate", "block").annotate(homes=Count("id")).order_by("estate", "block")[:MOST])


def one_block(who: Who, project: Project, block_id: UUID) -> Block:
    """Raises Absent where it is no block of this project. Two queries."""
    found = within.rows(who, Block).filter(project=project, pk=block_id).prefetch_related("phases").first()
    if found is None:
        raise Absent("block")
    found.project = project
    return found


def stairs(who: Who, project: Project, block: Block, agreed: list[Address]) -> walls.Stairwell:
    """The doors of a block as they hang, the agreed ones lit. The wall shows doors to named members only. One query."""
    there = {one.agreed.door_id: one for one in agreed}
    return walls.arrange(_hung(project, door, there.get(door.pk)) for door in within.rows(who, Door).filter(project=project, block=block))


def _hung(project: Project, door: Door, one: Address | None) -> walls.Door:
    label = door.address.removeprefix(door.street).strip() or "–"
    place = (str(door.pk), label, door.address, door.entrance, door.floor)
    if one is None:
        return walls.Door(*place)
    word, icon = (_("bezocht"), "check") if one.is_done else (_("gepland"), "calendar") if one.visit and one.visit.planned_at else (_("samen langs"), "team")
    return walls.Door(*place, word=word, icon=icon, tone="done" if one.is_done else "lit",
                      url=reverse("maintenance:agreed", args=[project.pk, one.agreed.pk]))
