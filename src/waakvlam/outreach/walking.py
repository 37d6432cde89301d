"""The walk along the doors: street by street, odd and even side, entrance by entrance, floor by floor.

Doors are gathered into blocks, or streets where no block is known. Between them the shortest walk
that is found in a moment (nearest neighbour, then improved; networkx), over the places that have
coordinates; those without follow in alphabetical order. The same doors give the same walk.
"""

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import cos, hypot, radians
from typing import Any

import networkx as nx

from waakvlam.people.models import Dwelling

# Beyond so many places the improvement costs more than it brings.
IMPROVED, ROUNDS = 60, 12
METRES = 111_320  # of a degree of latitude


@dataclass(frozen=True)
class Place:
    """A block or street, and the middle of its doors that have coordinates; None where none has."""

    name: str
    at: tuple[float, float] | None


def order(homes: Iterable[tuple[Hashable, Dwelling]]) -> list[Any]:
    """The keys of these doors in the order of the walk. No query."""
    doors = sorted(homes, key=lambda it: (gathered(it[1]), *within(it[1]), str(it[0])))
    gathers = {name: list(rows) for name, rows in groupby(doors, key=lambda it: gathered(it[1]))}
    places = [Place(name, _middle([home for _key, home in rows])) for name, rows in gathers.items()]
    return [key for place in walk(places) for key, _home in gathers[place.name]]


def gathered(home: Dwelling) -> str:
    """What belongs together on a walk: the block, else the street in its town."""
    return f"{home.city} {home.block or home.street}".casefold().strip()


def within(home: Dwelling) -> tuple[Any, ...]:
    """The order inside a block or street. Up the odd side of a street and back along the even one;
    in a block with entrances each from the ground up."""
    number = home.house_number or 0
    floors = bool(home.entrance) or home.floor is not None
    even = 0 if floors else 1 - number % 2
    return (natural(home.entrance), home.floor or 0 if floors else 0, home.street.casefold(), even,
            -number if even else number, home.house_letter.casefold(), natural(home.addition))


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """“Portiek 2” before “Portiek 10”."""
    parts = re.split(r"(\d+)", text.casefold())
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts if part)


def _middle(homes: Sequence[Dwelling]) -> tuple[float, float] | None:
    known = [(h.latitude, h.longitude) for h in homes if h.latitude is not None and h.longitude is not None]
    return (sum(a for a, _b in known) / len(known), sum(b for _a, b in known) / len(known)) if known else None


def walk(places: Sequence[Place]) -> list[Place]:
    """The places in walking order: those on the map by a short path, the rest by name."""
    named = sorted(places, key=lambda p: natural(p.name))
    known, unknown = [p for p in named if p.at], [p for p in named if not p.at]
    return [*_path(known), *unknown] if len(known) > 2 else [*known, *unknown]


def _path(places: list[Place]) -> list[Place]:
    """An open walk: a tour through a point that is near to everything, begun and ended there. It starts
    at the end whose name comes first."""
    graph, nowhere = nx.Graph(), -1
    for n, one in enumerate(places):
        graph.add_edge(nowhere, n, weight=0)
        graph.add_weighted_edges_from((n, m, _metres(one, places[m])) for m in range(n))
    tour = nx.approximation.greedy_tsp(graph, source=nowhere)
    if len(places) <= IMPROVED:
        tour = nx.approximation.threshold_accepting_tsp(
            graph, tour, source=nowhere, threshold=0, max_iterations=ROUNDS, N_inner=400, seed=1)
    found = [places[n] for n in tour[1:-1]]
    return found if natural(found[0].name) <= natural(found[-1].name) else found[::-1]


def _metres(one: Place, other: Place) -> float:
    """As the crow flies; on the scale of a neighbourhood the earth is flat."""
    (a, b), (c, d) = one.at or (0, 0), other.at or (0, 0)
    return hypot(a - c, (b - d) * cos(radians((a + c) / 2))) * METRES
