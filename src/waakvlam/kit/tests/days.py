"""Days for tests: near now whenever the tests run, so that no fixed day comes and goes."""

from datetime import UTC, datetime, time, timedelta, tzinfo

from waakvlam.kit.time import AMSTERDAM, is_working_day, now, today


def tuesday(hour: int, zone: tzinfo = UTC) -> datetime:
    """That hour of a Tuesday at least two days ahead, in a week in which Tuesday to Friday are working days."""
    day = today() + timedelta(days=2)
    while day.weekday() != 1 or not all(is_working_day(day + timedelta(days=n)) for n in range(4)):
        day += timedelta(days=1)
    return datetime.combine(day, time(hour), zone)


def far_hour() -> int:
    """The hour of the day, in the Netherlands, that is farthest from now: the end of sessions that last a whole run."""
    return (now().astimezone(AMSTERDAM).hour + 12) % 24
