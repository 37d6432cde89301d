"""Everything past due that we wait for or that waits on us, of every module's clocks; for the mandate of the network.

Clocks hold ids only. What they are about is said by the modules themselves (access/waits.py), each for its own
purpose, while the wall knows that purpose: nobody reads here what its own page would not show.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise

from waakvlam.access import clocks, covenant, reads, waiting, waits
from waakvlam.access.identity import Who, enter, entered_when_asked, restored
from waakvlam.access.models import Clock, Organisation
from waakvlam.access.policies import require
from waakvlam.access.waits import Said, Waits, short
from waakvlam.access.words import Role
from waakvlam.kit.pagination import CAP, Page, capped_counts, keyset

from ..policies import BreakthroughPermission
from .ladder import NOW, after

SIZE, MOST_FILE = 30, 5_000
DESCRIBED = 2  # modules per page of which each row is read: a page of everything stays within its queries
OURS, THEIRS = "ons", "ander"


@dataclass(frozen=True)
class Chosen:
    """What the address asks for: module, partner, step, and whose turn it is ("" for every one)."""

    module: str = ""
    partner: str = ""
    step: str = ""
    side: str = ""


@dataclass(frozen=True)
class Line:
    """One thing that waits. `what` is asked of `on`; `asker` waits. `named`: read for whom it is about."""

    clock_id: UUID
    kind: str
    subject_id: UUID
    said: Said
    what: str | Promise
    icon: str
    label: str | Promise
    on: str
    asker: str
    on_us: bool
    step: int
    now: str | Promise
    next: str | Promise
    next_at: datetime | None
    due_at: datetime


@dataclass(frozen=True)
class Screen:
    """A page of lines, and what can be chosen: counts are of everything, capped."""

    lines: Page[Line]
    total: int
    more: bool
    on_us: int
    modules: list[tuple[str, Any, int]] = field(default_factory=list)
    partners: list[tuple[str, str]] = field(default_factory=list)


def screen(who: Who, chosen: Chosen, *, after: str = "", size: int = SIZE) -> Screen:
    """At most nine queries: counts, a page of clocks, names of partners, and what two modules say of theirs."""
    require(who, BreakthroughPermission.SEE_SILENCE)
    every = _visible(who)
    counted = capped_counts(every, "kind", "on_id", "asker_id", cap=CAP)
    total = sum(n for *_of, n in counted)
    found: Page[Clock] = keyset(_narrowed(who, every, chosen), "due_at", "id", after=after, size=size)
    names = dict(Organisation.objects.filter(network_id=who.network_id).values_list("id", "name"))
    lines = Page(_lines(who, list(found), names), found.after, found.is_first)
    others = {o for _k, on, asker, _n in counted for o in (on, asker)} - {who.organisation_id}
    return Screen(lines, min(total, CAP), total > CAP, sum(n for _k, on, _a, n in counted if on == who.organisation_id),
                  _modules((kind, n) for kind, _on, _asker, n in counted), sorted(((str(o), names.get(o, "")) for o in others), key=lambda x: x[1]))


def gone_silent(who: Who, *, limit: int = 20, described: int = DESCRIBED) -> tuple[list[Line], int]:
    """For Vandaag: what stayed silent after reminders, for who waits or holds the mandate; and how many there are.

    `described`: of how many modules each row is read; one query, and two for each of these.
    """
    found = reads.rows(who, first_silent) if limit <= waiting.MOST else list(_stayed_silent(who)[:limit])
    names = {o.pk: o.name for c in found[:limit] for o in (c.on, c.asker) if o}
    return _lines(who, found[:limit], names, described), len(found)


def first_silent(who: Who) -> QuerySet[Clock] | None:
    """Those of `gone_silent`; nothing is asked where Vandaag knows that nobody was silent."""
    if who.role not in (Role.COORDINATOR, Role.STEWARD):
        return None
    return _stayed_silent(who)[:waiting.MOST] if waiting.unanswered(who, waiting.EVERY, 1) else None


def _stayed_silent(who: Who) -> QuerySet[Clock]:
    rows = _visible(who)
    if who.role != Role.STEWARD:
        rows = rows.filter(asker_id=who.organisation_id, step__gte=Clock.Step.COORDINATOR)
    return rows.select_related("on", "asker").order_by("-step", "due_at", "id")


def exported(who: Who, chosen: Chosen) -> list[Line]:
    """The list as chosen, whole, by reference only: no module is asked whom it is about."""
    require(who, BreakthroughPermission.EXPORT)
    names = dict(Organisation.objects.filter(network_id=who.network_id).values_list("id", "name"))
    found = _narrowed(who, _visible(who), chosen).order_by("due_at", "id")[:MOST_FILE]
    return [_line(who, clock, None, names, []) for clock in found]


def bare(who: Who) -> list[tuple[Any, list[tuple[UUID, str]]]]:
    """Per module that can tell: what stands open in the own organisation without a running clock (should be nothing)."""
    answers = []
    with restored():
        for row in waits.TABLE.values():
            if row.bare is not None and _may(who, row):
                other = who.for_purpose(row.purpose)
                enter(other)
                answers.append((row.label, list(row.bare(other))))
    return answers


def _visible(who: Who) -> QuerySet[Clock]:
    """Silent clocks of which the module's purpose is open to this role; what nobody brings, a coordinator sees.

    The mandate sees the standing of all that reached it, whatever it is about.
    """
    rows = clocks.silent(who)
    if who.role == Role.STEWARD:
        return rows
    shut = [kind for row in waits.TABLE.values() if not _may(who, row) for kind in row.asks]
    return rows.exclude(kind__in=shut) if who.role == Role.COORDINATOR else rows.filter(kind__in=waits.known() - set(shut))


def _may(who: Who, row: Waits) -> bool:
    return row.purpose in who.purposes() and covenant.opens(who.for_purpose(row.purpose))


def _narrowed(who: Who, rows: QuerySet[Clock], chosen: Chosen) -> QuerySet[Clock]:
    if chosen.module:
        row = waits.TABLE.get(chosen.module)
        rows = rows.filter(kind__in=list(row.asks)) if row else rows.exclude(kind__in=waits.known())
    if chosen.side == OURS:
        rows = rows.filter(on_id=who.organisation_id)
    elif chosen.side == THEIRS:
        rows = rows.exclude(on_id=who.organisation_id)
    if chosen.step.isdigit():
        rows = rows.filter(step=int(chosen.step[:2]))
    partner = _uuid(chosen.partner)
    return rows.filter(asker_id=partner) | rows.filter(on_id=partner) if partner else rows


def _lines(who: Who, found: list[Clock], names: Mapping[UUID, str], most: int = DESCRIBED) -> list[Line]:
    """Described by the modules that have most rows here; the others by what their clock asks."""
    groups = Counter(row.slug for c in found if (row := waits.of_kind(c.kind)) and _may(who, row))
    said: dict[UUID, Said] = {}
    described = [slug for slug, _n in groups.most_common(most)]
    with restored():
        for slug in described:
            row = waits.TABLE[slug]
            other = who.for_purpose(row.purpose)
            with entered_when_asked(other):
                said |= row.say(other, [c for c in found if c.kind in row.asks])
    return [_line(who, c, said.get(c.subject_id), names, described) for c in found]


def _line(who: Who, clock: Clock, said: Said | None, names: Mapping[UUID, str], described: list[str]) -> Line:
    """What a module was asked to describe and did not is not this person's to open: no link leads there."""
    row = waits.of_kind(clock.kind)
    leads = row is not None and _may(who, row) and row.slug not in described
    label: Any = row.label if row else clock.kind
    what: Any = row.asks[clock.kind] if row else clock.kind
    next_, next_at = after(clock)
    plain = Said(str(label), short(clock.subject_id), row.where(clock) if row and leads else "")
    return Line(clock.pk, clock.kind, clock.subject_id, said or plain, what, row.icon if row else "silent", label, names.get(clock.on_id, ""),
                names.get(clock.asker_id, ""), clock.on_id == who.organisation_id, clock.step, NOW[clock.step], next_, next_at,
                clock.due_at)


def _modules(kinds: Iterable[tuple[str, int]]) -> list[tuple[str, Any, int]]:
    counts: Counter[str] = Counter()
    for kind, n in kinds:
        counts[row.slug if (row := waits.of_kind(kind)) else "overig"] += n
    labels: dict[str, Any] = {row.slug: row.label for row in waits.TABLE.values()}
    return [(slug, labels.get(slug, slug), n) for slug, n in counts.most_common()]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
