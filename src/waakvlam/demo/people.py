"""Households and residents that could live here: nobody real, the same on every machine.

Kept is what a corporation has lawfully: names, age, ways to reach somebody, the tenancy. What
rule R4 forbids (sex, nationality, income …) is not even made up.
"""

import random
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from . import names, phones
from .homes import Dwelling
from .ids import SEED, chance
from .places import municipality

DAY = date(2026, 11, 2)  # ages and tenancies are told from this day

# How households are made up, by kind of home: weights.
KINDS = ("old_alone", "old_pair", "alone", "pair", "family", "one_parent", "adults")
_MIX = {
    "terraced": (10, 10, 8, 16, 36, 12, 8), "portico": (16, 8, 26, 14, 16, 12, 8),
    "gallery": (20, 9, 27, 13, 13, 11, 7), "upstairs": (9, 5, 40, 22, 9, 7, 8),
    "seniors": (66, 28, 4, 2, 0, 0, 0),
}  # fmt: skip
ARREARS = ("none", "late", "reminded", "spoken", "arranged", "early_signal", "collection")
_ARREARS_WEIGHTS = (880, 45, 28, 18, 16, 9, 4)
HELPERS = ("dochter", "zoon", "buren", "familie", "mantelzorger", "bewindvoerder")


@dataclass(frozen=True, slots=True)
class Phone:
    number: str  # E.164
    whose: str = ""  # empty: the resident's own


@dataclass(frozen=True, slots=True)
class Resident:
    """`role` is tenant, co_tenant, partner, child or other (an adult who lives in)."""

    key: str
    role: str
    initials: str
    first_name: str
    infix: str
    last_name: str
    born: date
    died: date | None
    phones: tuple[Phone, ...]
    email: str
    do_not_call: bool


@dataclass(frozen=True, slots=True)
class Household:
    """`till` is the end of the tenancy where they moved; `arrears` one of ARREARS."""

    key: str
    contract: str
    dwelling: Dwelling
    since: date
    till: date | None
    arrears: str
    secret: bool
    residents: tuple[Resident, ...]


@lru_cache(maxsize=1)
def population() -> tuple[Household, ...]:
    """Everybody in the homes of Vlierdrecht; about two seconds, then kept."""
    return tuple(households(municipality().dwellings))


def households(dwellings: Iterable[Dwelling], seed: int = SEED) -> Iterator[Household]:
    """Who lives or recently lived in each home. One home in thirty stands empty."""
    serial = 0
    for place, dwelling in enumerate(dwellings):
        rng = chance("household", place, seed=seed)
        draw = rng.random()
        if draw < 0.06:  # somebody moved out within two years; the register still knows them
            serial += 1
            yield _household(serial, dwelling, rng, till=_ago(rng, 20, 700))
        if draw < 0.967:
            serial += 1
            yield _household(serial, dwelling, rng)


def _household(serial: int, dwelling: Dwelling, rng: random.Random,
               till: date | None = None) -> Household:
    kind = rng.choices(KINDS, _MIX[dwelling.kind])[0]
    people = tuple(_resident(serial, n, draft, rng) for n, draft in enumerate(_drafts(kind, rng)))
    oldest = min(p.born for p in people)
    adult = max(oldest + timedelta(days=365 * 21), date(dwelling.built, 1, 1))
    last = (till or DAY) - timedelta(days=60)
    since = adult + timedelta(days=int((rng.random() ** 0.7) * max(1, (last - adult).days)))
    return Household(
        key=f"H{serial:07}", contract=f"{serial:07}-{1 + int(rng.random() * 3)}",
        dwelling=dwelling, since=min(since, last), till=till,
        arrears="none" if till else rng.choices(ARREARS, _ARREARS_WEIGHTS)[0],
        secret=rng.random() < 0.004, residents=people,
    )  # fmt: skip


@dataclass(slots=True)
class _Draft:
    role: str
    born: int
    surname: names.Surname


