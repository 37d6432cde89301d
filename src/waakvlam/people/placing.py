"""In which neighbourhood is this point? Outlines in memory, found through a grid."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

Ring = list[tuple[float, float]]
CELL = 0.01  # degrees: about 1.1 by 0.7 kilometre


@dataclass
class Places:
    """Outlines of one network's neighbourhoods, WGS84. Neighbouring edges need not meet exactly."""

    rings: dict[str, list[list[Ring]]] = field(default_factory=dict)
    grid: dict[tuple[int, int], list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, outlines: Iterable[tuple[str, dict]]) -> "Places":
        """From (code, GeoJSON Polygon or MultiPolygon)."""
        places = cls()
        for code, outline in outlines:
            shapes = outline["coordinates"] if outline["type"] == "MultiPolygon" else [outline["coordinates"]]
            places.rings[code] = [[[(x, y) for x, y, *_ in ring] for ring in shape] for shape in shapes]
            for cell in _cells(places.rings[code]):
                places.grid[cell].append(code)
        return places

    def find(self, latitude: float, longitude: float) -> str:
        """The code, or "" where no outline holds the point."""
        cell = (int(longitude / CELL), int(latitude / CELL))
        for code in self.grid.get(cell, ()):
            if any(_holds(shape, longitude, latitude) for shape in self.rings[code]):
                return code
        return ""


def latest(network_id: UUID) -> Places:
    """The outlines of the newest year of each neighbourhood. One query."""
    from .models import Neighbourhood

    found = (Neighbourhood.objects.filter(network_id=network_id, outline__isnull=False)
             .order_by("code", "year").values_list("code", "outline"))
    return Places.of(dict(found).items())


def _cells(shapes: list[list[Ring]]) -> Iterable[tuple[int, int]]:
    points = [point for shape in shapes for point in shape[0]]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    for x in range(int(min(xs) / CELL), int(max(xs) / CELL) + 1):
        for y in range(int(min(ys) / CELL), int(max(ys) / CELL) + 1):
            yield x, y


def _holds(shape: list[Ring], x: float, y: float) -> bool:
    """Inside the outer ring and in none of its holes."""
    return _inside(shape[0], x, y) and not any(_inside(hole, x, y) for hole in shape[1:])


def _inside(ring: Ring, x: float, y: float) -> bool:
    """Even–odd rule: how often does a ray to the east cross the ring?"""
    inside = False
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
        x1, y1 = x2, y2
    return inside
