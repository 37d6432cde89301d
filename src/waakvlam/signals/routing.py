"""Where a signal goes first, and why: said on each signal in words that its readers understand."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from waakvlam.access.identity import Who


@dataclass(frozen=True)
class Facts:
    """What routing may look at (R5): never a person."""

    kind: str
    topic: str
    neighbourhood_code: str
    urgency: str
    channel: str


@dataclass(frozen=True)
class Where:
    """Who holds it first. `why` is {"code": …, …}: what a sentence is made of."""

    organisation_id: UUID
    team_id: UUID | None = None
    rule_id: UUID | None = None
    why: dict[str, Any] = field(default_factory=dict)


def first(facts: Facts, by: Who) -> Where:
    """Whoever writes it down holds it, until somebody passes it on."""
    return Where(by.organisation_id, by.team_id, why={"code": "own"})
