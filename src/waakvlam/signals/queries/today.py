"""What signals put on Vandaag: what waits on us, most urgent first. Two queries; none where nothing waits but one."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.words import Purpose

from .. import waiting
from ..models.content import NEVER
from . import reading
from .lists import topic_label

TODAY_PURPOSE = Purpose.SIGNAL
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
    asked = [kind for kind in waiting.MAIN if kind != waiting.REST]
    clocks = list(Clock.objects.filter(on_id=who.organisation_id, stopped_at__isnull=True, kind__in=asked)
                  .order_by("due_at", "id")[:MOST + 45])
    if not clocks:
        return []
    found = reading.worked_on(who).in_bulk([c.subject_id for c in clocks[:MOST]])
    rows = [Row(f"{s.get_kind_display()} · {topic_label(s.topic)}", reverse("signals:signal", args=[s.pk]),
                f"{s.number} · {s.get_urgency_display()}", c.due_at, "silent" if c.due_at < waiting.now() else "")
            for c in clocks[:MOST] if (s := found.get(c.subject_id))]
    return [Section("signals", _("Signalen die op jullie wachten"), rows, len(clocks), reverse("signals:held"))]
