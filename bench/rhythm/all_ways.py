"""The same month, worked on in each way."""

from typing import Any

from . import figures, plot, town
from .figures import Figures
from .run import Run, Way

WAYS = {
    "neither": Way(clocks=False, claims=False), "claims": Way(clocks=False, claims=True),
    "clocks": Way(clocks=True, claims=False), "both": Way(clocks=True, claims=True),
    # The gentlest assumption for those without clocks: everybody takes the oldest first, by themselves.
    "neither, oldest first": Way(clocks=False, claims=False, newest_first=False),
    "claims, oldest first": Way(clocks=False, claims=True, newest_first=False),
}


def run(places: list[tuple[str, str, int]], seed: int, size: int = town.SIGNALS) -> dict[str, tuple[Figures, list[float]]]:
    """{way: (figures, share acted on at each mark of the plot)}. About a minute for 10,000; the same each time."""
    rules = town.rules(sorted({district for _area, district, _n in places}))
    coming = town.Month(places, seed, size).signals()
    found = {}
    for name, way in WAYS.items():
        done = Run(way, rules).month(coming)
        found[name] = figures.of(name, done), figures.curve(done, plot.MARKS)
    return found


def line(name: str, found: dict[str, Any]) -> str:
    """A row of the handbook's table. `found` is `Figures` as it was kept."""
    late = [f"{100 * (1 - found['within'][mark]):.1f} %" for mark in ("3", "10")]
    return (f"| {name} | {found['median']:.1f} days | {found['ninety']:.1f} days | {found['longest']:.1f} days | {late[0]} | {late[1]} "
            f"| {found['mandate']} | {found['claimed']} |")
