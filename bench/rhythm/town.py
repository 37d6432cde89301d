"""What is assumed: how signals come in over a month, and how much each partner can do in a day. All of it is made up
but the neighbourhoods with their inhabitants, which are those of CBS."""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

from waakvlam.kit.time import AMSTERDAM, is_working_day
from waakvlam.signals.models import Kind, RoutingRule, Urgency

SPACE = UUID("0192f000-0000-7000-8000-00000000f10e")
CITY = "GM0479"
FIRST, DAYS, SIGNALS = datetime(2026, 3, 2, tzinfo=AMSTERDAM), 28, 10_000
# How much of a day's signals comes in each hour, at work and from the public.
AT_WORK = (0,) * 8 + (6, 11, 12, 9, 5, 8, 9, 8, 6, 2) + (0,) * 6
AT_HOME = (1, 0, 0, 0, 0, 0, 1, 3, 5, 6, 6, 5, 5, 5, 5, 6, 6, 7, 9, 10, 9, 7, 4, 2)
# Kind, topic, how many in a hundred, and which partners can do something about it.
MIX: tuple[tuple[str, str, int, tuple[str, ...]], ...] = (
    (Kind.WORRY, "contact", 16, ("welfare", "volunteers", "team_east", "team_west")),
    (Kind.WORRY, "support", 14, ("team_east", "team_west", "care")),
    (Kind.WORRY, "money", 8, ("team_east", "team_west", "landlord_large")),
    (Kind.REQUEST, "groceries", 9, ("volunteers", "welfare")),
    (Kind.REQUEST, "forms", 8, ("welfare", "volunteers", "team_east", "team_west")),
    (Kind.REQUEST, "going_out", 6, ("volunteers", "welfare")),
    (Kind.REQUEST, "care", 6, ("care", "team_east", "team_west")),
    (Kind.NUISANCE, "neighbours", 13, ("police", "landlord_large", "landlord_small", "welfare")),
    (Kind.HOME, "home", 12, ("landlord_large", "landlord_small")),
    (Kind.NEIGHBOURHOOD, "safety", 8, ("welfare", "police")),
)
URGENCIES = ((Urgency.NORMAL, 70), (Urgency.SOON, 20), (Urgency.TODAY, 8), (Urgency.DANGER, 2))
TAKERS = (("landlord_large", 30), ("landlord_small", 12), ("police", 10), ("team_east", 16), ("team_west", 12), ("welfare", 12), ("care", 8))


@dataclass(frozen=True)
class Partner:
    """`a_day`: signals it can act on in a working day. Looking and passing on costs LOOK of that."""

    slug: str
    a_day: float

    @property
    def id(self) -> UUID:
        return uuid5(SPACE, self.slug)


# Together 560 a day where 500 come in: enough, were it in the right place.
PARTNERS = {p.slug: p for p in (
    Partner("landlord_large", 130), Partner("landlord_small", 60), Partner("team_east", 62), Partner("team_west", 88),
    Partner("police", 42), Partner("welfare", 78), Partner("volunteers", 70), Partner("care", 30))}
BY_ID = {p.id: p for p in PARTNERS.values()}
LOOK = 0.15


@dataclass(frozen=True)
class Coming:
    """A signal as it comes in; `able` are slugs of those who can act on it."""

    number: int
    at: datetime
    kind: str
    topic: str
    urgency: str
    area: str
    district: str
    taker: str
    able: tuple[str, ...]


def rule(name: str, to: str, **given: object) -> RoutingRule:
    return RoutingRule(name=name, holder_id=PARTNERS[to].id, **given)


def rules(districts: list[str]) -> list[RoutingRule]:
    """A sensible first table: by topic, by half of the city, by hour, by room; never by person."""
    east = districts[: len(districts) // 2]
    return [
        rule("gevaar", "team_west", urgency=Urgency.DANGER),
        rule("overlast buiten kantoortijd", "police", kind=Kind.NUISANCE, hours="outside"),
        rule("overlast", "landlord_large", kind=Kind.NUISANCE),
        rule("de buurt", "welfare", kind=Kind.NEIGHBOURHOOD),
        rule("boodschappen, met ruimte", "volunteers", topic="groceries", only_with_room=True),
        rule("boodschappen", "welfare", topic="groceries"),
        rule("de woning", "landlord_large", kind=Kind.HOME, only_with_room=True),
        rule("de woning, vol", "landlord_small", kind=Kind.HOME),
        *(rule("oost", "team_east", kind=Kind.WORRY, area=code) for code in east),
        rule("west", "team_west", kind=Kind.WORRY),
    ]


def areas(data: Path) -> list[tuple[str, str, int]]:
    """[(neighbourhood, district, inhabitants)] of the city. Source: CBS key figures 2024."""
    with (data / "neighbourhoods" / "key_figures_2024.csv").open(encoding="utf-8") as file:
        return [(row["code"], row["wijkcode"], int(row["inwoners"] or 0)) for row in csv.DictReader(file)
                if row["gemeentecode"] == CITY and row["niveau"] == "buurt" and int(row["inwoners"] or 0)]


@dataclass
class Month:
    """Draws signals with one stream of chance: the same seed gives the same month."""

    places: list[tuple[str, str, int]]
    seed: int = 1903
    size: int = SIGNALS
    dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)

    def signals(self) -> list[Coming]:
        """In the order in which they come in."""
        made = sorted(self._moments())
        return [self._one(number, moment) for number, moment in enumerate(made)]

    def _moments(self) -> Iterator[datetime]:
        days = [FIRST + timedelta(days=n) for n in range(DAYS)]
        weights = [5 if is_working_day(day.date()) else 1 for day in days]
        for day in self.dice.choices(days, weights, k=self.size):
            hours = AT_WORK if is_working_day(day.date()) and self.dice.random() < 0.7 else AT_HOME
            hour = self.dice.choices(range(24), hours)[0]
            yield day + timedelta(hours=hour, minutes=self.dice.randrange(60))

    def _one(self, number: int, moment: datetime) -> Coming:
        kind, topic, _share, able = self.dice.choices(MIX, [m[2] for m in MIX])[0]
        urgency = self.dice.choices([u for u, _ in URGENCIES], [n for _, n in URGENCIES])[0]
        area, district, _n = self.dice.choices(self.places, [n for *_, n in self.places])[0]
        taker = self.dice.choices([t for t, _ in TAKERS], [n for _, n in TAKERS])[0]
        return Coming(number, moment, kind, topic, urgency, area, district, taker, able)
