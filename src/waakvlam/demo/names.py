"""Names of today's Netherlands: own lists by age, widened with those of Faker (nl_NL)."""

import random
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from faker import Faker

from .ids import SEED

_INFIXES = ("van de", "van den", "van der", "van 't", "in 't", "op den", "uit den", "de la", "van",
            "de", "den", "ter", "ten", "da", "dos", "el", "al", "'t")  # fmt: skip
# Faker's list also holds mediaeval nobles; a tenant is not called "van Wessex".
_PLAIN = re.compile(r"^(?:(?:van|de|van de|van den|van der) )?[A-Z][a-zé]{2,10}$")
_NOBLE = re.compile(r"(dr|sz|trud|rada|gondië|Wessex|Saksen|Vlaanderen|Engeland|Holland|Parijs|Grote"
                    r"|Gratie|Vermandois|Grunt|Elder|Orleans|Luxemburg|Zwaben|Beieren)$")


@dataclass(frozen=True, slots=True)
class Surname:
    infix: str
    name: str
    world: str = "nl"  # only says which first names go with it; kept nowhere


def split_infix(whole: str, world: str = "nl") -> Surname:
    """"van den Berg" -> ("van den", "Berg"); the longest infix wins."""
    low = whole.lower()
    for infix in _INFIXES:
        if low.startswith(infix + " "):
            return Surname(whole[: len(infix)], whole[len(infix) + 1:], world)
    return Surname("", whole, world)


@lru_cache(maxsize=1)
def surnames() -> tuple[Surname, ...]:
    """A pool in which frequent names stand often: choosing one is a single draw."""
    found: list[Surname] = []
    for world, often, names in _table("surnames"):
        found += [split_infix(n, world) for n in names.split(", ")] * int(often)
    faker = Faker("nl_NL")
    faker.seed_instance(SEED)
    drawn = sorted({faker.last_name() for _ in range(2500)})
    found += [split_infix(n) for n in drawn if _PLAIN.match(n) and not _NOBLE.search(n)]
    return tuple(found)


@lru_cache(maxsize=1)
def _first_names() -> dict[str, list[tuple[int, list[str]]]]:
    """world -> (born before, names), oldest first."""
    found: dict[str, list[tuple[int, list[str]]]] = {}
    for world, before, names in _table("first_names"):
        found.setdefault(world, []).append((int(before), names.split(", ")))
    faker = Faker("nl_NL")
    faker.seed_instance(SEED)
    found["nl"].append((9999, sorted({faker.first_name() for _ in range(1500)})))
    return found


def first_name(born: int, world: str, rng: random.Random) -> str:
    """A first name that fits the year of birth and, mostly, the surname."""
    pools = _first_names()[world if rng.random() < 0.93 else "nl"]
    pool = next(names for before, names in pools if born < before)
    return pool[int(rng.random() * len(pool))]


def surname(rng: random.Random) -> Surname:
    pool = surnames()
    return pool[int(rng.random() * len(pool))]


def initials(first: str, rng: random.Random) -> str:
    more = "".join(f"{rng.choice('ABCDEGHJLMNPRSTW')}." for _ in range(int(rng.random() * 2.6)))
    return f"{first[0]}.{more}"


def _table(name: str) -> list[list[str]]:
    text = files(__package__).joinpath("data", f"{name}.txt").read_text("utf-8")
    return [line.split(" | ") for line in text.splitlines() if line and not line.startswith("#")]
