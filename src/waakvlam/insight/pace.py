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


def shown(figures: Figures, made_at: datetime | None) -> list[tuple[str, int]]:
    """(period in words, households) of the quarters that may be shown, oldest first."""
    if made_at is None:
        return []
    return [(_period(made_at, back), count)
            for back, count in zip((3, 2, 1, 0), figures.pace, strict=True) if count is not None]


def _period(made_at: datetime, back: int) -> str:
    end = (made_at - back * QUARTER).astimezone(AMSTERDAM)
    return _("%(start)s t/m %(end)s") % {
        "start": date_format(end - QUARTER + timedelta(days=1), "j M Y"), "end": date_format(end, "j M Y")}
