"""What signals put on Vandaag: what waits on us, most urgent first. One query of its own where something waits, none where nothing does."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access import waiting as access_waiting
from waakvlam.access.identity import Who
from waakvlam.access.words import Purpose
from waakvlam.kit.time import now

from .. import waiting
from ..models.content import NEVER
from ..topics import topic_label
from . import reading

ASKED = (*(kind for kind in waiting.MAIN if kind != waiting.REST), waiting.WORDS)
TODAY_PURPOSE, TODAY_CLOCKS = Purpose.SIGNAL, (ASKED,)
MOST = 5


@dataclass(frozen=True)
class Row:
    title: str
    url: str
    note: str
    due: datetime
    tone: str
    icon: str = "signal"


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    rows: list[Row] = field(default_factory=list)
    total: int = 0
    url: str = ""


def today(who: Who) -> list[Any]:
    """Nobody is named here: a signal is opened to be read."""
    if who.role in NEVER:
        return []
    clocks = access_waiting.on_us(who, ASKED)
    if not clocks:
        return []
    found = reading.worked_on(who).in_bulk([c.subject_id for c in clocks[:MOST]])
    rows = [Row(f"{s.get_kind_display()} · {topic_label(s.topic)}", reverse("signals:signal", args=[s.pk]),
                f"{s.number} · {s.get_urgency_display()}", c.due_at, "silent" if c.due_at < now() else "")
            for c in clocks[:MOST] if (s := found.get(c.subject_id))]
    return [Section("signals", _("Signalen die op jullie wachten"), rows, len(clocks), reverse("signals:held"))]
