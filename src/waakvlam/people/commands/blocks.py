"""Drawing a block where the register does not say how its doors hang: fill, move, clear, undo.

A drawing writes a home's place and keeps beside it what the register says. Each act first keeps the
drawing as it was (`BlockStep`), so that it can be undone.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import now

from .. import sql
from ..blocks import Pattern, Place, fill
from ..models import Block, BlockStep, DrawnDoor, Dwelling
from ..policies import PeoplePermission

MOST = 600  # homes in one block: 12 floors by 10 entrances by 4 doors is 480
STEPS = 20  # that can be undone
Layout = list[tuple[UUID, Place]]


@transaction.atomic
def draw(*, name: str, homes: Sequence[Dwelling], pattern: Pattern, by: Who, block: Block | None = None) -> Block:
    """Hang `homes`, in the order of their numbers, by the pattern; the whole drawing is made anew.

    Without `block` a new one, or the one that goes by this name in the estate of the first home.
    Raises Invalid where there is nothing to draw, too much, or a home that hangs in another drawing.
    """
    require(by, PeoplePermission.DRAW_BLOCKS)
    if not homes or len(homes) > MOST:
        raise Invalid("block_homes", _("Kies tussen 1 en %(most)d woningen.") % {"most": MOST}, came_in=str(len(homes)))
    block = _held(block.id, by) if block else _named(name, homes[0].estate, by)
    taken = DrawnDoor.objects.filter(dwelling__in=homes).exclude(block=block).select_related("block").first()
    if taken:
        raise Invalid("block_taken", _("Een van deze woningen staat al in de tekening van %(name)s.") % {
            "name": taken.block.name})
    ordered = sorted(homes, key=lambda home: (home.house_number or 0, home.house_letter, home.addition, str(home.id)))
    places = fill([home.address.removeprefix(home.street).strip() for home in ordered], pattern)
    _keep(block, "fill", by)
    _write(block, [(home.id, place) for home, place in zip(ordered, places, strict=True)], by)
    audit.record(by, "block.fill", block, homes=len(ordered), entrances=len({p.entrance for p in places}))
    return block


@transaction.atomic
def move(*, block: Block, dwelling_id: UUID, to: Place, by: Who) -> Block:
    """Hang one door elsewhere; a door that hung there takes its place. Raises Absent, Invalid."""
    require(by, PeoplePermission.DRAW_BLOCKS)
    block = _held(block.id, by)
    layout = dict(_layout(block))
    if dwelling_id not in layout:
        raise Absent("door", _("Deze deur staat niet in de tekening."))
    if to.door < 1 or to.door > 60 or not -5 <= to.floor <= 200 or len(to.entrance) > 40:
        raise Invalid("door_place", _("Deze plek kan niet."), came_in=f"{to.floor}, {to.door}")
    there = next((home for home, place in layout.items() if place == to), None)
    _keep(block, "move", by)
    if there:
        layout[there] = layout[dwelling_id]
    layout[dwelling_id] = to
    _write(block, list(layout.items()), by)
    audit.record(by, "block.move", block)
    return block


@transaction.atomic
def clear(*, block: Block, by: Who) -> Block:
    """Take the drawing away: what the register says counts again."""
    require(by, PeoplePermission.DRAW_BLOCKS)
    block = _held(block.id, by)
    if not block.doors.exists():
        raise WrongState("block_not_drawn", _("Dit blok is niet getekend."))
    _keep(block, "clear", by)
    _write(block, [], by)
    audit.record(by, "block.clear", block)
    return block


@transaction.atomic
def undo(*, block: Block, by: Who) -> Block:
    """Back to before the last act. Raises WrongState where nothing is left to undo."""
    require(by, PeoplePermission.DRAW_BLOCKS)
    block = _held(block.id, by)
    step = block.steps.order_by("-number").first()
    if step is None:
        raise WrongState("block_nothing_to_undo", _("Er is niets meer om terug te draaien."))
    homes = [UUID(home) for home, *_place in step.before]
    elsewhere = set(DrawnDoor.objects.filter(dwelling__in=homes).exclude(block=block).values_list("dwelling_id", flat=True))
    layout = [(UUID(home), Place(entrance, floor, door)) for home, entrance, floor, door in step.before]
    _write(block, [hung for hung in layout if hung[0] not in elsewhere], by)
    step.delete()
    audit.record(by, "block.undo", block, act=step.act)
    return block


def _held(block_id: UUID, by: Who) -> Block:
    found = Block.objects.select_for_update(no_key=True).filter(id=block_id, organisation_id=by.organisation_id).first()
    if found is None:
        raise Absent("block")
    return found


def _named(name: str, estate: str, by: Who) -> Block:
    name = name.strip()[:80]
    if not name:
        raise Invalid("block_name", _("Geef het blok een naam."), field="name")
    block, _made = Block.objects.get_or_create(organisation_id=by.organisation_id, estate=estate, name=name,
                                               defaults={"network_id": by.network_id})
    return _held(block.id, by)


def _layout(block: Block) -> Layout:
    rows = block.doors.order_by("dwelling_id").values_list("dwelling_id", "entrance", "floor", "door")
    return [(home, Place(entrance, floor, door)) for home, entrance, floor, door in rows]


def _keep(block: Block, act: str, by: Who) -> None:
    """The drawing as it is now, as one more step back; the oldest steps go."""
    last = block.steps.aggregate(last=Max("number"))["last"] or 0
    BlockStep.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, block=block, act=act,
                             number=last + 1, person_id=by.person_id,
                             before=[[str(home), *place] for home, place in _layout(block)])
    block.steps.filter(number__lte=last + 1 - STEPS).delete()


# A home that leaves a drawing goes back to what the register says of it.
GIVE_BACK = """
update people_dwelling d set block = w.said_block, entrance = w.said_entrance, floor = w.said_floor, door = w.said_door,
       in_block_id = (select b.id from people_block b where b.organisation_id = d.organisation_id
                         and b.estate = d.estate and b.name = w.said_block and w.said_block <> '')
  from people_drawndoor w where w.dwelling_id = d.id and w.block_id = %(block)s and not d.id = any(%(homes)s)
