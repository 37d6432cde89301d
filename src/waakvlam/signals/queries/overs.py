"""Taking over: what others took from the pool, what is asked of us, and what we asked."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.access.models import Organisation
from waakvlam.access.policies import require
from waakvlam.access.words import Role
from waakvlam.kit.errors import Absent
from waakvlam.kit.time import now

from ..models import Kind, Signal, State, TakeOver, Urgency
from ..models.signal import BRINGERS
from ..models.states import OverWhy
from ..policies import SignalPermission
from ..topics import topic_label
from . import reading

MOST = 40


@dataclass(frozen=True)
class Facts:
    """A signal as the pool showed it: nobody in it, and not who has it."""

    signal_id: UUID
    number: str
    kind: str
    topic: str
    area: str
    urgency: str
    at: datetime

    @property
    def title(self) -> str:
        return f"{Kind(self.kind).label} · {topic_label(self.topic)}"

    @property
    def urgency_label(self) -> str:
        return str(Urgency(self.urgency).label)


@dataclass(frozen=True)
class Question:
    """What somebody asks of us. `ours`: the signal lies with us, and they ask to take it."""

    id: UUID
    asker: UUID
    asker_name: str
    facts: Facts
    why: str
    ours: bool

    @property
    def why_label(self) -> str:
        return str(OverWhy(self.why).label)


def facts_of(signal: Signal) -> Facts:
    return Facts(signal.pk, signal.number, signal.kind, signal.topic, signal.neighbourhood_code, signal.urgency, signal.came_at)


def claimed(who: Who) -> list[Facts]:
    """What another took from the pool in the last 30 days and has open, newest first. One query."""
    require(who, SignalPermission.CLAIM)
    if not _weighs(who):
        return []
    with connection.cursor() as db:
        db.execute("select signal_id, number, kind, topic, area, urgency, taken_at from signals_claimed(%s)", [now()])
        return [Facts(*row) for row in db.fetchall()]


def askable(who: Who, signal_id: UUID) -> Facts:
    """What we gave and another holds, or what another took from the pool. Raises Absent. Two queries at most."""
    given = reading.worked_on(who).filter(pk=signal_id, giver_id=who.organisation_id, state__in=(State.NEW, State.TAKEN, State.ACTING))
    found = given.exclude(holder_id=who.organisation_id).first()
    if found is not None:
        return facts_of(found)
    facts = next((one for one in claimed(who) if one.signal_id == signal_id), None)
    if facts is None:
        raise Absent("over", _("Dit signaal ligt niet (meer) bij een ander."))
    return facts


def to_us(who: Who) -> list[Question]:
    """What is asked of us and waits for an answer, newest first. Two queries."""
    require(who, SignalPermission.CLAIM)
    if not _weighs(who):
        return []
    with connection.cursor() as db:
        db.execute("select id, asker, why, ours, signal_id, number, kind, topic, area, urgency, at from signals_over_asked()")
        rows = db.fetchall()
    names = dict(Organisation.objects.filter(network_id=who.network_id, id__in={row[1] for row in rows}).values_list("id", "name")) if rows else {}
    return [Question(id_, asker, names.get(asker, ""), Facts(*facts), why, ours) for id_, asker, why, ours, *facts in rows]


def by_us(who: Who) -> list[TakeOver]:
    """What we asked, newest first. One query."""
    require(who, SignalPermission.SEE)
    rows = TakeOver.objects.filter(organisation_id=who.organisation_id).select_related("to")
    return [] if who.is_guest or who.role in BRINGERS else list(rows.order_by("-at", "-id")[:MOST])


def _weighs(who: Who) -> bool:
    return not who.is_guest and who.role not in BRINGERS and who.role != Role.STEWARD
