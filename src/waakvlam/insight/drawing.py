"""The map of the neighbourhoods by one measure, in three classes."""

from collections.abc import Iterable
from dataclasses import dataclass

from waakvlam.kit import outlines

from .measures import Measure
from .queries import Area


@dataclass(frozen=True)
class Shape(outlines.Shape[Area]):
    """`level` is the class of the measure, 0 where nothing can be said."""

    level: int


@dataclass(frozen=True)
class Drawing:
    height: int
    width: int
    shapes: list[Shape]


def draw(areas: Iterable[Area], measure: Measure) -> Drawing | None:
    """None where no outline is known."""
    drawn = outlines.draw((area.name, area.outline, area) for area in areas)
    if drawn is None:
        return None
    return Drawing(drawn.height, drawn.width, [
        Shape(s.area, s.path, s.x, s.y, s.label, s.fits, measure.class_of(s.area.figures)) for s in drawn.shapes])
