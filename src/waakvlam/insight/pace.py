"""How it goes over the year: quarters of 91 days that end with the count."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from waakvlam.kit.time import AMSTERDAM

from .figures import Figures

QUARTER = timedelta(days=365) / 4


@dataclass(frozen=True)
class Change:
    """Households spoken to in the newest quarter beside the one before it."""

    size: int
    is_more: bool


def change(whole: Figures) -> Change:
    """Size 0 where one of both is hidden."""
    before, newest = whole.pace[-2:]
    if before is None or newest is None:
        return Change(0, False)
    return Change(abs(newest - before), newest > before)


@dataclass(frozen=True)
class Quarter:
    """`count` is None where it is hidden; `share` of the largest one, 0–100."""

    period: str
    count: int | None
    share: int


def quarters(figures: Figures, made_at: datetime | None) -> list[Quarter]:
    """The year in four, oldest first; none where nothing was counted."""
    if made_at is None:
        return []
    most = max((count for count in figures.pace if count), default=1)
    return [Quarter(_period(made_at, back), count, round(100 * (count or 0) / most))
            for back, count in zip((3, 2, 1, 0), figures.pace, strict=True)]


def _period(made_at: datetime, back: int) -> str:
    end = (made_at - back * QUARTER).astimezone(AMSTERDAM)
    return _("%(start)s t/m %(end)s") % {
        "start": date_format(end - QUARTER + timedelta(days=1), "j b"), "end": date_format(end, "j b")}