def _drafts(kind: str, rng: random.Random) -> list[_Draft]:
    """Role, year of birth and surname of each; the tenant first."""
    year, own = DAY.year, names.surname(rng)
    other = own if rng.random() < 0.35 else names.surname(rng)
    born = year - {
        "old_alone": 66 + int(rng.triangular(0, 32, 14)), "old_pair": 65 + int(rng.triangular(0, 27, 9)),
        "alone": 22 + int(rng.random() * 43), "pair": 23 + int(rng.random() * 41),
        "family": 28 + int(rng.random() * 24), "one_parent": 25 + int(rng.random() * 26),
        "adults": 40 + int(rng.random() * 28),
    }[kind]  # fmt: skip
    found = [_Draft("tenant", born, own)]
    if kind in ("old_pair", "pair", "family"):
        role = "co_tenant" if rng.random() < 0.7 else "partner"
        found.append(_Draft(role, born + int(rng.gauss(1, 3)), other))
    if kind in ("family", "one_parent"):
        count = rng.choices((1, 2, 3, 4, 5), (34, 40, 17, 7, 2))[0]
        shared = own if rng.random() < 0.6 else other
        oldest = min(year - 1, born + 22 + int(rng.random() * 12))
        found += [_Draft("child", min(year, oldest + 2 * n + int(rng.random() * 2)), shared)
                  for n in range(count)]  # fmt: skip
    if kind == "adults":  # grown children at home, or somebody who lives in
        for _ in range(rng.choices((1, 2), (75, 25))[0]):
            found.append(_Draft("other", min(year - 18, born + 20 + int(rng.random() * 8)), own))
    return found


def _resident(serial: int, n: int, draft: _Draft, rng: random.Random) -> Resident:
    first = names.first_name(draft.born, draft.surname.world, rng)
    born = date(draft.born, 1, 1) + timedelta(days=int(rng.random() * 365))
    born = min(born, DAY - timedelta(days=3))
    age = (DAY - born).days // 365
    grown = age >= 18
    died = _ago(rng, 10, 500) if age > 70 and rng.random() < 0.025 else None
    return Resident(
        key=f"P{serial:07}{n}", role=draft.role, initials=names.initials(first, rng),
        first_name=first, infix=draft.surname.infix, last_name=draft.surname.name, born=born,
        died=died, phones=_phones(serial * 4 + n, age, rng) if grown else (),
        email=_email(first, draft.surname, serial, rng) if grown and rng.random() < _mail(age) else "",
        do_not_call=grown and rng.random() < 0.006,
    )  # fmt: skip


def _phones(serial: int, age: int, rng: random.Random) -> tuple[Phone, ...]:
    """Older people have a line at home and somebody else's number; one in eleven has nothing."""
    found = []
    if rng.random() < (0.55 if age >= 75 else 0.9):
        found.append(Phone(phones.mobile(serial)))
    if rng.random() < (0.72 if age >= 75 else 0.35 if age >= 60 else 0.08):
        found.append(Phone(phones.landline(serial)))
    if age >= 70 and rng.random() < 0.3:
        found.append(Phone(phones.mobile(serial + 500_000), rng.choice(HELPERS)))
    return tuple(found)


def _mail(age: int) -> float:
    return 0.85 if age < 65 else 0.5 if age < 80 else 0.2


def _email(first: str, surname: names.Surname, serial: int, rng: random.Random) -> str:
    """At example.org or example.net, domains that belong to nobody by agreement (RFC 2606)."""
    stem = _plain(first) + rng.choice((".", "", "_")) + _plain(surname.infix + surname.name)
    return f"{stem}{serial % 97}@{rng.choice(('example.org', 'example.net'))}"


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    whole = unicodedata.normalize("NFKD", text.lower().replace("ı", "i").replace("ł", "l"))
    return "".join(c for c in whole if c.isascii() and c.isalnum())


def _ago(rng: random.Random, least: int, most: int) -> date:
    return DAY - timedelta(days=rng.randint(least, most))
