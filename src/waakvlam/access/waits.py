"""What waits, in words: rows that each module supplies, so that one screen of silence speaks of all of them.

A clock holds ids only. A module's `waits.py` holds WAITS: which kinds of clocks are its own, what each asks of
whom it runs on, how to describe the things behind them to whoever asks, and which of its things stand open
without a clock. `config` assembles them; kinds that nobody brings are shown by their code: nothing that waits
is left out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise

from .identity import Who
from .models import Clock

Words = str | Promise


@dataclass(frozen=True)
class Tap:
    """One thing to do about it from the list: a form that posts to `url`."""

    label: str
    url: str
    icon: str
    back: str = ""  # where the act leads back to, as that module calls it


@dataclass(frozen=True)
class Said:
    """One thing that waits. `title` names a person only where `who` may read that; `ref` tells of nobody: it
    goes on paper, in a file and in the question for a decision."""

    title: str
    ref: str
    url: str = ""
    note: str = ""
    taps: tuple[Tap, ...] = ()


# Without a query: where the thing behind a clock stands.
Where = Callable[[Clock], str]
Say = Callable[[Who, Sequence[Clock]], Mapping[UUID, Said]]
Bare = Callable[[Who], Iterable[tuple[UUID, str]]]


@dataclass(frozen=True)
class Waits:
    """Clocks of one module. `asks`: kind of clock → what is asked. `purpose`: for which they may be described.

    `say(who, clocks)` → subject → words, two queries at most; `who` has the purpose and the wall knows it.
    `where(clock)` → its address without a query, for lists that are too mixed to describe each row.
    `bare(who)` → (id, reference) of things of the own organisation that are open while no clock runs on them.
    """

    slug: str
    label: Words
    purpose: str
    asks: Mapping[str, Words]
    say: Say
    where: Where
    bare: Bare | None = None
    icon: str = "silent"


TABLE: dict[str, Waits] = {}


def install(rows: Iterable[Waits]) -> None:
    """Called once, by config, with the rows of every module."""
    for row in rows:
        if TABLE.setdefault(row.slug, row) != row:
            raise ValueError(f"waits {row.slug} is declared twice")


def of_kind(kind: str) -> Waits | None:
    """Whose clocks these are; None where nobody brings them."""
    return next((row for row in TABLE.values() if kind in row.asks), None)


def known() -> set[str]:
    """Every kind of clock that some module speaks of."""
    return {kind for row in TABLE.values() for kind in row.asks}


def unclocked(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those on which no clock runs. Part of the caller's query."""
    return rows.exclude(Exists(Clock.objects.filter(subject_id=OuterRef("pk"), stopped_at__isnull=True)))


def short(subject: UUID) -> str:
    """The end of an id: enough to find a thing again, and it tells nothing."""
    return str(subject)[-6:].upper()
