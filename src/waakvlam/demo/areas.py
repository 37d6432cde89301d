"""Where the homes of a generated register stand: Vlierdrecht, or any real neighbourhoods.

Only codes, names of places and postcode digits come from the real figures; streets, homes and
people stay made up.
"""

import csv
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from .geometry import Point
from .homes import STORIES, Dwelling
from .ids import chance
from .places import municipality, street_names

KINDS = ("terraced", "portico", "gallery", "upstairs", "seniors")
ESTATE = {"terraced": 48, "portico": 64, "gallery": 96, "upstairs": 24, "seniors": 48}


@dataclass(frozen=True)
class Area:
    """`weight` says how many homes it holds beside the others; `point` is a place inside."""

    code: str
    city: str
    digits: str
    weight: int
    point: Point | None = None


def fictional() -> list[Area]:
    """The neighbourhoods of Vlierdrecht."""
    place = municipality()
    found = []
    for hood in place.neighbourhoods:
        outline = hood.outline[:-1]
        point = tuple(round(sum(axis) / len(outline), 6) for axis in zip(*outline, strict=True))
        found.append(Area(hood.code, place.name, hood.district.postcode, hood.homes, point))  # type: ignore[arg-type]
    return found


def read_areas(folder: Path, *municipalities: str) -> list[Area]:
    """The neighbourhoods with inhabitants in key_figures_2024.csv and GM*.geojson of a folder."""
    points: dict[str, Point] = {}
    for path in sorted(folder.glob("GM*.geojson")):
        for feature in json.loads(path.read_text("utf-8"))["features"]:
            rings = feature["geometry"]["coordinates"]
            ring = rings[0] if feature["geometry"]["type"] == "Polygon" else rings[0][0]
            points[feature["properties"]["buurtcode"]] = _inside(ring)
    found = []
    with (folder / "key_figures_2024.csv").open(encoding="utf-8-sig", newline="") as rows:
        for row in csv.DictReader(rows):
            wanted = not municipalities or row["gemeentecode"] in municipalities
            if row["niveau"] == "buurt" and wanted and row["postcode"] and row["huishoudens"]:
                found.append(Area(row["code"], row["gemeentenaam"], row["postcode"],
                                  int(float(row["huishoudens"])), points.get(row["code"])))
    return found


def _inside(ring: Sequence[Sequence[float]]) -> Point:
    """A point in the ring: the middle of the widest cut at half height (the mean may fall outside)."""
    y = (min(p[1] for p in ring) + max(p[1] for p in ring)) / 2 + 1e-7
    cuts = sorted(a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1])
                  for a, b in zip(ring, ring[1:], strict=False) if (a[1] > y) != (b[1] > y))
    start, end = max(zip(cuts[::2], cuts[1::2], strict=True), key=lambda s: s[1] - s[0])
    return round((start + end) / 2, 6), round(y, 6)


def homes(areas: Sequence[Area], count: int, seed: int) -> Iterator[Dwelling]:
    """`count` homes spread over the areas by weight, estate after estate; constant memory."""
    total = sum(a.weight for a in areas)
    given = before = 0
    for area in areas:
        before += area.weight
        share = round(count * before / total) - given
        given += share
        yield from islice(_homes(area, seed), share)


def _homes(area: Area, seed: int) -> Iterator[Dwelling]:
    """Homes without end in one area, addresses never twice."""
    rng = chance("area", area.code, seed=seed)
    streets = rng.sample(street_names(), 12)
    numbers = [1] * len(streets)
    estate = 0
    while True:
        estate += 1
        kind = rng.choices(KINDS, (34, 30, 18, 12, 6))[0]
        street = estate % len(streets)
        built = 1920 + int(rng.random() * 100)
        floors, doors = STORIES[kind]
        for serial in range(ESTATE[kind]):
            at, door = divmod(serial, doors * floors)
            house = numbers[street] + (serial if kind == "gallery" else at)
            floor = door // doors
            yield _home(area, estate, serial, kind, built, streets[street], street, house, floor, door)
        numbers[street] += ESTATE[kind] if kind == "gallery" else math.ceil(ESTATE[kind] / (floors * doors))


def _home(area: Area, estate: int, serial: int, kind: str, built: int, street: str, place: int,
          house: int, floor: int, door: int) -> Dwelling:
    addition = {"portico": "ABCDEFGH"[door % 8], "seniors": f"{floor + 1}{door % 8 + 1:02}",
                "upstairs": ("", "bis", "2")[floor % 3]}.get(kind, "")
    x, y = area.point or (0.0, 0.0)
    letter = "ABCDEGHJKLMN"[place]
    return Dwelling(
        number=f"{area.code[2:]}.{estate:03}.{serial + 1:03}", owner="", estate=f"{area.code[2:]}{estate:03}",
        street=street, house_number=house, addition=addition,
        postcode=f"{area.digits} {letter}{'ABCDEGHJKLMN'[estate // 12 % 12]}", city=area.city,
        neighbourhood=area.code, kind=kind, block=street, entrance=str(house) if kind == "portico" else "",
        floor=floor, door=door + 1, built=built, rooms=3, longitude=x, latitude=y,
    )  # fmt: skip
