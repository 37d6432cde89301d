"""Outlines that fit like a torn sheet of paper: each edge is made once and used by both sides.

A sheet of square cells is bent at its corners; each letter on the sheet is one neighbourhood.
Points are metres east and north of the middle; `to_wgs84` turns them into longitude, latitude.
"""

import math
from collections.abc import Iterator, Sequence
from functools import cached_property

from .ids import chance

Point = tuple[float, float]
Corner = tuple[int, int]

# The middle lies in the water of the Markermeer, so that no real address can be meant.
MIDDLE = (5.2620, 52.5480)
CELL = 390.0  # metres
_METRES_PER_DEGREE = 111_320.0


def to_wgs84(point: Point) -> Point:
    """Longitude and latitude, six decimals (about 10 cm)."""
    x, y = point
    wide = _METRES_PER_DEGREE * math.cos(math.radians(MIDDLE[1]))
    return round(MIDDLE[0] + x / wide, 6), round(MIDDLE[1] + y / _METRES_PER_DEGREE, 6)


class Sheet:
    """A sheet of letters; '.' is outside. Row 0 is the north."""

    def __init__(self, rows: Sequence[str]) -> None:
        self.rows = rows
        self.size = (len(rows[0]), len(rows))

    def at(self, column: int, row: int) -> str:
        inside = 0 <= row < self.size[1] and 0 <= column < self.size[0]
        return self.rows[row][column] if inside else "."

    def corner(self, where: Corner) -> Point:
        """A bent corner: jitter per corner on a slow wave over the whole sheet."""
        column, row = where
        rng = chance("corner", column, row)
        x = (column - self.size[0] / 2) * CELL + rng.uniform(-0.2, 0.2) * CELL
        y = (self.size[1] / 2 - row) * CELL + rng.uniform(-0.2, 0.2) * CELL
        return x + 160 * math.sin(row / 2.3), y + 210 * math.sin(column / 2.7)

    def edge(self, start: Corner, end: Corner) -> list[Point]:
        """The points from `start` up to, not including, `end`; the reverse is exactly the same."""
        a, b = sorted((start, end))
        (ax, ay), (bx, by) = self.corner(a), self.corner(b)
        rng = chance("edge", a, b)
        between = []
        for part in (0.25, 0.5, 0.75):
            off = rng.uniform(-0.05, 0.05)
            between.append((ax + (bx - ax) * part - (by - ay) * off,
                            ay + (by - ay) * part + (bx - ax) * off))
        return [(ax, ay), *between] if start == a else [(bx, by), *reversed(between)]

    @cached_property
    def outlines(self) -> dict[str, list[Point]]:
        """letter -> closed ring, anticlockwise as GeoJSON wants it (RFC 7946)."""
        return {letter: self.ring({letter}) for letter in sorted(set("".join(self.rows)) - {"."})}

    def ring(self, letters: set[str]) -> list[Point]:
        """The outline of these letters together. Raises ValueError where it is not one piece."""
        follows = dict(self._borders(letters))
        start = here = min(follows)
        points: list[Point] = []
        while True:
            there = follows.pop(here)
            points += self.edge(here, there)
            here = there
            if here == start:
                break
        if follows:
            raise ValueError(f"{sorted(letters)} is not in one piece without holes")
        return [*points, points[0]]

    def _borders(self, letters: set[str]) -> Iterator[tuple[Corner, Corner]]:
        """Edges with a letter on the left hand and something else on the right."""
        for row in range(self.size[1]):
            for column in range(self.size[0]):
                if self.at(column, row) not in letters:
                    continue
                nw, ne = (column, row), (column + 1, row)
                sw, se = (column, row + 1), (column + 1, row + 1)
                for side, edge in (((0, 1), (sw, se)), ((1, 0), (se, ne)),
                                   ((0, -1), (ne, nw)), ((-1, 0), (nw, sw))):
                    if self.at(column + side[0], row + side[1]) not in letters:
                        yield edge

    def line(self, row: int, columns: range) -> list[Point]:
        """A walk along the top of a row: where the river flows."""
        points: list[Point] = []
        for column in columns:
            points += self.edge((column, row), (column + 1, row))
        return [*points, self.corner((columns.stop, row))]


def strip(line: Sequence[Point], width: float) -> list[Point]:
    """A closed ring `width` metres wide along a line."""
    left, right = [], []
    for i, (x, y) in enumerate(line):
        (px, py), (nx, ny) = line[max(i - 1, 0)], line[min(i + 1, len(line) - 1)]
        length = math.hypot(nx - px, ny - py) or 1.0
        ox, oy = -(ny - py) / length * width / 2, (nx - px) / length * width / 2
        left.append((x + ox, y + oy))
        right.append((x - ox, y - oy))
    return [*right, *reversed(left), right[0]]


def middle(ring: Sequence[Point]) -> Point:
    return (sum(p[0] for p in ring[:-1]) / (len(ring) - 1),
            sum(p[1] for p in ring[:-1]) / (len(ring) - 1))


def area(ring: Sequence[Point]) -> float:
    """Square metres, positive when anticlockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:], strict=False)) / 2


def contains(ring: Sequence[Point], point: Point) -> bool:
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:], strict=False):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def parallels(ring: Sequence[Point], count: int, angle: float) -> list[tuple[Point, Point]]:
    """`count` parallel lines across a ring, each its longest piece inside, a little inset."""
    cos, sin = math.cos(angle), math.sin(angle)
    turned = [(x * cos + y * sin, y * cos - x * sin) for x, y in ring]
    low, high = min(p[1] for p in turned), max(p[1] for p in turned)
    found = []
    for i in range(count):
        y = low + (high - low) * (i + 1) / (count + 1)
        cuts = sorted(
            ax + (bx - ax) * (y - ay) / (by - ay)
            for (ax, ay), (bx, by) in zip(turned, turned[1:], strict=False)
            if (ay > y) != (by > y)
        )
        start, end = max(zip(cuts[::2], cuts[1::2], strict=True), key=lambda s: s[1] - s[0])
        inset = min(60.0, (end - start) * 0.15)
        found.append(tuple((x * cos - y * sin, x * sin + y * cos)
                           for x in (start + inset, end - inset)))
    return found  # type: ignore[return-value]
