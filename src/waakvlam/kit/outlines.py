"""Outlines on a flat plane with names where they fit: the drawing of a calm map, whatever it is of."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Ring = list[tuple[float, float]]
WIDTH, EDGE = 640.0, 6.0
FONT, PHONE_FONT = 13, 25  # on a phone the same drawing is half as wide
LETTER = 0.53  # width of a letter beside its height


@dataclass(frozen=True)
class Shape(Generic[T]):
    """`area` is what was drawn; `path` in the drawing's units; `label` in one or two lines around (x, y).

    `fits` is "small" where the name fits on a phone too, "large" on a desk only, else "".
    """

    area: T
    path: str
    x: float
    y: float
    label: tuple[str, ...]
    fits: str


@dataclass(frozen=True)
class Drawing(Generic[T]):
    height: int
    shapes: list[Shape[T]]
    width: int = int(WIDTH)


def draw(areas: Iterable[tuple[str, dict[str, Any] | None, T]]) -> Drawing[T] | None:
    """Of (name, GeoJSON outline in WGS84, what it is). None where no outline is known."""
    found = [(name, area, _rings(outline)) for name, outline, area in areas if outline]
    points = [point for _name, _area, rings in found for ring in rings for point in ring]
    if not points:
        return None
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    # Degrees of longitude are narrower than those of latitude.
    narrow = math.cos(math.radians((south + north) / 2))
    scale = (WIDTH - 2 * EDGE) / max((east - west) * narrow, (north - south) / 1.1, 1e-9)
    aside = (WIDTH - 2 * EDGE - (east - west) * narrow * scale) / 2

    def flat(ring: Ring) -> Ring:
        return [(EDGE + aside + (x - west) * narrow * scale, EDGE + (north - y) * scale) for x, y in ring]

    shapes = [_shape(name, area, [flat(r) for r in rings]) for name, area, rings in found]
    return Drawing(round((north - south) * scale + 2 * EDGE), shapes)


def _rings(outline: dict[str, Any]) -> list[Ring]:
    """Of a GeoJSON Polygon or MultiPolygon; holes are rings too (drawn by the even–odd rule)."""
    parts = outline["coordinates"] if outline["type"] == "MultiPolygon" else [outline["coordinates"]]
    return [[(x, y) for x, y, *_rest in ring] for part in parts for ring in part]


def _shape(name: str, area: T, rings: list[Ring]) -> Shape[T]:
    path = " ".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in rings)
    x, y, room = _widest(max(rings, key=_size))
    label: tuple[str, ...] = (name,)
    if _width(label, FONT) > room and " " in name:
        label = _two_lines(name)
    fits = "small" if _width(label, PHONE_FONT) <= room else "large" if _width(label, FONT) <= room else ""
    return Shape(area, path, round(x, 1), round(y, 1), label, fits)


def _width(lines: tuple[str, ...], font: int) -> float:
    return max(len(line) for line in lines) * font * LETTER


def _two_lines(name: str) -> tuple[str, str]:
    """Cut at the space nearest to the middle."""
    at = min((i for i, letter in enumerate(name) if letter == " "), key=lambda i: abs(i - len(name) / 2))
    return name[:at], name[at + 1:]


def _size(ring: Ring) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:], strict=False)))


def _widest(ring: Ring) -> tuple[float, float, float]:
    """The middle and width of the widest of a few cuts from side to side, the middle ones first."""
    low, high = min(y for _, y in ring), max(y for _, y in ring)
    best = (ring[0][0], (low + high) / 2, 0.0)
    for part in (0.5, 0.42, 0.58, 0.34, 0.66):
        y = low + (high - low) * part + 1e-7
        cuts = sorted(a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1])
                      for a, b in zip(ring, ring[1:], strict=False) if (a[1] > y) != (b[1] > y))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False):
            if end - start > best[2] * 1.15:
                best = ((start + end) / 2, y, end - start)
    return best
