"""Now, Dutch working days, and a clock that tests and the demo may shift.

All moments are aware UTC; only screens turn them into Amsterdam time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
END_OF_WORKING_DAY = time(17, 0)

_shifted: ContextVar[datetime | None] = ContextVar("waakvlam_now", default=None)


def now() -> datetime:
    """The present moment (aware UTC), or the one set by `at`."""
    return _shifted.get() or datetime.now(UTC)


def today() -> date:
    """Today's date in the Netherlands."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The day it was then in the Netherlands. `moment.date()` is the day in UTC: until two at night, yesterday.

    Raises ValueError where the moment has no zone.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no zone, so no day can be told: give an aware moment.")
    return moment.astimezone(AMSTERDAM).date()


def start_of(day: date) -> datetime:
    """The first moment of a day in the Netherlands."""
    return datetime.combine(day, time(0), AMSTERDAM)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let `now()` be `moment` inside the block: for the demo's past and for tests."""
    token = _shifted.set(moment)
    try:
        yield
    finally:
        _shifted.reset(token)


@lru_cache(maxsize=64)
def _free_days(year: int) -> frozenset[date]:
    """Days on which Dutch offices are closed. Liberation Day only each fifth year."""
    found = holidays.country_holidays("NL", years=year)
    return frozenset(found.keys())


def free_days(year: int) -> frozenset[date]:
    """Days of a year on which Dutch offices are closed, for counting elsewhere (the database)."""
    return _free_days(year)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _free_days(day.year)


def add_working_days(start: date, days: int) -> date:
    """The date `days` working days after `start`; `start` itself never counts."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if is_working_day(day):
            days -= 1
    return day


def working_days_from(moment: datetime, days: int) -> datetime:
    """The end (17:00 in Amsterdam) of the working day `days` working days after `moment`."""
    day = add_working_days(day_of(moment), days)
    return datetime.combine(day, END_OF_WORKING_DAY, AMSTERDAM).astimezone(UTC)


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start` up to and including `end`; 0 if none."""
    return sum(
        is_working_day(start + timedelta(days=n)) for n in range(1, max(0, (end - start).days) + 1)
    )