"""
HANG = """
update people_dwelling d set block = b.name, entrance = w.entrance, floor = w.floor, door = w.door, in_block_id = b.id
  from people_drawndoor w join people_block b on b.id = w.block_id where w.dwelling_id = d.id and w.block_id = %(block)s
"""


def _write(block: Block, layout: Layout, by: Who) -> None:
    """Make the rows, and the homes' own places, what `layout` says. A handful of statements."""
    homes = [home for home, _place in layout]
    args = {"block": block.id, "homes": homes}
    sql.run(GIVE_BACK, args)
    block.doors.exclude(dwelling_id__in=homes).delete()
    known = {door.dwelling_id: door for door in block.doors.all()}
    said = {home.id: home for home in Dwelling.objects.filter(id__in=[h for h, _p in layout if h not in known])}
    for home, place in layout:
        if home in known:
            known[home].entrance, known[home].floor, known[home].door = place
    DrawnDoor.objects.bulk_update(known.values(), ["entrance", "floor", "door"])
    DrawnDoor.objects.bulk_create([
        DrawnDoor(network_id=by.network_id, organisation_id=by.organisation_id, block=block, dwelling_id=home,
                  entrance=place.entrance, floor=place.floor, door=place.door,
                  said_block=said[home].block, said_entrance=said[home].entrance, said_floor=said[home].floor,
                  said_door=said[home].door)
        for home, place in layout if home in said])
    sql.run(HANG, args)
    block.drawn_at, block.drawn_by_id = (now(), by.person_id) if layout else (None, None)
    block.save(update_fields=["drawn_at", "drawn_by"])
