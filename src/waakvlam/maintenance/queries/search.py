"""For Vandaag: an invitation that waits for an answer, and points of the agenda that are ours to do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.words import Purpose
from waakvlam.kit.time import now

from ..commands.agenda import ITEM_CLOCK
from ..commands.team import INVITATION
from ..models import Item, Partner

TODAY_PURPOSE = Purpose.MAINTENANCE


@dataclass(frozen=True)
class TodayRow:
    title: str
    url: str
    note: str
    icon: str = "house"
    status: str = ""
    when: datetime | None = None
    tone: str = ""


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    rows: list[TodayRow]
    total: int
    url: str = ""


def today(who: Who) -> list[Section]:
    """One query where nothing waits, at most three."""
    waiting = {c.subject_id: c for c in Clock.objects.filter(
        on_id=who.organisation_id, stopped_at=None, kind__in=(INVITATION, ITEM_CLOCK)).order_by("due_at")[:20]}
    if not waiting:
        return []
    found: list[Any] = [*Partner.objects.filter(pk__in=list(waiting)).select_related("project"),
                        *Item.objects.filter(pk__in=list(waiting)).select_related("project")]
    rows = [_row(one, waiting[one.pk]) for one in sorted(found, key=lambda one: waiting[one.pk].due_at)]
    return [Section("maintenance", _("Groot onderhoud"), rows, len(rows), reverse("maintenance:projects"))] if rows else []


def _row(one: Any, clock: Clock) -> TodayRow:
    late = clock.due_at < now()
    asked = isinstance(one, Partner)
    return TodayRow(
        one.project.name, reverse("maintenance:project" if asked else "maintenance:agenda", args=[one.project_id]),
        _("Jullie zijn gevraagd voor het kernteam") if asked else _("Een punt van de agenda is aan jullie"),
        status="silent" if late else "waiting", when=clock.due_at, tone="silent" if late else "")
