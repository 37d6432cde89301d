"""Lists: what came in, what went out, what waits on whom. Each starts from reach or from clocks."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from waakvlam.access import audit, clocks, reach, reads, waiting
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock, Organisation, Reach
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.pagination import Page, keyset
from waakvlam.kit.time import now
from waakvlam.resources.words import Topic

from ..commands.offering import REACH_IN, REACH_MANDATE, REACH_OUT
from ..models import Handover, HelpedAnswer, Origin, State
from ..parts import Part
from ..waiting import DECISION, KINDS, ON_RECEIVER
from . import reading

SIZE = 40
ORDER = ("-sort_at", "-subject_id")
STEERED = (*ON_RECEIVER, DECISION)
TODAY_CLOCKS = (STEERED,)


@dataclass(frozen=True)
class Row:
    """One line of a list. `title` is the resident's name where we may read it, else the number."""

    id: UUID
    number: str
    title: str
    named: bool
    topic: str
    state: str
    urgency: str
    other: str
    mine: bool
    owner: str
    changed_at: datetime
    due_at: datetime | None = None
    kind: str = ""
    step: int = 0
    on_us: bool = False

    @property
    def is_silent(self) -> bool:
        return self.due_at is not None and self.due_at < now()


@dataclass(frozen=True)
class AtHand:
    """What Vandaag shows of handovers: what waits on us, and whom to ask whether it helped with since when.
    All of it, of which the first are named."""

    ours: list[Row]
    to_ask: list[tuple[str, datetime]]


@dataclass(frozen=True)
class Line:
    """The status of what came of a finding, for the callers of a round: never the content (R11)."""

    handover_id: UUID
    number: str
    state: str
    receiver: str
    changed_at: datetime


def inbox(who: Who, *, state: str = "", topic: str = "", after: str = "", size: int = SIZE) -> Page[Row]:
    """What was sent to us (to the mandate: what reached it), newest change first. Five queries."""
    kind = REACH_MANDATE if who.role == Role.STEWARD else REACH_IN
    return _page(who, kind, state, topic, after, size)


def outbox(who: Who, *, state: str = "", topic: str = "", after: str = "", size: int = SIZE) -> Page[Row]:
    """What we sent, newest change first. Five queries."""
    return _page(who, REACH_OUT, state, topic, after, size)


def _page(who: Who, kind: str, state: str, topic: str, after: str, size: int) -> Page[Row]:
    start = reach.listed(who, kind, "status", status=state if state in State.values else "",
                         topic=topic if topic in Topic.values else "")
    found: Page[Reach] = keyset(start, *ORDER, after=after, size=size)
    rows = _rows(who, [(r.subject_id, r.sort_at) for r in found])
    return Page(rows, found.after, found.is_first)


def silent_rows(who: Who, *, limit: int = 200) -> list[Row]:
    """Handovers past due that we wait for, must act on, or hold the mandate over; oldest first."""
    found = list(_clocks(clocks.silent(who).filter(kind__in=STEERED))
                 .order_by("due_at")[:limit])
    return _rows(who, [(c.subject_id, c.due_at) for c in found], {c.subject_id: c for c in found})


def waiting_for(who: Who, *, limit: int = 50) -> list[Row]:
    """For Vandaag: what our organisation must do: what was asked most often, then what is due first;
    one's own before colleagues'. Walks one index of clocks, however many run."""
    found = _waiting_clocks(who, limit)
    ids = [c.subject_id for c in found]
    return _placed(who, _handovers(who, ids), names(who, ids), found)


def _waiting_clocks(who: Who, most: int = waiting.MOST) -> list[Clock]:
    return sorted(waiting.on_us(who, STEERED, most),
                  key=lambda c: (c.person_id not in (None, who.person_id), -c.step, c.due_at))


def at_hand(who: Who, *, shown: int = 6) -> AtHand:
    """What Vandaag shows. Only who is shown is named, and logged. At most three queries, beside the clocks;
    none for a receiver on whom nothing waits."""
    clocks_ = _waiting_clocks(who)
    asks = reads.rows(who, _to_ask)
    handovers = {h.pk: h for h in reads.rows(who, _that_wait)}
    ours = [c for c in clocks_ if c.subject_id in handovers]
    known = names(who, [*(c.subject_id for c in ours[:shown]), *(key for key, _n, _at in asks[:shown])])
    return AtHand(_placed(who, handovers, known, ours), [(known.get(key, number), at) for key, number, at in asks])


