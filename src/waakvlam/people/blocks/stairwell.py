"""A block as a matrix of doors: entrances beside each other, top floor up, doors from left to right."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Words = str | Promise
Sorted = list[tuple[int, int | str]]
WIDEST = 24  # doors in a row; more is a street of front doors, which wraps
FARTHEST = 40  # positions from the left; a register that says more names something else


@dataclass(frozen=True)
class Door:
    """One door with its state as word, icon and tone: never colour alone.

    `label` is what hangs on the door, `address` what is read aloud and stands in the table. `url` makes
    it a link; `chosen` is the one at hand. `entrance` "", `floor` None and `door` None: not known.
    """

    key: str
    label: str
    address: str
    entrance: str = ""
    floor: int | None = None
    door: int | None = None
    word: Words = ""
    icon: str = "door"
    tone: str = "quiet"
    note: Words = ""
    url: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Level:
    """A floor of one entrance; None is a place without a door of ours."""

    floor: int
    cells: list[Door | None]

    @property
    def word(self) -> str:
        return _("begane grond") if self.floor == 0 else _("kelder %(n)d") % {"n": -self.floor} if self.floor < 0 \
            else _("%(n)de verdieping") % {"n": self.floor}


@dataclass(frozen=True)
class Entrance:
    """`levels` from the top down; `wraps` where doors stand in a street rather than on a landing."""

    name: str
    levels: list[Level]
    wraps: bool = False

    @property
    def count(self) -> int:
        return sum(cell is not None for level in self.levels for cell in level.cells)


@dataclass(frozen=True)
class Stairwell:
    """`loose` are doors whose floor nobody knows."""

    entrances: list[Entrance]
    loose: list[Door] = field(default_factory=list)

    @property
    def doors(self) -> list[Door]:
        """From the entrance up, as one walks."""
        found = [cell for entrance in self.entrances for level in reversed(entrance.levels)
                 for cell in level.cells if cell is not None]
        return [*found, *self.loose]

    @property
    def legend(self) -> list[tuple[Door, int]]:
        """(a door in that state, how many), most first."""
        counts = Counter((str(d.word), d.icon, d.tone) for d in self.doors if d.word)
        first = {(str(d.word), d.icon, d.tone): d for d in reversed(self.doors)}
        return [(first[state], n) for state, n in counts.most_common()]


def arrange(doors: Iterable[Door]) -> Stairwell:
    """Doors on their landings. Two doors that claim one place stand beside each other, in the order given."""
    by_entrance: dict[str, list[Door]] = {}
    loose: list[Door] = []
    for door in doors:
        if door.floor is None:
            loose.append(door)
        else:
            by_entrance.setdefault(door.entrance, []).append(door)
    names = sorted(by_entrance, key=in_order)
    return Stairwell([_entrance(name, by_entrance[name]) for name in names], loose)


def in_order(text: str) -> Sorted:
    """As people sort: 2 before 10, A before B."""
    return [(0, int(part)) if part.isdigit() else (1, part.lower()) for part in re.split(r"(\d+)", text) if part]


def _entrance(name: str, doors: Sequence[Door]) -> Entrance:
    floors = sorted({door.floor for door in doors if door.floor is not None}, reverse=True)
    rows = {floor: _row([door for door in doors if door.floor == floor]) for floor in floors}
    places = [place for row in rows.values() for place in row]
    first, last = min(places), max(places)
    wraps = last - first >= WIDEST or (not name and len(floors) == 1)
    columns = range(first, last + 1)
    return Entrance(name, [Level(floor, [row[n] for n in sorted(row)] if wraps else [row.get(n) for n in columns])
                           for floor, row in rows.items()], wraps)


def _row(doors: Sequence[Door]) -> dict[int, Door]:
    """Each at its own position; who has none, or whose place is taken, comes at the first free one."""
    placed: dict[int, Door] = {}
    late = []
    for door in doors:
        if door.door is not None and 1 <= door.door <= FARTHEST and door.door not in placed:
            placed[door.door] = door
        else:
            late.append(door)
    free = (n for n in range(1, len(doors) + FARTHEST + 1) if n not in placed)
    placed.update(zip(free, late, strict=False))
    return placed
