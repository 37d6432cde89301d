"""Homes in streets: terraces, flats with a gallery or a stair, upstairs homes, homes for seniors."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .geometry import Point, to_wgs84
from .ids import chance

if TYPE_CHECKING:
    from .places import Neighbourhood

# Letters that Dutch postcodes use; F, I, O, Q, U and Y are left out, SA, SD and SS never occur.
_LETTERS = "ABCDEGHJKLMNPRTVWXZ"
# owner -> how often it owns an estate, and how it names its homes ("eenheid", VHE number)
OWNERS = {"vlierwonen": 45, "dijk-en-hof": 35, "lindewaard": 20}
_NUMBER = {"vlierwonen": "VW{estate:03}.{serial:04}", "dijk-en-hof": "{estate:04}{serial:05}",
           "lindewaard": "LW-{estate:02}-{serial:04}"}  # fmt: skip
LARGEST_ESTATE = 192
# floors, doors per floor
STORIES = {"terraced": (1, 1), "upstairs": (3, 1), "portico": (4, 2), "gallery": (8, 12),
           "seniors": (3, 8)}  # fmt: skip
WIDTH = {"terraced": 6.0, "upstairs": 7.0, "portico": 16.0, "gallery": 80.0, "seniors": 55.0}


@dataclass(frozen=True)
class Street:
    name: str
    start: Point
    end: Point

    @property
    def length(self) -> float:
        return math.dist(self.start, self.end)

    def point(self, along: float, aside: float) -> Point:
        """The point `along` metres on and `aside` metres to the left of the street."""
        (ax, ay), (bx, by) = self.start, self.end
        part, length = min(along / self.length, 1.0), self.length
        return (ax + (bx - ax) * part - (by - ay) / length * aside,
                ay + (by - ay) * part + (bx - ax) / length * aside)


@dataclass(frozen=True)
class Estate:
    code: str
    name: str
    owner: str
    neighbourhood: str
    kind: str
    built: int


@dataclass(frozen=True, slots=True)
class Dwelling:
    """`block` is the building, or the street for houses; `entrance`, `floor` and `door` say where to ring in a building; 0 is the ground floor."""

    number: str
    owner: str
    estate: str
    street: str
    house_number: int
    addition: str
    postcode: str
    city: str
    neighbourhood: str
    kind: str
    block: str
    entrance: str
    floor: int
    door: int
    built: int
    rooms: int
    longitude: float
    latitude: float


@dataclass
class _Walk:
    """Where building has come to in one street: metres, and the next (odd) house number."""

    street: Street
    postcode: str
    along: float = 12.0
    number: int = 1

    def room_for(self, width: float) -> bool:
        return self.along + width <= self.street.length

    def claim(self, width: float, numbers: int, gap: bool) -> tuple[float, int]:
        """Take ground and numbers for a building on both sides, perhaps with a gap after it."""
        found = self.along, self.number
        self.along += width * (2 if gap else 1)
        self.number += 2 * numbers * (2 if gap else 1)
        return found


@dataclass(frozen=True)
class _Door:
    house_number: int
    addition: str
    entrance: str
    floor: int
    door: int
    place: Point


def build(hoods: Iterable[Neighbourhood], city: str) -> tuple[tuple[Estate, ...], tuple[Dwelling, ...]]:
    """Every estate and home. Raises ValueError where a neighbourhood has too little street."""
    estates: list[Estate] = []
    dwellings: list[Dwelling] = []
    for hood in hoods:
        walks = [_Walk(s, _postcode(hood, i)) for i, s in enumerate(hood.streets)]
        for kind, count in _portions(hood):
            estate = _estate(hood, kind, len(estates) + 1)
            estates.append(estate)
            serials = range(1, count + 1)
            for serial, (walk, door) in zip(serials, _doors(walks, kind, estate), strict=False):
                dwellings.append(_dwelling(estate, serial, walk, door, city))
    return tuple(estates), tuple(dwellings)


def _portions(hood: Neighbourhood) -> Iterator[tuple[str, int]]:
    """Large lots of homes in estates of at most LARGEST_ESTATE."""
    for kind, count in hood.estates:
        parts = math.ceil(count / LARGEST_ESTATE)
        for i in range(parts):
            yield kind, count // parts + (i < count % parts)


def _estate(hood: Neighbourhood, kind: str, serial: int) -> Estate:
    rng = chance("estate", serial)
    owner = rng.choices(list(OWNERS), list(OWNERS.values()))[0]
    street = rng.choice(hood.streets).name
    suffix = {"gallery": "flat", "seniors": "hof", "portico": "blok"}.get(kind, "buurt")
    stem = street.removesuffix("straat").removesuffix("laan").removesuffix("plein").strip()
    name = f"{stem}{suffix}" if stem.isalpha() and stem != street else f"Complex {street}"
    return Estate(f"C{serial:03}", name, owner, hood.code, kind, hood.built + rng.randint(-3, 8))


def _doors(walks: list[_Walk], kind: str, estate: Estate) -> Iterator[tuple[_Walk, _Door]]:
    """Doors without end, street after street, each building wholly in one street."""
    rng = chance("doors", estate.code)
    order = rng.sample(walks, len(walks))
    while True:
        walk = next((w for w in order if w.room_for(WIDTH[kind])), None)
        if walk is None:
            raise ValueError(f"no street left in {estate.neighbourhood} for {estate.name}")
        floors, doors = STORIES[kind]
        # Homes of owners stand in the gaps between those of corporations.
        along, number = walk.claim(
            WIDTH[kind], floors * doors if kind == "gallery" else 1, rng.random() < 0.15)
        for side in (0, 1):
            place = walk.street.point(along, -14.0 if side else 14.0)
            for door in _building(number + side, kind, place):
                yield walk, door


def _building(first: int, kind: str, place: Point) -> Iterator[_Door]:
    """The doors of one building whose first house number is `first`."""
    floors, doors = STORIES[kind]
    for floor in range(floors):
        for door in range(1, doors + 1):
            serial = floor * doors + door - 1
            half = "AB"[door > doors // 2]
            if kind == "terraced":
                yield _Door(first, "", "", 0, 0, place)
            elif kind == "upstairs":
                yield _Door(first, ("", "bis", "bis A")[floor], "", floor, 0, place)
            elif kind == "portico":  # one number per stair, a letter per home
                yield _Door(first, "ABCDEFGH"[serial], str(first), floor, door, place)
            elif kind == "gallery":  # a number per home, two lifts
                yield _Door(first + 2 * serial, "", half, floor, door, place)
            else:  # seniors: one number for the house, homes told apart by floor and door
                yield _Door(first, f"{floor + 1}{door:02}", half, floor, door, place)


def _dwelling(estate: Estate, serial: int, walk: _Walk, door: _Door, city: str) -> Dwelling:
    longitude, latitude = to_wgs84(door.place)
    rng = chance("rooms", estate.code, serial)
    rooms = {"terraced": (4, 5), "upstairs": (2, 4), "portico": (3, 4), "gallery": (2, 4)}
    return Dwelling(
        number=_NUMBER[estate.owner].format(estate=int(estate.code[1:]), serial=serial),
        owner=estate.owner, estate=estate.code, street=walk.street.name,
        house_number=door.house_number, addition=door.addition, postcode=walk.postcode, city=city,
        neighbourhood=estate.neighbourhood, kind=estate.kind,
        block=estate.name if estate.kind in ("gallery", "seniors") else walk.street.name,
        entrance=door.entrance, floor=door.floor, door=door.door, built=estate.built,
        rooms=rng.randint(*rooms.get(estate.kind, (2, 2))), longitude=longitude, latitude=latitude,
    )  # fmt: skip


def _postcode(hood: Neighbourhood, street: int) -> str:
    place = int(hood.code[-2:]) * 16 + street
    return f"{hood.district.postcode} {_LETTERS[place // 19]}{_LETTERS[place % 19]}"
