"""What silence puts on Vandaag: the same rows as its own screen."""

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access import waiting
from waakvlam.access.identity import Who
from waakvlam.access.words import Purpose, Role

from .silence import Line, gone_silent

TODAY_PURPOSE = Purpose.BREAKTHROUGH
TODAY_CLOCKS = (waiting.EVERY,)
MOST = 6


@dataclass(frozen=True)
class Row:
    title: str
    url: str
    note: str
    icon: str
    due: datetime | None = None
    status: str = "silent"
    tone: str = "silent"


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    rows: list[Row] = field(default_factory=list)
    total: int = 0
    url: str = ""
    empty: str = ""


def today(who: Who) -> list[Section]:
    """For who waits (a coordinator) and for the mandate. None where nothing is silent, six at most."""
    return [_silent(who)] if who.role in (Role.COORDINATOR, Role.STEWARD) else []


def _silent(who: Who) -> Section:
    lines, total = gone_silent(who, limit=MOST) if waiting.unanswered(who, waiting.EVERY, 1) else ([], 0)
    return Section("silent", _("Stil gevallen"), [_row(line) for line in lines], total, reverse("breakthroughs:silence"),
                   _("Niets is stil gevallen. Iedereen die wacht, heeft iemand aan zet."))


def _row(line: Line) -> Row:
    about = f"{line.said.note} · " if line.said.note else ""
    return Row(line.said.title, line.said.url or reverse("breakthroughs:silence"),
               about + _("%(who)s is aan zet") % {"who": line.on}, line.icon, line.due_at)
