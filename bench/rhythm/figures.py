"""From runs to figures: how many working days until somebody acted."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from statistics import quantiles

from waakvlam.access.models import Clock

from .run import HOURS, Run, hours

MARKS = (1, 2, 3, 5, 10, 20)


@dataclass(frozen=True)
class Figures:
    """Of one way of working. Days are working days from coming in; `left` were not acted on by the end."""

    name: str
    total: int
    median: float
    ninety: float
    longest: float
    within: dict[int, float]
    left: int
    mandate: int
    claimed: int


@lru_cache(maxsize=1)
def _order() -> dict[datetime, int]:
    return {hour: n for n, hour in enumerate(hours())}


def waited(run: Run) -> list[float]:
    """Working days of each signal that was acted on: 0 is within the hour in which people first worked."""
    order, starts = _order(), sorted(_order())
    days = []
    for signal in run.done:
        if signal.acted_at is not None:
            first = _first(starts, signal.came.at)
            days.append((order[signal.acted_at] - first) / len(HOURS))
    return sorted(days)


def _first(starts: list[datetime], moment: datetime) -> int:
    return bisect_left(starts, moment)


def of(name: str, run: Run) -> Figures:
    days, total = waited(run), len(run.done)
    cuts = quantiles(days, n=10)
    return Figures(
        name, total, round(cuts[4], 2), round(cuts[8], 2), round(days[-1], 1),
        {mark: round(sum(day <= mark for day in days) / total, 4) for mark in MARKS}, total - len(days),
        run.climbed.get(Clock.Step.MANDATE, 0), sum(signal.claimed for signal in run.done))


def curve(run: Run, marks: Iterable[float]) -> list[float]:
    """The share of all signals on which somebody had acted after so many working days."""
    days, total = waited(run), len(run.done)
    return [bisect_right(days, mark) / total for mark in marks]
