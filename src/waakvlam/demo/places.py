"""Vlierdrecht: a municipality that does not exist, of three districts and eighteen neighbourhoods.

Codes look like those of CBS but are not given out (GM9901). Outlines lie on open water, edges
are exactly shared. Postcodes 8246–8248 are, as far as we know, not in use. Everything follows
from the two tables in data/ and a fixed seed.
"""

import math
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from .geometry import Point, Sheet, middle, parallels, strip, to_wgs84
from .homes import Dwelling, Estate, Street, build
from .ids import chance

CODE, NAME, YEAR = "GM9901", "Vlierdrecht", 2026
SHEET = Sheet((
    "...AAABBB.....",
    ".AAAAABBBBCC..",
    ".DDDEEEBBCCCC.",
    "DDDDEEEEFFCCCC",
    "DDDEEEFFFFFCCC",
    "GGGGHHHIIIJJJJ",
    "GGGHHHHIIIIJJJ",
    ".KKKLLLMMMNNN.",
    ".KKKKLLMMMMNN.",
    "..OOOOPPPPNNN.",
    "...OOOPPPQQQ..",
    "....RRRRQQQ...",
))  # fmt: skip
DISTRICT_NAMES = {1: "Oude Stad en Noord", 2: "Vlierdrecht-West", 3: "Vlierdrecht-Oost"}
RIVER_ROW = 5  # the Vlier flows between the rows 4 and 5 of the sheet


@dataclass(frozen=True)
class District:
    code: str
    name: str
    postcode: str  # its four digits


@dataclass(frozen=True)
class Neighbourhood:
    """`ring` is in metres around the middle; `outline` the same in WGS84."""

    code: str
    name: str
    district: District
    built: int
    let_share: int  # per cent of homes that corporations let
    mood: tuple[float, float, float, float]  # k€ per head, km to GP, crimes per 1,000, health %
    estates: tuple[tuple[str, int], ...]  # (kind of home, how many)
    streets: tuple[Street, ...]
    ring: tuple[Point, ...] = field(repr=False)

    @property
    def outline(self) -> list[Point]:
        return [to_wgs84(p) for p in self.ring]

    @property
    def homes(self) -> int:
        return sum(count for _, count in self.estates)


@dataclass(frozen=True)
class Municipality:
    code: str
    name: str
    year: int
    districts: tuple[District, ...]
    neighbourhoods: tuple[Neighbourhood, ...]
    estates: tuple[Estate, ...] = field(repr=False)
    dwellings: tuple[Dwelling, ...] = field(repr=False)


@lru_cache(maxsize=1)
def municipality() -> Municipality:
    """Vlierdrecht with its 12,000 let homes; half a second, then kept."""
    districts = tuple(
        District(f"WK9901{n:02}", name, str(8245 + n)) for n, name in DISTRICT_NAMES.items()
    )
    hoods = tuple(_neighbourhood(line, districts) for line in _table("neighbourhoods"))
    estates, dwellings = build(hoods, NAME)
    return Municipality(CODE, NAME, YEAR, districts, hoods, estates, dwellings)


def _table(name: str) -> list[list[str]]:
    text = files(__package__).joinpath("data", f"{name}.txt").read_text("utf-8")
    return [[cell.strip() for cell in line.split("|")]
            for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _neighbourhood(line: list[str], districts: tuple[District, ...]) -> Neighbourhood:
    letter, name, number, estates, share, mood, built = line
    district = districts[int(number) - 1]
    order = [row[0] for row in _table("neighbourhoods") if row[2] == number].index(letter) + 1
    ring = SHEET.outlines[letter]
    pairs = (estate.split() for estate in estates.split(","))
    return Neighbourhood(
        code=f"BU{district.code[2:]}{order:02}", name=name, district=district, built=int(built),
        let_share=int(share), mood=tuple(map(float, mood.split())),  # type: ignore[arg-type]
        estates=tuple((kind, int(count)) for kind, count in pairs),
        streets=_streets(letter, ring), ring=tuple(ring),
    )


def _streets(letter: str, ring: list[Point]) -> tuple[Street, ...]:
    names = next(row[1] for row in _table("streets") if row[0] == letter).split(", ")
    angle = chance("angle", letter).uniform(0, math.pi)
    lines = parallels(ring, len(names), angle)
    return tuple(Street(name, *line) for name, line in zip(names, lines, strict=True))


def street_names() -> list[str]:
    """Every street of Vlierdrecht, in the order of the table."""
    return [name for row in _table("streets") for name in row[1].split(", ")]


def outlines() -> dict[str, Any]:
    """A GeoJSON FeatureCollection with the properties CBS uses."""
    return {"type": "FeatureCollection", "features": [
        _feature(hood.outline, buurtcode=hood.code, buurtnaam=hood.name,
                 wijkcode=hood.district.code, gemeentecode=CODE)
        for hood in municipality().neighbourhoods
    ]}  # fmt: skip


def waters_and_parks() -> dict[str, Any]:
    """The river Vlier and the town park, for behind the map."""
    river = strip(SHEET.line(RIVER_ROW, range(SHEET.size[0])), 70)
    x, y = middle(SHEET.outlines["C"])
    park = [(x + r * math.cos(a), y + 0.7 * r * math.sin(a))
            for a, r in ((i * math.tau / 16, chance("park", i % 16).uniform(190, 260))
                         for i in range(17))]  # fmt: skip
    return {"type": "FeatureCollection", "features": [
        _feature([to_wgs84(p) for p in river], soort="water", naam="de Vlier"),
        _feature([to_wgs84(p) for p in park], soort="park", naam="Lichtpark"),
    ]}  # fmt: skip


def _feature(ring: list[Point], **properties: str) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties,
            "geometry": {"type": "Polygon", "coordinates": [ring]}}
