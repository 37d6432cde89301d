"""What a receipt holds, and its words: looks, what was sent and to whom it was opened."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from waakvlam.kit.time import today
from waakvlam.resources.words import Topic

from .. import words


@dataclass(frozen=True)
class Look:
    """Somebody of an organisation did something with the data: how often, between which moments."""

    organisation: str
    own: bool
    doing: str
    role: str
    times: int
    first: datetime
    last: datetime
    urgent: bool


@dataclass(frozen=True)
class Told:
    """One of those to whom it was opened."""

    organisation: str
    kind: str
    why: str
    ground: str
    since: datetime
    until: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True)
class Sent:
    """What was sent to one other organisation: the exact copy, others blackened."""

    id: UUID
    number: str
    to: str
    to_kind: str
    phone: str
    email: str
    topic: str
    why: str
    ground: str
    state: str
    since: datetime
    until: date | None
    closed_at: datetime | None
    withdrawn_at: datetime | None
    permitted: bool
    parts: list[tuple[str, str]]
    letter: str
    asked: str
    told: list[Told]
    looks: list[Look] = field(default_factory=list)
    by_law: bool = False  # neither permission nor a necessity that two people looked at

    @property
    def may_stop(self) -> bool:
        return self.permitted and self.withdrawn_at is None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


@dataclass(frozen=True)
class Marked:
    """“We come with two”: why, and until when that counts. Others blackened (R29, R34)."""

    reason: str
    since: datetime
    review_on: date

    @property
    def counts(self) -> bool:
        return self.review_on >= today()


@dataclass(frozen=True)
class Together:
    """Another organisation that came along to the door, or that will."""

    organisation: str
    kind: str
    day: date
    has_been: bool


@dataclass(frozen=True)
class Noticed:
    """What somebody told about the resident. `words` is empty and `hidden` true where they could tell who said it."""

    what: str
    state: str
    at: datetime
    words: list[str]
    hidden: bool
    read_by: list[str]
    known_to: list[str]


def noticed_of(row: dict[str, Any], clean: Callable[[str], str]) -> Noticed:
    """`clean` blackens others. Whoever was passed the words knows that there is something too: named once."""
    read_by = {f"{p['organisation']} ({kind_of(p['kind'])})" for p in row["passed"] if p["words"]}
    known_to = {f"{p['organisation']} ({kind_of(p['kind'])})" for p in row["passed"]} - read_by
    return Noticed(
        str(words.SIGNAL_KINDS.get(row["kind"], words.SIGNAL_KINDS["worry"])), str(words.SIGNAL_STATES.get(row["told"], "")),
        moment_of(row["at"]), [clean(text) for text in (row["observation"], row["interpretation"]) if text],
        row["hidden"], sorted(read_by), sorted(known_to))


def short_day(day: str | None) -> str:
    return f"{date.fromisoformat(day):%d-%m-%Y}" if day else ""


def topic_of(code: str) -> str:
    return str(Topic(code).label) if code in Topic.values else code


def why_of(purpose: str) -> str:
    return str(words.WHY.get(purpose, words.WHY_ELSE))


def ground_of(ground: str) -> str:
    return str(words.GROUNDS.get(ground, words.GROUND_ELSE))


def kind_of(kind: str) -> str:
    return str(words.KINDS.get(kind, ""))


def moment_of(text: str) -> datetime:
    return datetime.fromisoformat(text)


def moment_or_none(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
