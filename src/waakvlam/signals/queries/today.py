"""What signals put on Vandaag: what waits on us, most urgent first. One query of its own where something waits, none where nothing does."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access import covenant, reads
from waakvlam.access import waiting as access_waiting
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.words import Category, Purpose
from waakvlam.kit.time import now

from .. import waiting
from ..models import Signal
from ..models.content import NEVER
from ..topics import topic_label
from . import reading
from .guided import told_of_nuisance

ASKED = (*(kind for kind in waiting.MAIN if kind != waiting.REST), waiting.WORDS)
ASKED_TOGETHER = (waiting.TOGETHER,)
HEARD = (waiting.NUISANCE,)
TODAY_PURPOSE, TODAY_CLOCKS = Purpose.SIGNAL, (ASKED, ASKED_TOGETHER, HEARD)
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
    asked, beside = _clocks(who)
    told = access_waiting.on_us(who, HEARD) if told_of_nuisance(who) else []
    if not asked and not beside and not told:
        return []
    found = {signal.pk: signal for signal in reads.rows(who, _shown)}
    made = [Section("signals", _("Signalen die op jullie wachten"), _rows(asked, found), len(asked), reverse("signals:held")),
            Section("together", _("Samen kijken met een ander?"), _rows(beside, found, "#samen"), len(beside)),
            Section("nuisances", _("Overlast over een woning"), _heard(told), len(told), reverse("signals:nuisances"))]
    return [section for section in made if section.total]


def _clocks(who: Who) -> tuple[list[Clock], list[Clock]]:
    """That somebody else has a signal too is for the roles that the covenant names."""
    beside = access_waiting.on_us(who, ASKED_TOGETHER) if covenant.find(who, Category.TOGETHER) else []
    return access_waiting.on_us(who, ASKED), beside


def _shown(who: Who) -> QuerySet[Signal] | None:
    asked, beside = ([], []) if who.role in NEVER else _clocks(who)
    ids = [c.subject_id for c in (*asked[:MOST], *beside[:MOST])]
    return reading.worked_on(who).filter(pk__in=ids) if ids else None


TODAY_READS = {TODAY_PURPOSE: (_shown,)}


def _heard(clocks: list[Clock]) -> list[Row]:
    """Which home stands on the page."""
    return [Row(_("Er is overlast gemeld"), reverse("signals:nuisances") + f"#{c.subject_id}", "", c.due_at, "silent" if c.due_at < now() else "")
            for c in clocks[:MOST]]


def _rows(clocks: list[Clock], found: dict[UUID, Signal], part: str = "") -> list[Row]:
    return [Row(f"{s.get_kind_display()} · {topic_label(s.topic)}", reverse("signals:signal", args=[s.pk]) + part,
                f"{s.number} · {s.get_urgency_display()}", c.due_at, "silent" if c.due_at < now() else "")
            for c in clocks[:MOST] if (s := found.get(c.subject_id))]
