"""What waits, for Vandaag: the clocks of every module in one statement.

A module names groups of kinds in ``TODAY_CLOCKS`` of its queries; each group is a list of its own. Whoever draws
Vandaag reads all of them `ahead`; a module then asks `on_us` and `unanswered` as it would elsewhere, and where
nothing waits it need not ask the database anything.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import QuerySet, Value

from . import clocks
from .identity import Who
from .models import Clock
from .words import Role

MOST = 50  # of each list; whoever needs more asks for itself
Kinds = tuple[str, ...]
EVERY: Kinds = ()  # whatever the kind
Found = dict[tuple[str, Kinds], list[Clock]]
_read: ContextVar[tuple[Who, Found] | None] = ContextVar("waakvlam_waiting", default=None)


def on_us(who: Who, kinds: Kinds, most: int = MOST) -> list[Clock]:
    """Running clocks on our organisation: asked most often first, then due first. One query, or none inside `ahead`."""
    return _known(who, "on us", kinds, most)


def unanswered(who: Who, kinds: Kinds, most: int = MOST) -> list[Clock]:
    """What we asked and stayed silent after reminders; for the mandate what climbed to it. As `on_us`."""
    return _known(who, "unanswered", kinds, most)


@contextmanager
def ahead(who: Who, groups: Iterable[Kinds]) -> Iterator[None]:
    """Read these groups of kinds now, in one statement; inside, `on_us` and `unanswered` know the answer."""
    lists = ("on us", "unanswered") if who.role in (Role.COORDINATOR, Role.STEWARD) else ("on us",)
    asked = {(which, kinds): _rows(who, which, kinds) for kinds in dict.fromkeys(groups) for which in lists}
    token = _read.set((who, _all(asked)))
    try:
        yield
    finally:
        _read.reset(token)


def _known(who: Who, which: str, kinds: Kinds, most: int) -> list[Clock]:
    read = _read.get()
    if read is not None and most <= MOST and read[0] == who.for_purpose(read[0].purpose) and (which, kinds) in read[1]:
        return read[1][which, kinds][:most]
    return list(_rows(who, which, kinds)[:most])


def _rows(who: Who, which: str, kinds: Kinds) -> QuerySet[Clock]:
    if which == "on us":
        rows = Clock.objects.filter(stopped_at__isnull=True, on_id=who.organisation_id)
    elif who.role == Role.STEWARD:
        rows = clocks.silent(who)
    else:
        rows = clocks.silent(who).filter(asker_id=who.organisation_id, step__gte=Clock.Step.COORDINATOR)
    return (rows.filter(kind__in=kinds) if kinds else rows).order_by("-step", "due_at")


def _all(asked: dict[tuple[str, Kinds], QuerySet[Clock]]) -> Found:
    """Each list in its own order, walked along its own index. One query; none where nothing is asked."""
    keys = list(asked)
    parts: Sequence[QuerySet[Any]] = [
        rows.annotate(part=Value(at))[:MOST] for at, rows in enumerate(asked.values())]
    if not parts:
        return {}
    found: Found = {key: [] for key in keys}
    for clock in parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]:
        found[keys[clock.part]].append(clock)
    for rows in found.values():  # a union promises no order
        rows.sort(key=lambda clock: (-clock.step, clock.due_at))
    return found
