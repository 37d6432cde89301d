"""How a round goes: three passes over its own rows, whatever its size; no names.

Counts are households unless they say attempts. The reference group stands apart everywhere.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from waakvlam.access.identity import Who
from waakvlam.access.models import Person
from waakvlam.access.policies import require
from waakvlam.kit.time import today

from .. import figures, hours, steps
from ..figures import Estimate
from ..models import Round
from ..policies import OutreachPermission
from ..waiting_queries import not_callable
from . import conflicts

WAITING_STATES = (Round.State.RUNNING, Round.State.PAUSED)


@dataclass(frozen=True)
class Group:
    """Where the households of the list (or of one block, or of the reference) stand."""

    total: int = 0
    reached: int = 0
    done: int = 0
    unreachable: int = 0
    excluded: int = 0
    refused: int = 0
    left: int = 0

    def __add__(self, other: "Group") -> "Group":
        return Group(*(getattr(self, n) + getattr(other, n) for n in self.__dataclass_fields__))


@dataclass(frozen=True)
class Day:
    """A caller's day: attempts and how many of them reached somebody."""

    day: date
    name: str
    made: int
    reached: int


@dataclass(frozen=True)
class Reach:
    """Attempts by channel and part of the day, and the share that reached somebody."""

    channel: str
    part_of_day: str
    made: int
    reached: int

    @property
    def share(self) -> float:
        return self.reached / self.made


@dataclass(frozen=True)
class Progress:
    """All that the round's page and report show. `found` is kind → households with such a finding."""

    listed: Group = Group()
    reference: Group = Group()
    found: dict[str, int] = field(default_factory=dict)
    found_reference: dict[str, int] = field(default_factory=dict)
    blocks: tuple[tuple[str, Group], ...] = ()
    areas: tuple[tuple[str, Group], ...] = ()
    days: tuple[Day, ...] = ()
    curve: tuple[int, ...] = ()
    ways: tuple[Reach, ...] = ()
    per_day: float = 0
    ready_on: date | None = None
    contested: int = 0  # doors of which two reports wait for somebody to choose, at most 101

    @property
    def all(self) -> Group:
        return self.listed + self.reference

    def need(self, kind: str = "help_request") -> tuple[Estimate, Estimate]:
        """The share with a request among those reached: on the list, and in the reference group."""
        return (figures.estimate(self.found.get(kind, 0), max(self.listed.reached, self.found.get(kind, 0))),
                figures.estimate(self.found_reference.get(kind, 0),
                                 max(self.reference.reached, self.found_reference.get(kind, 0))))


def progress(who: Who, round: Round) -> Progress:
    """Three or four queries, each one pass over this round's rows; one more where it goes on foot. Raises Refused."""
    require(who, OutreachPermission.EXPORT, round)  # counts only, as in the report
    rows, curve, per_day = _standing(round.id)
    listed, reference = (_total(g for ref, _a, _b, g in rows if ref is wanted) for wanted in (False, True))
    found, apart = _found(round.id)
    days, ways = _attempts(round.id)
    pace, left = _pace(per_day), listed.left + reference.left
    return Progress(
        listed, reference, found, apart, _by((block, g) for ref, _a, block, g in rows if not ref),
        _by((area, g) for ref, area, _b, g in rows if not ref), days, _curve(curve), ways,
        pace, _ready_on(round, pace, left), conflicts.count(round) if steps.goes_on_foot(round.steps) else 0)


def waiting(who: Who, round: Round) -> dict[str, int]:
    """How many can be called now, and how many not, by reason. One query over the open entries."""
    require(who, OutreachPermission.SEE_ENTRIES, round)
    return not_callable(who, round) if round.state in WAITING_STATES else {}


Rows = list[tuple[bool, str, str, Group]]


