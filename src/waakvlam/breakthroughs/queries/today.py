"""What silence puts on Vandaag: the same rows as its own screen."""

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access import waiting
from waakvlam.access.identity import Who
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.time import now

from ..models import Breakthrough
from ..models.states import CLOCK
from ..policies import DECIDERS
from .called import asked_now, asked_of
from .silence import Line, first_silent, gone_silent

TODAY_PURPOSE = Purpose.BREAKTHROUGH
TODAY_CLOCKS = (waiting.EVERY, (CLOCK,))
MOST = 6
TODAY_READS = {TODAY_PURPOSE: (first_silent, asked_now)}


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
    """What is asked of one's organisation to decide; silence for who waits (a coordinator) and for the mandate. Five queries at most, and what its module says of each."""
    found = [_silent(who)] if who.role in (Role.COORDINATOR, Role.STEWARD) else []
    asked = asked_of(who) if who.role in DECIDERS else []
    return [*found, _asked(asked)] if asked else found


def _asked(rows: list[Breakthrough]) -> Section:
    shown = [Row(b.question, reverse("breakthroughs:one", args=[b.pk]), _("Gevraagd door %(who)s") % {"who": b.organisation.name}, "goal",
                 b.due_at, "waiting", "silent" if b.due_at < now() else "") for b in rows[:MOST]]
    return Section("decisions", _("Neem een besluit"), shown, len(rows), reverse("breakthroughs:calls"))


def _silent(who: Who) -> Section:
    lines, total = gone_silent(who, limit=MOST, described=1)
    return Section("silent", _("Stil gevallen"), [_row(line) for line in lines], total, reverse("breakthroughs:silence"),
                   _("Niets is stil gevallen. Iedereen die wacht, heeft iemand aan zet."))


def _row(line: Line) -> Row:
    about = f"{line.said.note} · " if line.said.note else ""
    return Row(line.said.title, line.said.url or reverse("breakthroughs:silence"),
               about + _("%(who)s is aan zet") % {"who": line.on}, line.icon, line.due_at)
