"""Filling a stairwell by pattern: “12–34 even, four floors, two doors a floor, the ground floor is 0”."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ORDERS: dict[str, str | Promise] = {
    "entrance": _("per portiek van onder naar boven"),
    "floor": _("per verdieping langs alle portieken (galerij)"),
}


class Place(NamedTuple):
    """Where a door hangs. `door` counts from 1, from left to right, as seen by who stands before it."""

    entrance: str
    floor: int
    door: int


@dataclass(frozen=True)
class Pattern:
    """How homes in the order of their numbers hang in a building; as many entrances as are needed.

    `lowest` is the lowest floor with a door. `reverse`: numbers run from right to left.
    """

    floors: int
    doors: int
    lowest: int = 0
    order: str = "entrance"
    reverse: bool = False

    @property
    def size(self) -> int:
        """Doors in one entrance."""
        return self.floors * self.doors

    def entrances(self, homes: int) -> int:
        return max(1, -(-homes // self.size))


def fill(labels: Sequence[str], pattern: Pattern) -> list[Place]:
    """A place for each home, in the order given: each at one place, no place twice.

    `labels` are house numbers as written; an entrance is named after its first and last number, or
    with a letter where numbers run along all of them.
    """
    many = pattern.entrances(len(labels))
    spots = [_spot(n, pattern, many) for n in range(len(labels))]
    names = _names(labels, [entrance for entrance, _floor, _door in spots], many, pattern.order)
    return [Place(names[entrance], pattern.lowest + floor, pattern.doors - door if pattern.reverse else door + 1)
            for entrance, floor, door in spots]


def _spot(n: int, pattern: Pattern, many: int) -> tuple[int, int, int]:
    """(entrance, floor, door) of the n-th home, all from 0."""
    if pattern.order == "entrance":
        entrance, rest = divmod(n, pattern.size)
        return entrance, *divmod(rest, pattern.doors)
    floor, rest = divmod(n, pattern.doors * many)
    return divmod(rest, pattern.doors)[0], floor, rest % pattern.doors


def _names(labels: Sequence[str], entrances: Sequence[int], many: int, order: str) -> list[str]:
    if order == "floor":
        return [_letters(n) for n in range(many)]
    found = []
    for entrance in range(many):
        held = [label for label, at in zip(labels, entrances, strict=True) if at == entrance]
        found.append("–".join(dict.fromkeys((held[0], held[-1])))[:40] if held else "")
    # Registers hold the same number twice now and then: names must still tell entrances apart.
    return found if len(set(found)) == many else [_letters(n) for n in range(many)]


def _letters(n: int) -> str:
    """A, B, … Z, AA, AB, …"""
    name = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