def _to_ask(who: Who) -> QuerySet[Any, Any] | None:
    """Whom to ask whether it helped: (handover, number, since when)."""
    if who.role != Role.COORDINATOR:
        return None
    return (HelpedAnswer.objects.filter(answered_at__isnull=True, handover__sender_id=who.organisation_id, handover__state=State.ENDED)
            .order_by("asked_at").values_list("handover_id", "handover__number", "asked_at")[:waiting.MOST])


def _that_wait(who: Who) -> QuerySet[Any] | None:
    ids = {c.subject_id for c in waiting.on_us(who, STEERED)}
    return _named(who).filter(pk__in=ids) if ids else None


TODAY_READS = {Purpose.HANDOVER: (_to_ask, _that_wait)}


def status_of(who: Who, finding_ids: Iterable[UUID]) -> dict[UUID, Line]:
    """Finding → the newest handover made from it. One query; for callers too."""
    rows = (Origin.objects.filter(organisation_id=who.organisation_id, finding_id__in=list(finding_ids))
            .select_related("handover__receiver").order_by("handover__offered_at"))
    rows = rows.none() if who.role == Role.STEWARD else rows
    return {o.finding_id: Line(o.handover_id, o.handover.number, o.handover.state,
                               o.handover.receiver.name, o.handover.offered_at)
            for o in rows if o.finding_id}


def listed_for_export(who: Who, kind: str, at_most: int = 10_000) -> list[Row]:
    """The own list, whole, without names: numbers, parties and states."""
    found = reach.listed(who, REACH_OUT if kind == "out" else REACH_IN, "status").order_by(*ORDER)[:at_most]
    return _rows(who, [(r.subject_id, r.sort_at) for r in found], named=False)


def _clocks(rows: QuerySet[Clock]) -> QuerySet[Clock]:
    return rows.filter(kind__in=KINDS)


def _placed(who: Who, handovers: dict[UUID, Any], known: dict[UUID, str], found: list[Clock]) -> list[Row]:
    return [_row(who, handovers[c.subject_id], c.due_at, c, known.get(c.subject_id, ""))
            for c in found if c.subject_id in handovers]


def _rows(who: Who, keys: Sequence[tuple[UUID, datetime]], found: dict[UUID, Clock] | None = None, *,
          named: bool = True) -> list[Row]:
    """Rows in the order of `keys`; at most three queries and one line per resident shown."""
    ids = [key for key, _at in keys]
    if not ids:
        return []
    handovers = _handovers(who, ids)
    running = found if found is not None else {c.subject_id: c for c in _clocks(clocks.of(who, ids))}
    known = names(who, ids) if named else {}
    return [_row(who, handovers[id_], at, running.get(id_), known.get(id_, ""))
            for id_, at in keys if id_ in handovers]


def _handovers(who: Who, ids: Collection[UUID]) -> dict[UUID, Any]:
    """With the names of both parties. One query; none for none."""
    return _named(who).in_bulk(list(ids)) if ids else {}


def _named(who: Who) -> QuerySet[Any]:
    # Not joined: the planner cannot see through the wall how few these are, and would look at every
    # handover once per organisation.
    def named(party: str) -> Subquery:
        return Subquery(Organisation.objects.filter(pk=OuterRef(party)).values("name"))
    return Handover.objects.filter(reach.opens(who, "status")).annotate(
        sender_name=named("sender_id"), receiver_name=named("receiver_id"))


def names(who: Who, ids: Collection[UUID]) -> dict[UUID, str]:
    """The names that we may read, from the sent copies; logged per resident (R28)."""
    if not ids:
        return {}
    rows: list[Any] = list(reading.sent(who).filter(handover_id__in=list(ids)).order_by("version").values_list(
        "handover_id", f"parts__{Part.NAME}", "resident_id", "household_id"))
    audit.touched(who, "handover.list", (resident or home for _h, _n, resident, home in rows))
    return {handover: name for handover, name, _r, _h in rows if name}


def _row(who: Who, h: Any, at: datetime, clock: Clock | None, name: str) -> Row:
    mine = h.sender_id == who.organisation_id
    return Row(
        id=h.pk, number=h.number, title=name or h.number, named=bool(name), topic=topic_label(h.topic),
        state=h.state, urgency=h.urgency,
        other=f"{h.sender_name} → {h.receiver_name}"
        if who.organisation_id not in (h.sender_id, h.receiver_id)
        else h.receiver_name if mine else h.sender_name,
        mine=mine, owner=h.accepted_name, changed_at=at, due_at=clock.due_at if clock else None,
        kind=clock.kind if clock else "", step=clock.step if clock else 0,
        on_us=clock is not None and clock.on_id == who.organisation_id)


def topic_label(topic: str) -> str:
    return str(Topic(topic).label) if topic in Topic.values else topic
