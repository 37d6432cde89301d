"""Who has room: what is asked of us, and what was answered about a signal of ours."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from waakvlam.access.identity import Who
from waakvlam.access.models import Organisation
from waakvlam.access.policies import require
from waakvlam.access.words import Role

from ..models import RoomAsk
from ..models.signal import BRINGERS
from ..models.states import RoomKind
from ..policies import SignalPermission
from ..topics import topic_label


@dataclass(frozen=True)
class RoomQuestion:
    """What another asks: no signal, no number, nobody."""

    id: UUID
    asker: UUID
    asker_name: str
    topic: str
    area: str
    kind: str
    within: int
    at: datetime

    @property
    def topic_label(self) -> str:
        return topic_label(self.topic)

    @property
    def kind_label(self) -> str:
        return str(RoomKind(self.kind).label)


def to_us(who: Who) -> list[RoomQuestion]:
    """What waits for our answer, newest first. Two queries."""
    require(who, SignalPermission.CLAIM)
    if who.is_guest or who.role in BRINGERS or who.role == Role.STEWARD:
        return []
    with connection.cursor() as db:
        db.execute("select id, asker, topic, area, kind, within, at from signals_room_asked()")
        rows = db.fetchall()
    names = dict(Organisation.objects.filter(network_id=who.network_id, id__in={row[1] for row in rows}).values_list("id", "name")) if rows else {}
    return [RoomQuestion(id_, asker, names.get(asker, ""), *asked) for id_, asker, *asked in rows]


def of_signal(who: Who, signal_id: UUID) -> list[RoomAsk]:
    """What we asked about this signal, with the answers: room first. One query."""
    require(who, SignalPermission.SEE)
    if who.is_guest or who.role in BRINGERS:
        return []
    rows = RoomAsk.objects.filter(organisation_id=who.organisation_id, signal_id=signal_id).select_related("to")
    order = {"place": 0, "later": 1, "open": 2}
    return sorted(rows, key=lambda row: (order.get(row.state, 3), row.days or 0, row.to.name))
