"""What a phone sends, read strictly: anything odd is refused by name, never guessed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from waakvlam.kit.errors import Invalid
from waakvlam.outreach.findings import Found

MOST = 100  # commands in one request
LONGEST = timedelta(days=400)  # a clock that is further off tells nothing


@dataclass(frozen=True)
class Command:
    """One visit as the phone tells it. `told_at` by its own clock; `offset` is what that clock lacked
    when it last heard from us, or None where it never did."""

    id: UUID
    sheet_id: UUID
    entry_id: UUID
    outcome: str
    told_at: datetime
    offset: timedelta | None
    seen: str
    next_at: datetime | None
    note: Mapping[str, str]
    findings: tuple[Found, ...]
    keep_words: bool

    def at(self, offset: timedelta) -> datetime:
        """When it was by our clock."""
        return self.told_at + (offset if self.offset is None else self.offset)


@dataclass(frozen=True)
class Batch:
    """What came in one request. `offset` is what the phone's clock lacks now; `rows` are still raw."""

    offset: timedelta
    rows: tuple[Any, ...]


def batch(body: bytes, received: datetime) -> Batch:
    """Raises Invalid where it is no list of commands."""
    try:
        data = json.loads(body)
        rows, told = data["commands"], datetime.fromtimestamp(data["now"] / 1000, UTC)
    except (ValueError, TypeError, KeyError, OverflowError, OSError):
        raise _wrong("commands") from None
    if not isinstance(rows, list) or len(rows) > MOST:
        raise _wrong("commands")
    return Batch(received - told, tuple(rows))


def id_of(row: Any) -> str:
    """The id as it was sent, so that the phone knows which of its commands is meant."""
    return str(row.get("id", ""))[:40] if isinstance(row, dict) else ""


def command(row: Any) -> Command:
    """Raises Invalid for whatever is not as it should be."""
    try:
        offset = row.get("offset")
        return Command(
            UUID(row["id"]), UUID(row["sheet"]), UUID(row["entry"]), _text(row, "outcome", 40), _moment(row["at"]),
            None if offset is None else _short(timedelta(milliseconds=offset)), _text(row, "seen", 80),
            _moment(row["next_at"]) if row.get("next_at") else None,
            {name: _text(row, name, 4000) for name in ("observation", "interpretation", "source")},
            tuple(_found(one) for one in row.get("findings", ())), row.get("keep_words") is True)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        raise _wrong(id_of(row)) from None


def _found(row: Any) -> Found:
    words = _text(row, "words", 4000)
    if row.get("household") is True:
        words = _("Voor een huisgenoot: %(words)s") % {"words": words or "–"}
    return Found(kind=_text(row, "kind", 20), topic=_text(row, "topic", 40), words=words,
                 danger=row.get("danger") is True, reason=_text(row, "reason", 300))


def _text(row: Any, name: str, longest: int) -> str:
    value = row.get(name, "")
    if not isinstance(value, str) or len(value) > longest or "\0" in value:
        raise ValueError(name)
    return value


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a moment without a zone")
    return found


def _short(offset: timedelta) -> timedelta:
    if abs(offset) > LONGEST:
        raise ValueError("offset")
    return offset


def _wrong(came_in: str) -> Invalid:
    return Invalid("malformed", _("Dit verslag is beschadigd aangekomen. Neem contact op met je coördinator."),
                   came_in=came_in, expected="docs/handbook/developers/field.md")
