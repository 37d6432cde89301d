"""Blocks of the own register, their doors, and the homes that could be drawn. No person is read here."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page, keyset

from ..models import Block, DrawnDoor, Dwelling

HERE = Q(gone_at=None, merged_into=None)
HOMES_HERE = Q(homes__gone_at=None, homes__merged_into=None)
MOST_DRAWN = 600


@dataclass(frozen=True)
class BlockView:
    """`homes` in the order of their numbers; `drawn` by home: what was drawn and what the register says."""

    block: Block
    homes: list[Dwelling]
    drawn: dict[UUID, DrawnDoor]
    steps: int

    @property
    def differences(self) -> list[DrawnDoor]:
        """Drawn doors of which the register says something else. It saying nothing is no difference."""
        return [door for door in self.drawn.values() if differs(door, self.block)]


@dataclass(frozen=True)
class Street:
    """A street with homes that hang in no block."""

    street: str
    city: str
    homes: int
    first: int | None
    last: int | None


def differs(door: DrawnDoor, block: Block) -> bool:
    return bool((door.said_block and door.said_block != block.name)
                or (door.said_entrance and door.said_entrance != door.entrance)
                or (door.said_floor is not None and door.said_floor != door.floor)
                or (door.said_door is not None and door.said_door != door.door))


def blocks(who: Who, *, text: str = "", neighbourhood: str = "", drawn: bool = False, after: str = "") -> Page[Block]:
    """Blocks with homes, by name. Two queries."""
    rows = Block.objects.filter(organisation_id=who.organisation_id)
    if text.strip():
        rows = rows.filter(Q(name__icontains=text.strip()) | Q(estate__icontains=text.strip()))
    if drawn:
        rows = rows.filter(drawn_at__isnull=False)
    if neighbourhood:
        rows = rows.filter(id__in=Dwelling.objects.filter(
            organisation_id=who.organisation_id, neighbourhood_code=neighbourhood).values("in_block"))
    page = keyset(rows.filter(Q(drawn_at__isnull=False) | Q(homes__isnull=False)).distinct(), "name", "id", after=after)
    counts = {b.id: b for b in Block.objects.filter(id__in=[row.id for row in page]).annotate(
        many=Count("homes", filter=HOMES_HERE), placed=Count("homes", filter=HOMES_HERE & Q(homes__floor__isnull=False)))}
    for row in page:
        row.many, row.placed = counts[row.id].many, counts[row.id].placed
    return page


def block(who: Who, block_id: UUID) -> BlockView:
    """One block with its doors. Raises Absent where it is not the own organisation's. Four queries."""
    found = Block.objects.filter(organisation_id=who.organisation_id, id=block_id).select_related("drawn_by").first()
    if found is None:
        raise Absent("block", _("Dit blok staat niet (meer) in jullie register."))
    homes = list(by_number(found.homes.filter(HERE)))
    drawn = {door.dwelling_id: door for door in found.doors.select_related("dwelling")}
    return BlockView(found, homes, drawn, found.steps.count())


def by_number(homes: QuerySet[Dwelling]) -> QuerySet[Dwelling]:
    return homes.order_by("street", F("house_number").asc(nulls_last=True), "house_letter", "addition", "id")


def streets_without_block(who: Who, limit: int = 100) -> Sequence[Street]:
    """Where there is something to draw, most homes first. One query."""
    with_doors = Dwelling.objects.filter(HERE, organisation_id=who.organisation_id, in_block=None).exclude(street="")
    rows = (with_doors.values("street", "city").annotate(homes=Count("id"), first=Min("house_number"), last=Max("house_number"))
            .filter(homes__gt=1).order_by("-homes", "street"))
    return [Street(**row) for row in rows[:limit]]


def homes_between(who: Who, *, street: str, city: str = "", first: int | None = None, last: int | None = None,
                  side: str = "all") -> list[Dwelling]:
    """Homes in a street by their numbers; `side` is all, odd or even. One query."""
    rows = Dwelling.objects.filter(HERE, organisation_id=who.organisation_id, street=street.strip())
    if city:
        rows = rows.filter(city=city)
    if first is not None:
        rows = rows.filter(house_number__gte=first)
    if last is not None:
        rows = rows.filter(house_number__lte=last)
    if side in ("odd", "even"):
        rows = rows.annotate(rest=F("house_number") % 2).filter(rest=int(side == "odd"))
    return list(by_number(rows)[:MOST_DRAWN + 1])
