"""Lists: what we hold, what we gave on, what we brought in. Each starts from reach's own index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks, reach
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock, Organisation, Reach
from waakvlam.access.policies import require
from waakvlam.access.words import Role
from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page, keyset
from waakvlam.kit.time import now
from waakvlam.resources.words import Topic

from ..commands.giving import REACH, REACH_GIVEN, REACH_MANDATE
from ..models import Kind, Report, Signal, SignalContent, State, Urgency
from ..policies import SignalPermission
from ..topics import topic_label
from ..waiting import MAIN, REST
from . import reading

SIZE = 40
ORDER = ("-sort_at", "-subject_id")


@dataclass(frozen=True)
class Row:
    """One line of a list. `words` and `address` are empty where we may not read them."""

    signal: Signal
    changed_at: datetime
    words: str = ""
    address: str = ""
    holder: str = ""
    person: str = ""
    due_at: datetime | None = None
    kind: str = ""
    step: int = 0
    on_us: bool = False

    @property
    def is_silent(self) -> bool:
        return self.due_at is not None and self.due_at < now() and self.signal.state != State.RESTING

    @property
    def topic(self) -> str:
        return topic_label(self.signal.topic)


@dataclass(frozen=True)
class Chosen:
    """The filters of the board, as they stand in its address; "" is every one. `mine`: only what I took."""

    state: str = ""
    topic: str = ""
    area: str = ""
    urgency: str = ""
    kind: str = ""
    mine: bool = False
    oldest_first: bool = False

    @property
    def is_open(self) -> bool:
        return self != Chosen()


def held(who: Who, chosen: Chosen | None = None, *, after: str = "", size: int = SIZE, with_words: bool = True) -> Page[Row]:
    """What lies with us (with the mandate: what reached it), newest change first. Six queries.

    Without words nobody is read, so nobody is logged.
    """
    return _page(who, REACH_MANDATE if who.role == Role.STEWARD else REACH, chosen or Chosen(), after, size, with_words)


def given(who: Who, chosen: Chosen | None = None, *, after: str = "", size: int = SIZE, with_words: bool = True) -> Page[Row]:
    """What we gave to others and still follow. Six queries."""
    return _page(who, REACH_GIVEN, chosen or Chosen(), after, size, with_words)


def board(who: Who, chosen: Chosen, *, after: str = "") -> tuple[list[Row], Page[Row]]:
    """What fell silent, and what lies with us as chosen; both read at once. Seven queries."""
    require(who, SignalPermission.SEE)
    ran_out, listed = _silent(who, 25), _keys(who, REACH, chosen, after, SIZE)
    keys = [*ran_out, *listed]
    made = {(row.signal.pk, row.changed_at): row for row in rows(who, keys)}
    return [made[key] for key in ran_out if key in made], Page([made[key] for key in listed if key in made], listed.after, listed.is_first)


def row(who: Who, signal_id: UUID) -> Row:
    """One line without words. Raises Absent where it is not there or out of reach. Four queries."""
    found = rows(who, [(signal_id, now())], with_words=False)
    if not found:
        raise Absent("signal", _("Dit signaal is er niet (meer) voor jou."))
    return found[0]


def silent(who: Who, *, limit: int = 25) -> list[Row]:
    """What is past due and lies with us, newest silence first: what just fell silent is easiest to lift. Six queries."""
    require(who, SignalPermission.SEE)
    return rows(who, _silent(who, limit))


def _silent(who: Who, limit: int) -> list[tuple[UUID, datetime]]:
    return list(clocks.silent(who).filter(kind__in=[k for k in MAIN if k != REST], on_id=who.organisation_id)
                .order_by("-due_at", "-id").values_list("subject_id", "due_at")[:limit])


def brought(who: Who, *, after: str = "", size: int = SIZE) -> Page[Report]:
    """What we (or, for callers and volunteers, you) wrote down: how far it is, newest first. One query."""
    require(who, SignalPermission.FOLLOW)
    rows = reading.reports(who)
    if who.person_id is not None:
        rows = rows.filter(person=who.person_id)
    return keyset(rows, "-at", "-id", after=after, size=size)


def _page(who: Who, kind: str, chosen: Chosen, after: str, size: int, with_words: bool) -> Page[Row]:
    require(who, SignalPermission.SEE)
    keys = _keys(who, kind, chosen, after, size)
    return Page(rows(who, keys.items, with_words=with_words), keys.after, keys.is_first)


def _keys(who: Who, kind: str, chosen: Chosen, after: str, size: int) -> Page[tuple[UUID, datetime]]:
    """Of a page of the list: which signal, and when it last changed. One query."""
    start = reach.listed(
        who, kind, "work", status=if_known(chosen.state, State.values), topic=if_known(chosen.topic, Topic.values), area=chosen.area,
        urgency=if_known(chosen.urgency, Urgency.values), nature=if_known(chosen.kind, Kind.values), held_by=who.person_id if chosen.mine else None)
    order = tuple(name.lstrip("-") for name in ORDER) if chosen.oldest_first else ORDER
    found: Page[Reach] = keyset(start, *order, after=after, size=size)
    return Page([(r.subject_id, r.sort_at) for r in found], found.after, found.is_first)


def if_known(value: str, known: Sequence[str]) -> str:
    return value if value in known else ""


def rows(who: Who, keys: Sequence[tuple[UUID, datetime]], *, activity: str = "signal.list",
         with_words: bool = True) -> list[Row]:
    """Rows in the order of `keys`: five queries, and one line per signal whose words are shown."""
    ids = [key for key, _at in keys]
    if not ids:
        return []
    signals = reading.worked_on(who).select_related("holder_person").in_bulk(ids)
    # Not joined: the planner cannot see through the wall how few these are.
    holders = dict(Organisation.objects.filter(id__in={s.holder_id for s in signals.values()}).values_list("id", "name"))
    running: dict[UUID, Clock] = {c.subject_id: c for c in clocks.of(who, ids).filter(kind__in=MAIN)}
    written = reading.words(who).filter(signal_id__in=ids).order_by("version") if with_words else ()
    told: dict[UUID, SignalContent] = {c.signal_id: c for c in written}
    audit.touched(who, activity, (c.resident_id or c.household_id or c.pk for c in told.values()))
    return [_row(who, signals[id_], at, holders, running.get(id_), told.get(id_)) for id_, at in keys if id_ in signals]


def _row(who: Who, signal: Signal, at: datetime, holders: dict[UUID, str], clock: Clock | None,
         told: SignalContent | None) -> Row:
    person = signal.holder_person
    return Row(
        signal=signal, changed_at=at, words=told.observation if told else "", address=told.address if told else "",
        holder=holders.get(signal.holder_id, ""), person=person.name if person else "",
        due_at=clock.due_at if clock else None, kind=clock.kind if clock else "", step=clock.step if clock else 0,
        on_us=clock is not None and clock.on_id == who.organisation_id)
