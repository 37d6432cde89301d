"""Numbers, money and moments as a Dutch reader expects them, and in English.

Own tables, not the locale's: the formats are short ("di 24 nov 14:30") and fixed by the design,
and the same text must appear on a page, in a mail and in a PDF.
"""

from datetime import date, datetime, timedelta

from django.utils.translation import get_language, gettext, ngettext

from waakvlam.kit.phones import spoken as phone  # noqa: F401  one of the formats
from waakvlam.kit.time import AMSTERDAM, now, today

DAYS = {
    "nl": ("ma", "di", "wo", "do", "vr", "za", "zo"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
LONG_DAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
LONG_MONTHS = {
    "nl": ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"],
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
}  # fmt: skip


def language() -> str:
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def number(value: int | float | None, decimals: int = 0) -> str:
    """1500 -> "1.500"; 0.5 with one decimal -> "0,5". None -> a dash."""
    if value is None:
        return "–"
    text = f"{value:,.{decimals}f}"
    return text if language() == "en" else text.translate(str.maketrans(",.", ".,"))


def capped(value: int, cap: int = 1000) -> str:
    """A count that was stopped at ``cap`` + 1 rows: 1001 -> "1.000+"."""
    return f"{number(cap)}+" if value > cap else number(value)


def euro(cents: int | None) -> str:
    """1250 cents -> "€ 12,50"; whole thousands keep their cents, so columns line up."""
    if cents is None:
        return "–"
    sign, gap = ("-" if cents < 0 else ""), ("" if language() == "en" else " ")
    return f"€{gap}{sign}{number(abs(cents) / 100, 2)}"


def percent(share: float | None, decimals: int = 0) -> str:
    """0.25 -> "25%"."""
    return "–" if share is None else f"{number(share * 100, decimals)}%"


def local(value: date | datetime) -> date | datetime:
    return value.astimezone(AMSTERDAM) if isinstance(value, datetime) else value


def day(value: date | datetime | None) -> str:
    """ "di 24 nov"; with the year when it is not this year. """
    if value is None:
        return "–"
    at, tongue = local(value), language()
    text = f"{DAYS[tongue][at.weekday()]} {at.day} {MONTHS[tongue][at.month - 1]}"
    return text if at.year == today().year else f"{text} {at.year}"


def moment(value: datetime | None) -> str:
    """ "di 24 nov 14:30" in the Netherlands' time; a date without a time stays a day. """
    if value is None or not isinstance(value, datetime):
        return day(value)
    return f"{day(value)} {local(value):%H:%M}"


def long_day(value: date | datetime | None) -> str:
    """ "dinsdag 24 november 2026": letters, receipts, what a screen reader may say. """
    if value is None:
        return "–"
    at, tongue = local(value), language()
    return f"{LONG_DAYS[tongue][at.weekday()]} {at.day} {LONG_MONTHS[tongue][at.month - 1]} {at.year}"


def span(length: timedelta) -> str:
    """A length in one unit, as people say it: "3 dagen", "2 uur", "5 minuten"."""
    minutes = int(abs(length.total_seconds()) // 60)
    if minutes < 60:
        minutes = max(minutes, 1)
        return ngettext("%(n)d minuut", "%(n)d minuten", minutes) % {"n": minutes}
    if minutes < 48 * 60:
        hours = minutes // 60
        return ngettext("%(n)d uur", "%(n)d uur", hours) % {"n": hours}
    days = minutes // (24 * 60)
    if days < 21:
        return ngettext("%(n)d dag", "%(n)d dagen", days) % {"n": days}
    weeks = days // 7
    return ngettext("%(n)d week", "%(n)d weken", weeks) % {"n": weeks}


def since(value: datetime | None) -> str:
    """How long ago, or how long to go: "3 dagen geleden", "over 2 uur", "net"."""
    if value is None:
        return "–"
    passed = now() - value
    if abs(passed) < timedelta(minutes=1):
        return gettext("net")
    pattern = gettext("%(span)s geleden") if passed > timedelta() else gettext("over %(span)s")
    return pattern % {"span": span(passed)}


def due(value: datetime | None) -> str:
    """What is left of a clock: "nog 2 dagen", "3 dagen te laat"."""
    if value is None:
        return "–"
    left = value - now()
    pattern = gettext("nog %(span)s") if left > timedelta() else gettext("%(span)s te laat")
    return pattern % {"span": span(left)}
