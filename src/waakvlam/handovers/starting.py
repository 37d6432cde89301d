"""Where a letter can begin besides a call and the register: what a module above this one brings."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from waakvlam.access.identity import Who


@dataclass(frozen=True)
class Start:
    """What is known already. `handover_id` is chosen beforehand: sent twice, it is one handover."""

    handover_id: UUID
    household_id: UUID
    resident_id: UUID | None
    topic: str
    words: str = ""
    note: str = ""


# By the name that stands in the address, with an id behind it. Each raises Absent, Refused, Invalid.
STARTS: dict[str, Callable[[Who, UUID], Start]] = {}
