"""What one module made because a row of another asked for it: a handover, a call or a debt track because of a signal.

Imports go one way only, so the module below does not know who asked. It says how far the thing is (`moved`), inside
the transaction that moves it; whoever asked keeps that. A page below can be told why its thing was made (`asked_by`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from .identity import Who


@dataclass(frozen=True)
class Asked:
    """Why something was made, in words, and where that can be read."""

    words: str
    url: str


# Each is called with (kind, id, organisation whose thing it is, its state).
MOVED: list[Callable[[str, UUID, UUID, str], object]] = []
# Each answers (who, kind, id) with why the thing was made, as far as `who` may know; None where it does not know.
ASKED: list[Callable[[Who, str, UUID], Asked | None]] = []


def moved(kind: str, thing_id: UUID, organisation_id: UUID, state: str) -> None:
    for hear in MOVED:
        hear(kind, thing_id, organisation_id, state)


def asked_by(who: Who, kind: str, thing_id: UUID) -> Asked | None:
    return next((found for ask in ASKED if (found := ask(who, kind, thing_id)) is not None), None)
