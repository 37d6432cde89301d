"""What the warm handover puts on Vandaag: who waits on us, then who to ask. Silence of all work: breakthroughs."""

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.access.words import Purpose, Role
from waakvlam.handovers import queries
from waakvlam.handovers.waits import ASKS
from waakvlam.outreach import findings
from waakvlam.resources.words import Topic

PURPOSES, TODAY_CLOCKS, TODAY_READS = (Purpose.HANDOVER,), queries.TODAY_CLOCKS, queries.TODAY_READS
CALLERS, TOLD = (Purpose.CALL_ROUND,), (Role.CALLER, Role.VOLUNTEER)
MOST = 6


@dataclass(frozen=True)
class Row:
    title: str
    url: str
    note: str
    status: str = ""
    due: datetime | None = None
    when: datetime | None = None
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    rows: list[Row] = field(default_factory=list)
    total: int = 0
    url: str = ""
    empty: str = ""


def sections(who: Who) -> list[Section]:
    """At most three queries; nothing for who neither sends nor receives."""
    now = queries.at_hand(who, shown=MOST)
    return [section for section in (_waiting(who, now.ours), _to_ask(now.to_ask)) if section.rows or section.empty]


def _waiting(who: Who, rows: list[queries.Row]) -> Section:
    nothing = "" if who.role == Role.COORDINATOR else _("Niemand wacht nu op jullie.")
    shown = [_row(row) for row in rows[:MOST]]
    # A coordinator mostly decides about what was sent; others take in what came.
    url = reverse("handovers:outbox" if who.role == Role.COORDINATOR else "handovers:inbox")
    return Section("incoming", _("Wacht op jullie"), shown, len(rows), url, nothing)


def _to_ask(asks: list[tuple[str, datetime]]) -> Section:
    url = reverse("handovers:to_ask")
    shown = [Row(name, url, _("Vraag of het geholpen heeft"), when=at, icon="question") for name, at in asks[:3]]
    return Section("waiting", _("Hielp het?"), shown, len(asks), url)


def told(who: Who) -> list[Section]:
    """To whoever rang: how it goes with what they heard. The status, never the content (R11). Two queries."""
    rows = findings.told_by(who)
    lines = queries.status_of(who, [row.pk for row in rows])
    shown = [_told(row, lines.get(row.pk)) for row in rows[:MOST]]
    return [Section("told", _("Wat er gebeurt met wat jij hoorde"), shown, len(rows))] if rows else []


def _told(found: findings.Finding, line: queries.Line | None) -> Row:
    about = str(Topic(found.topic).label) if found.topic in Topic.values else str(found.get_kind_display())
    name = found.resident.name if found.resident else _("Een huishouden")
    if line is None:
        state = {"open": "waiting", "handed_over": "offered"}.get(found.state, found.state)
        return Row(name, "", about, state, when=found.created_at, icon="request")
    note = _("%(about)s · aan %(receiver)s") % {"about": about, "receiver": line.receiver}
    return Row(name, "", note, line.state, when=line.changed_at, icon="handover")


def _row(row: queries.Row) -> Row:
    note = f"{ASKS.get(row.kind, '')} · {row.topic} · {row.other}".removeprefix(" · ")
    tone = "silent" if row.is_silent else ""
    return Row(row.title, reverse("handovers:handover", args=[row.id]), note, row.state, row.due_at, None, tone, "handover")
