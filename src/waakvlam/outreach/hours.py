"""Calling hours of a round: {"1": ["09:00", "17:00"], …} by ISO weekday, "0" for public holidays; Dutch time.

Until 23:59 is until midnight: a form has no later time.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import AMSTERDAM, day_of, is_working_day, start_of

DEFAULT: dict[str, list[str]] = {str(day): ["09:30", "17:00"] for day in range(1, 6)}
HOLIDAY = "0"
DAYS = ("1", "2", "3", "4", "5", "6", "7", HOLIDAY)
MIDNIGHT = time(23, 59)


def on(hours: dict[str, Any], day: date) -> Sequence[str] | None:
    """From when until when on that day, None where the round leaves it alone.

    Saturdays, Sundays and public holidays count only where the round names them.
    """
    is_holiday = day.isoweekday() < 6 and not is_working_day(day)
    return hours.get(HOLIDAY if is_holiday else str(day.isoweekday())) or None


def window(hours: dict[str, Any], moment: datetime) -> tuple[datetime, datetime] | None:
    """Opening and closing on the Dutch day of `moment`; None on a day that is left alone."""
    day = day_of(moment)
    if (found := on(hours, day)) is None:
        return None
    opens, closes = (time.fromisoformat(t) for t in found)
    end = start_of(day + timedelta(days=1)) if closes == MIDNIGHT else datetime.combine(day, closes, AMSTERDAM)
    return datetime.combine(day, opens, AMSTERDAM), end


def is_open(hours: dict[str, Any], moment: datetime) -> bool:
    found = window(hours, moment)
    return found is not None and found[0] <= moment < found[1]


def next_open(hours: dict[str, Any], moment: datetime) -> datetime:
    """`moment` itself inside calling hours, else the next opening; `moment` where none exist."""
    for days in range(15):
        found = window(hours, moment + timedelta(days=days))
        if found is None or (days == 0 and moment >= found[1]):
            continue
        return max(moment, found[0]) if days == 0 else found[0]
    return moment


def parse(raw: Any) -> dict[str, list[str]]:
    """Raises Invalid where a day closes before it opens or nothing is open."""
    try:
        found = {str(d): [time.fromisoformat(t).strftime("%H:%M") for t in (raw[d][0], raw[d][1])]
                 for d in raw}
    except (TypeError, ValueError, KeyError, IndexError):
        found = {}
    good = found and all(d in DAYS and o < c for d, (o, c) in found.items())
    if not good:
        raise Invalid("hours", _("De beltijden kloppen niet. Kies een begin en een later einde."),
                      came_in=str(raw)[:80], expected="09:30–17:00", field="calling_hours")
    return found
