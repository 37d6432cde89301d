"""Statistics people can trust: exact intervals, suppression of small cells. No database here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log

LEAST = 10  # smaller cells could point at a home (R30)


@dataclass(frozen=True)
class Estimate:
    """`hits` of `size`, and the exact 95% interval of the share; all None where size is 0."""

    hits: int
    size: int
    share: float | None
    low: float | None
    high: float | None


def estimate(hits: int, size: int, level: float = 0.95) -> Estimate:
    """Clopper and Pearson (1934), Biometrika 26: never covers less than `level`."""
    if size == 0:
        return Estimate(0, 0, None, None, None)
    tail = (1 - level) / 2
    low = 0.0 if hits == 0 else _quantile(tail, hits, size - hits + 1)
    high = 1.0 if hits == size else _quantile(1 - tail, hits + 1, size - hits)
    return Estimate(hits, size, hits / size, low, high)


def _quantile(p: float, a: float, b: float) -> float:
    """x where the regularised incomplete beta function is p, by halving."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if beta_share(middle, a, b) < p:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def beta_share(x: float, a: float, b: float) -> float:
    """Regularised incomplete beta I_x(a, b): a continued fraction (Abramowitz and Stegun 26.5.8),
    on the side where it converges fast."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_share(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    return front * _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    tiny = 1e-300
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    found = d
    for m in range(1, 400):
        for term in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                     -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 + term * d
            d = 1 / (d if abs(d) > tiny else tiny)
            c = 1 + term / (c if abs(c) > tiny else tiny)
            found *= d * c
        if abs(d * c - 1) < 1e-14:
            break
    return found


def suppressed(counts: Mapping[str, int], *, total_is_shown: bool = True) -> dict[str, int | None]:
    """Cells under 10 become None; where exactly one would be hidden next to a shown total, the next
    smallest goes too, so that subtraction does not bring it back. Zero tells of nobody and stays."""
    hidden = {key for key, n in counts.items() if 0 < n < LEAST}
    rest = sorted((n, key) for key, n in counts.items() if key not in hidden and n > 0)
    if len(hidden) == 1 and total_is_shown and rest:
        hidden.add(rest[0][1])
    return {key: None if key in hidden else n for key, n in counts.items()}


def cumulative(counts: Sequence[int]) -> list[int]:
    found, total = [], 0
    for n in counts:
        total += n
        found.append(total)
    return found
