"""For Vandaag: an invitation that waits for an answer, and points of the agenda that are ours to do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access import reads, waiting
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.words import Purpose
from waakvlam.kit.time import now

from ..commands.agenda import ITEM_CLOCK
from ..commands.team import INVITATION
from ..models import Partner
from . import within

TODAY_PURPOSE = Purpose.MAINTENANCE
KINDS = (INVITATION, ITEM_CLOCK)
TODAY_CLOCKS = (KINDS,)
MOST = 20


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
    """One query beside the clocks; none where nothing waits."""
    clocks = sorted(waiting.on_us(who, KINDS, MOST), key=lambda clock: clock.due_at)
    if not clocks:
        return []
    of = {key: (id_, name) for key, id_, name in reads.rows(who, _projects)}
    rows = [_row(clock, *of[clock.subject_id]) for clock in clocks if clock.subject_id in of]
    return [Section("maintenance", _("Groot onderhoud"), rows, len(rows), reverse("maintenance:projects"))] if rows else []


def _projects(who: Who) -> QuerySet[Any, Any] | None:
    """(what waits, its project, the name of that)."""
    ids = [c.subject_id for c in waiting.on_us(who, KINDS, MOST)]
    asked, ours = (rows.filter(pk__in=ids).values_list("pk", "project_id", "project__name")
                   for rows in (within.rows(who, Partner), within.items(who)))
    return asked.union(ours, all=True) if ids else None


TODAY_READS = {TODAY_PURPOSE: (_projects,)}


def _row(clock: Clock, project_id: UUID, project: str) -> TodayRow:
    late, asked = clock.due_at < now(), clock.kind == INVITATION
    return TodayRow(
        project, reverse("maintenance:project" if asked else "maintenance:agenda", args=[project_id]),
        _("Jullie zijn gevraagd voor het kernteam") if asked else _("Een punt van de agenda is aan jullie"),
        status="silent" if late else "waiting", when=clock.due_at, tone="silent" if late else "")
