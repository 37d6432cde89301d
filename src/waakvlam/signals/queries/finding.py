"""Finding signals by words, names, addresses and numbers: only where reach opens the words to who asks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.pagination import Page, decode, encode
from waakvlam.kit.time import AMSTERDAM
from waakvlam.resources.words import Topic

from ..models import Kind, Report, SignalContent, State, Urgency
from ..models.content import NEVER
from ..policies import SignalPermission
from ..topics import topic_label
from . import reading
from .lists import SIZE, Chosen, Row, if_known, rows

LONGEST = 200
SEARCHED = "signal.search"
_FOUND = "select signal_id, at from signals_found(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"


@dataclass(frozen=True)
class Sought:
    """What somebody looks for, as it stands in the address. Days are of the moment that the words were written down."""

    words: str = ""
    chosen: Chosen = field(default_factory=Chosen)
    since: date | None = None
    until: date | None = None
    oldest_first: bool = False


@dataclass(frozen=True)
class Brought:
    """What we brought in and others hold: our own words, and how far it is (R11)."""

    report: Report
    words: str
    address: str

    @property
    def topic(self) -> str:
        return topic_label(self.report.topic)


@dataclass(frozen=True)
class Found:
    """A page of hits, in order. `is_near`: nothing had just these words, this differs by one slip."""

    page: Page[Row | Brought]
    is_near: bool = False


def found(who: Who, sought: Sought, *, after: str = "", size: int = SIZE) -> Found:
    """What has all the words, newest first. Nine queries at most; who is shown is logged (R28), who is not is not.

    Nothing is counted, and what others hold takes no time (sql/gate_words.sql). Who told it is never found by name (R22).
    """
    require(who, SignalPermission.FIND)
    if who.role in NEVER or who.is_guest:
        return Found(Page([]))
    keys = _keys(who, sought, False, after, size)
    is_near = not keys and not after
    if is_near:
        keys = _keys(who, sought, True, after, size)
    shown = keys[:size]
    more = encode([shown[-1][1], shown[-1][0]]) if len(keys) > size else ""
    return Found(Page(_hits(who, shown), more, not after), is_near and bool(keys))


def _keys(who: Who, sought: Sought, near: bool, after: str, size: int) -> list[tuple[UUID, datetime]]:
    chosen = sought.chosen
    edge = decode(after, 2) if after else [None, None]
    with connection.cursor() as db:
        db.execute(_FOUND, [
            sought.words[:LONGEST], near, not sought.oldest_first, if_known(chosen.state, State.values), if_known(chosen.topic, Topic.values),
            chosen.area, if_known(chosen.kind, Kind.values), if_known(chosen.urgency, Urgency.values), who.person_id if chosen.mine else None,
            _midnight(sought.since), _midnight(sought.until and sought.until + timedelta(days=1)), *edge, size + 1])
        return [(signal_id, at) for signal_id, at in db.fetchall()]


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), AMSTERDAM) if day else None


def _hits(who: Who, keys: Sequence[tuple[UUID, datetime]]) -> list[Row | Brought]:
    """Each as far as who asks may read it: as work, or as what we brought in."""
    ours: dict[UUID, Any] = {row.signal.pk: row for row in rows(who, keys, activity=SEARCHED)}
    elsewhere = [id_ for id_, _at in keys if id_ not in ours]
    if elsewhere:
        told: dict[UUID, SignalContent] = {c.signal_id: c for c in reading.words(who).filter(signal_id__in=elsewhere).order_by("version")}
        audit.touched(who, SEARCHED, (c.resident_id or c.household_id or c.pk for c in told.values()))
        ours |= {r.signal_id: Brought(r, told[r.signal_id].observation, told[r.signal_id].address)
                 for r in reading.reports(who).filter(signal_id__in=elsewhere) if r.signal_id in told}
    return [ours[id_] for id_, _at in keys if id_ in ours]
