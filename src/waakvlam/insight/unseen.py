"""Need that nobody sees: what a random reference group tells, and how sure that is.

The group is drawn by lot from addresses outside a round's selection. The interval is exact and so
never too narrow. Source: Clopper & Pearson, Biometrika 26 (1934) 404–413.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

LARGE_ENOUGH = 30  # conversations; below it the interval says next to nothing
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Estimate:
    """`low`–`high` is the 95% interval of the share with a request, of those who answered.

    `least` and `most` are the shares if none or all of the people not reached had one.
    """

    asked: int
    answered: int
    requests: int
    low: float
    high: float

    @property
    def not_reached(self) -> int:
        return self.asked - self.answered

    @property
    def least(self) -> float:
        return self.requests / self.asked

    @property
    def most(self) -> float:
        return (self.requests + self.not_reached) / self.asked


def estimate(requests: int | None, no_requests: int | None, not_reached: int | None) -> Estimate | None:
    """None where a count is hidden or fewer than LARGE_ENOUGH answered."""
    if requests is None or no_requests is None or not_reached is None:
        return None
    answered = requests + no_requests
    if answered < LARGE_ENOUGH:
        return None
    return Estimate(answered + not_reached, answered, requests, *interval(requests, answered))


def interval(hits: int, of: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The Clopper–Pearson interval of a share. Raises ValueError for impossible counts."""
    if not 0 <= hits <= of or of == 0:
        raise ValueError(f"{hits} of {of} is no share")
    tail = (1 - confidence) / 2
    low = 0.0 if hits == 0 else _where(lambda p: 1 - _at_most(hits - 1, of, p) >= tail)
    high = 1.0 if hits == of else _where(lambda p: _at_most(hits, of, p) < tail)
    return low, high


def _where(holds: Callable[[float], bool]) -> float:
    """The smallest p for which `holds`, which is false below it and true above."""
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return (low + high) / 2


def _at_most(hits: int, of: int, p: float) -> float:
    """P(X ≤ hits) for X binomial; logarithms, so that large groups do not underflow."""
    if p in (0.0, 1.0):
        return 1.0 if p == 0.0 or hits >= of else 0.0
    return math.fsum(
        math.exp(math.lgamma(of + 1) - math.lgamma(k + 1) - math.lgamma(of - k + 1)
                 + k * math.log(p) + (of - k) * math.log1p(-p))
        for k in range(hits + 1))
