"""Next month's register of a corporation of the demo: to try an import with.

Most rows are what the demo holds; some people left, some are new, some have another number.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from . import people, phones, registers
from .ids import SEED
from .people import Household, Phone

OWNER = "vlierwonen"
LEAVES, MOVES_IN, CALLS_FROM_ELSEWHERE = 151, 2, 97  # one in so many


def write(path: Path) -> int:
    """XLSX or CSV, by the file's name; returns how many residents stand in it."""
    found = list(_changed())
    registers.write_of(path, found)
    return sum(len(h.residents) for h in found)


def _changed() -> Iterator[Household]:
    own = [h for h in people.population() if h.dwelling.owner == OWNER]
    left = [h for h in own[::LEAVES] if h.till is None]
    gone = {h.key for h in left}
    for place, household in enumerate(own):
        if household.key in gone:
            continue
        yield _other_number(household, place) if place % CALLS_FROM_ELSEWHERE == 0 else household
    homes = [h.dwelling for h in left[::MOVES_IN]]
    for household in people.households(homes, seed=SEED + 1):
        if household.till is None:
            yield _renamed(household)


def _other_number(household: Household, place: int) -> Household:
    tenant, *others = household.residents
    new = replace(tenant, phones=(Phone(phones.mobile(900_000 + place)),))
    return replace(household, residents=(new, *others))


def _renamed(household: Household) -> Household:
    """Keys of their own: the numbers of the first months are given out."""
    return replace(household, key=f"N{household.key[1:]}", contract=f"N{household.contract}",
                   residents=tuple(replace(r, key=f"N{r.key[1:]}") for r in household.residents))
