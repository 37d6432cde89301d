"""How long something takes, and the line in which a figure is told."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any


def middle(run: Callable[[], Any], times: int, *, warm: int = 2) -> float:
    """Milliseconds, the middle of `times` runs after `warm` to warm up."""
    for _n in range(warm):
        run()
    taken = []
    for _n in range(times):
        begun = time.perf_counter()
        run()
        taken.append((time.perf_counter() - begun) * 1000)
    return median(taken)


def in_turns(*runs: Callable[[], Any], times: int = 15, warm: int = 3) -> list[float]:
    """Milliseconds of each, the middle of `times` rounds in which each has its turn: what else the machine does weighs on all."""
    taken: list[list[float]] = [[] for _run in runs]
    for n in range(-warm, times):
        for one, run in zip(taken, runs, strict=True):
            begun = time.perf_counter()
            run()
            if n >= 0:
                one.append((time.perf_counter() - begun) * 1000)
    return [median(one) for one in taken]


def row(name: str, scale: int, value: float, unit: str, floor: float | None = None, goal: str = "") -> dict[str, Any]:
    return {"name": name, "scale": scale, "value": value, "unit": unit, "floor": floor, "goal": goal}
