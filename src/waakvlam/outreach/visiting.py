"""Small rules of a visit: the number at a door, another part of the day, and a clock that is wrong."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from waakvlam.kit.time import AMSTERDAM, day_of
from waakvlam.people.models import Dwelling

from . import hours
from .calling.finishing import part_of_day
from .models import Attempt, Round

# The clock of a telephone may be this far off before we keep both times.
SLACK = timedelta(minutes=5)
TIMES = {Attempt.PartOfDay.MORNING: time(10), Attempt.PartOfDay.AFTERNOON: time(14, 30),
         Attempt.PartOfDay.EVENING: time(18, 30)}
AHEAD = 14  # days


def number(home: Dwelling) -> str:
    """“12a-2”."""
    return f"{home.house_number or ''}{home.house_letter}{'-' + home.addition if home.addition else ''}"


def place(home: Dwelling) -> str:
    """“Flat Duinroos, portiek 2, verdieping 3”."""
    floor = "" if home.floor is None else _("begane grond") if home.floor == 0 else _("verdieping %(n)d") % {"n": home.floor}
    return ", ".join(part for part in (home.block, home.entrance, floor) if part)


def suggest(round: Round, tried: Collection[str], after: datetime) -> datetime:
    """A moment for the next visit, from the next day on, inside the hours of the round: in a part of
    the day in which nobody rang before, where there is one."""
    first = day_of(after) + timedelta(days=1)
    moments = [datetime.combine(first + timedelta(days=n), at, AMSTERDAM)
               for n in range(AHEAD) for at in TIMES.values()]
    open_ = [m for m in moments if hours.is_open(round.calling_hours, m) and day_of(m) <= round.ends_on]
    fresh = [m for m in open_ if part_of_day(m) not in tried]
    return (fresh or open_ or [hours.next_open(round.calling_hours, after + timedelta(days=1))])[0]


def counted_at(told: datetime, received: datetime, day: date) -> datetime:
    """The moment that counts: as told where that can be, else the same hour on the sheet's day, and
    never later than when we heard of it."""
    local = told.astimezone(AMSTERDAM)
    on_the_day = told if local.date() == day else datetime.combine(day, local.time(), AMSTERDAM)
    return min(on_the_day, received)
