"""Gaps in the logs that are meant: a batch whose term is over goes whole, and a signed statement stays.

What stands in the statement binds it to one seal: its number, log, size, root and head, the moment and the
term. `seals.verify` accepts an empty batch only under such a statement. The removing itself is done by
`waakvlam.keeping`, which knows the terms.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from waakvlam.kit.time import day_of

from . import signing
from .models import AuditRemoval

FORM = "waakvlam-verwijdering/1"
# Nobody may shorten the term of a log so far that traces go before they can be looked at. The database
# keeps the same bound in `keeping_log_remove`.
LEAST_DAYS = 365


@dataclass(frozen=True)
class Removal:
    """One batch that went; `events` rows, when their term of `term_days` was over."""

    seal: int
    at: datetime
    events: int
    term_days: int
    signature: bytes = b""
    key_id: str = ""

    def statement(self, log: str, root: bytes, head: bytes) -> bytes:
        """What is signed: every fact, in one spelling."""
        return "\n".join([FORM, str(self.seal), log, str(self.events), root.hex(), head.hex(),
                          self.at.astimezone(UTC).isoformat(timespec="microseconds"), str(self.term_days)]).encode()


def stated(using: str = "default") -> dict[int, Removal]:
    """Seal → its removal. One query."""
    return {r.seal: Removal(r.seal, r.at, r.events, r.term_days, bytes(r.signature), r.key_id)
            for r in AuditRemoval.objects.using(using).order_by("seal")}


def wrong(removal: Removal, *, log: str, count: int, root: bytes, head: bytes, sealed_at: datetime, rows: int,
          keys: dict[str, bytes]) -> Iterator[str]:
    """What does not add up between a seal and the statement that its rows went."""
    if not signing.holds(removal.statement(log, root, head), removal.signature, removal.key_id, keys):
        yield "er is iets verwijderd, en de verklaring daarover is niet goed ondertekend"
    if removal.events != count:
        yield f"{count} verzegeld, maar volgens de verklaring zijn er {removal.events} verwijderd"
    if rows:
        yield f"volgens de verklaring is alles verwijderd, maar er staan er nog {rows}"
    if removal.term_days < LEAST_DAYS or removal.at - sealed_at < timedelta(days=removal.term_days):
        yield f"verwijderd op {day_of(removal.at):%d-%m-%Y}, vóór de termijn om was"


# Filled by modules that still need lines: the lowest seal that must stay, or None.
_needed: list[Callable[[], int | None]] = []


def needed_by(ask: Callable[[], int | None]) -> None:
    if ask not in _needed:
        _needed.append(ask)


def needed_from() -> int | None:
    """The lowest seal that somebody still needs: from there on nothing goes."""
    return min((seal for ask in _needed if (seal := ask()) is not None), default=None)
