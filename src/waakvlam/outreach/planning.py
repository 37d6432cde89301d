"""Dividing doors over days and teams: near each other, balanced, and two people where that is needed.

Pure rules: who waits comes from `queries.to_visit`, what comes out is written by `commands.sheets`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

# A day of ringing: what somebody can do in daylight without hurry.
MOST_DOORS, MOST_TEAMS, MOST_DAYS = 200, 20, 20


@dataclass(frozen=True)
class Team:
    """Who goes together, and how many doors they can do in a day."""

    people: tuple[Any, ...]
    capacity: int

    @property
    def is_pair(self) -> bool:
        return len(set(self.people)) >= 2


@dataclass(frozen=True)
class Waiting:
    """A door that may be visited from `first` on; `promised` is the day on which somebody said to come."""

    key: Any
    first: date
    promised: date | None = None
    needs_two: bool = False
    taken: frozenset[date] = frozenset()  # days on which this home is disturbed already


@dataclass
class Division:
    """(day, place of the team) → doors in walking order; `left` are those that found no place."""

    sheets: dict[tuple[date, int], list[Any]] = field(default_factory=dict)
    left: list[Any] = field(default_factory=list)


def divide(doors: Sequence[Waiting], walk: Sequence[Any], days: Collection[date], teams: Sequence[Team]) -> Division:
    """Each door on at most one sheet. `walk` is the order of all keys.

    Day by day: promises of that day first, then along the walk. Doors for two go to teams of two,
    the rest is shared out in stretches of the walk, so that every team stays near.
    """
    place = {key: n for n, key in enumerate(walk)}
    open_ = {door.key: door for door in sorted(doors, key=lambda d: place[d.key])}
    found = Division()
    for day in sorted(days):
        todays = [d for d in open_.values() if day not in d.taken
                  and (d.promised == day if d.promised and d.promised >= day else d.first <= day)]
        todays.sort(key=lambda d: (d.promised != day, place[d.key]))
        for number, keys in _of_a_day(todays, teams, place).items():
            found.sheets[day, number] = keys
            for key in keys:
                del open_[key]
    found.left = list(open_)
    return found


def _of_a_day(doors: list[Waiting], teams: Sequence[Team], place: Mapping[Any, int]) -> dict[int, list[Any]]:
    pairs = [n for n, team in enumerate(teams) if team.is_pair]
    two = [d for d in doors if d.needs_two][: sum(teams[n].capacity for n in pairs)]
    one = [d for d in doors if not d.needs_two][: sum(t.capacity for t in teams) - len(two)]
    quota = _shares(len(two) + len(one), {n: t.capacity for n, t in enumerate(teams)})
    for_two = _shares(len(two), {n: teams[n].capacity for n in pairs})
    left = _level(quota, for_two, teams)
    made = _stretches(two, for_two, place)
    for number, keys in _stretches(one, left, place).items():
        made[number] = made.get(number, []) + keys
    return {n: sorted(keys, key=lambda k: place[k]) for n, keys in made.items() if keys}


def _shares(total: int, most: Mapping[int, int]) -> dict[int, int]:
    """As equal as the capacities allow; they are enough together."""
    shares, left = dict.fromkeys(most, 0), total
    while left:
        n = min((n for n in shares if shares[n] < most[n]), key=lambda n: (shares[n], n))
        shares[n] += 1
        left -= 1
    return shares


def _level(quota: dict[int, int], taken: Mapping[int, int], teams: Sequence[Team]) -> dict[int, int]:
    """What each team still gets, where doors for two filled some teams above their equal share."""
    over = {n: max(0, taken.get(n, 0) - quota[n]) for n in quota}
    left = {n: quota[n] + over[n] - taken.get(n, 0) for n in quota}
    room = {n: teams[n].capacity - taken.get(n, 0) for n in quota}
    return _shares(sum(left.values()) - sum(over.values()), room) if any(over.values()) else left


def _stretches(doors: list[Waiting], shares: Mapping[int, int], place: Mapping[Any, int]) -> dict[int, list[Any]]:
    """Cut the walk along these doors into one piece per team."""
    keys, made, start = sorted((d.key for d in doors), key=lambda k: place[k]), {}, 0
    for number in sorted(shares):
        made[number] = keys[start:start + shares[number]]
        start += shares[number]
    return made