def _standing(round_id: UUID) -> tuple[Rows, dict[int, int], dict[date, int]]:
    """One pass: groups per reference, area and block; reached by number of attempts; done by day."""
    found = _all("""
        select case when grouping(in_reference) = 0 then 'group' when grouping(tries) = 0 then 'tries' else 'day' end,
               in_reference, neighbourhood_code, block, tries, day, count(*), count(reached_at),
               count(*) filter (where state = 'done'), count(*) filter (where state = 'unreachable'),
               count(*) filter (where state = 'excluded'),
               count(*) filter (where last_outcome in ('refused', 'do_not_call')),
               count(*) filter (where state in ('waiting', 'call_back'))
          from (select in_reference, neighbourhood_code, block, reached_at, state, last_outcome,
                       case when reached_at is not null and attempts > 0 then attempts end as tries,
                       (done_at at time zone 'Europe/Amsterdam')::date as day
                  from outreach_roundentry where round_id = %s) e
         group by grouping sets ((in_reference, neighbourhood_code, block), (tries), (day)) order by 3, 4""", round_id)
    rows = [(r[1], r[2], r[3], Group(*r[6:])) for r in found if r[0] == "group"]
    return (rows, {r[4]: r[6] for r in found if r[0] == "tries" and r[4] is not None},
            {r[5]: r[6] for r in found if r[0] == "day" and r[5] is not None})


def _total(groups: Iterable[Group]) -> Group:
    return sum(groups, Group())


def _by(rows: Iterable[tuple[str, Group]]) -> tuple[tuple[str, Group], ...]:
    found: dict[str, Group] = {}
    for name, group in rows:
        found[name] = found.get(name, Group()) + group
    return tuple(found.items())


def _found(round_id: UUID) -> tuple[dict[str, int], dict[str, int]]:
    rows = _all("""
        select e.in_reference, f.kind, count(distinct f.entry_id) from outreach_finding f
          join outreach_roundentry e on e.id = f.entry_id
         where f.round_id = %s group by 1, 2""", round_id)
    return ({kind: n for ref, kind, n in rows if not ref}, {kind: n for ref, kind, n in rows if ref})


def _attempts(round_id: UUID) -> tuple[tuple[Day, ...], tuple[Reach, ...]]:
    rows = _all("""
        select person_id, (at at time zone 'Europe/Amsterdam')::date, channel, part_of_day, count(*),
               count(*) filter (where reached) from outreach_attempt
         where round_id = %s and undone_at is null group by 1, 2, 3, 4""", round_id)
    days: Counter[tuple[date, UUID]] = Counter()
    reached: Counter[tuple[date, UUID]] = Counter()
    ways: dict[tuple[str, str], list[int]] = {}
    for person, day, channel, part, made, hits in rows:
        days[day, person] += made
        reached[day, person] += hits
        way = ways.setdefault((channel, part), [0, 0])
        way[0] += made
        way[1] += hits
    names = dict(Person.objects.filter(id__in={p for _d, p in days}).values_list("id", "name")) if days else {}
    order = {"morning": 0, "afternoon": 1, "evening": 2}
    return (tuple(Day(d, names.get(p, "–"), n, reached[d, p]) for (d, p), n in sorted(
        days.items(), key=lambda it: (-it[0][0].toordinal(), names.get(it[0][1], "")))),
        tuple(Reach(c, p, *n) for (c, p), n in sorted(ways.items(), key=lambda it: (it[0][0], order.get(it[0][1], 9)))))


def _curve(rows: dict[int, int]) -> tuple[int, ...]:
    """Households reached after at most 1, 2, 3, … attempts."""
    return tuple(figures.cumulative([rows.get(n, 0) for n in range(1, max(rows, default=0) + 1)]))


def _pace(per_day: dict[date, int]) -> float:
    """Households finished a day, over the last five days on which any was."""
    last = sorted(per_day.items(), reverse=True)[:5]
    return sum(n for _d, n in last) / len(last) if last else 0


def _ready_on(round: Round, pace: float, left: int) -> date | None:
    """The calling day on which nobody is left at this pace; None where that is not in sight."""
    if pace <= 0 or left == 0 or left / pace > 400:
        return None
    day, goes = today(), left / pace
    open_ = round.calling_hours or hours.DEFAULT
    while goes > 0:
        day += timedelta(days=1)
        goes -= hours.on(open_, day) is not None
    return day


def _all(sql: str, round_id: UUID) -> list[tuple[Any, ...]]:
    with connection.cursor() as db:
        db.execute(sql, [round_id])
        return list(db.fetchall())
