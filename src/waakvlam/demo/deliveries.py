"""Two deliveries of a second source: the homes that Vlierwonen took over from a small landlord.

The second delivery holds one who is new, one with another number, one who is gone, two rows that
must be refused and a column that may not be kept. One home and its tenant stand in Vlierwonen's
own register too: once with a person, once with a home, a pair that a human decides about.
"""

import csv
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from . import people, phones, registers
from .ids import SEED
from .people import Household, Phone

OWNER, SOURCE = "vlierwonen", "Overname Eikenhof"
FIRST, SECOND = "eikenhof-oktober.csv", "eikenhof-november.csv"
HOMES, OTHER_NUMBERS = 24, 500  # house numbers beyond those of the town
REFUSED = ({"Achternaam": ""}, {"Postcode": "", "Straat": "", "Huisnummer": "", "VHE-nummer": ""})


def write(folder: Path) -> tuple[Path, Path]:
    """Both files, about forty rows each; the same on every machine."""
    first = registers.write_of(folder / FIRST, (*_taken_over()[:-1], _known_twice()))
    second = registers.write_of(folder / SECOND, _month_later())
    _spoil(second)
    return first, second


@lru_cache(maxsize=1)
def _taken_over() -> tuple[Household, ...]:
    """Who lives there; the last household only comes with the second delivery."""
    own = [h.dwelling for h in people.population() if h.dwelling.owner == OWNER and h.till is None]
    homes = [replace(d, number=f"EH{place:04}", estate="EIKENHOF", house_number=d.house_number + OTHER_NUMBERS,
                     block=f"Eikenhof {d.street}") for place, d in enumerate(own[:: len(own) // HOMES][:HOMES], start=1)]
    return tuple(_keyed(h) for h in people.households(homes, seed=SEED + 3) if h.till is None)


def _known_twice() -> Household:
    """A home that the own register has under another number, and whoever lives there alone."""
    home = next(h for h in people.population() if h.dwelling.owner == OWNER and h.till is None and len(h.residents) == 1
                and not h.residents[0].died and h.residents[0].infix and not h.secret)
    tenant = replace(home.residents[0], key="EP0000000", infix="", phones=(Phone(phones.mobile(950_000)),))
    return replace(home, key="EH0000000", contract="E0000000-1", residents=(tenant,),
                   dwelling=replace(home.dwelling, number="EH0000", estate="EIKENHOF"))


def _month_later() -> Iterator[Household]:
    """One home empty, somebody new, and another number for one."""
    _left, other, *rest = _taken_over()
    tenant, *others = other.residents
    yield replace(other, residents=(replace(tenant, phones=(Phone(phones.mobile(950_001)),)), *others))
    yield from (*rest, _known_twice())


def _keyed(home: Household) -> Household:
    """Numbers of their own: another system gave them."""
    return replace(home, key=f"E{home.key}", contract=f"E{home.contract}",
                   residents=tuple(replace(r, key=f"E{r.key}") for r in home.residents))


def _spoil(path: Path) -> None:
    """What real deliveries bring along: rows that lack something, and a column that is not ours to keep."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    bad = [row | lacks | {"Huurdernummer": f"E-fout-{n}", "Huishoudnummer": f"E-fout-{n}"}
           for n, (row, lacks) in enumerate(zip(rows[-2:], REFUSED, strict=True), start=1)]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0], "Burgerlijke staat"], delimiter=";", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(row | {"Burgerlijke staat": "onbekend"} for row in rows + bad)
