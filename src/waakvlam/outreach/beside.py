"""What other modules know of a door and whoever rings there must reckon with: they join here, outreach knows none.

A module registers in its `AppConfig.ready`: `beside.JOINED["maintenance"] = facts`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from waakvlam.access.identity import Who

from .models import SheetDoor


@dataclass(frozen=True)
class Beside:
    """Short lines in the reader's language, and where to write something down about it ("" nowhere)."""

    lines: tuple[str, ...] = ()
    url: str = ""


JOINED: dict[str, Callable[[Who, Sequence[SheetDoor]], dict[UUID, Beside]]] = {}


def of_doors(who: Who, doors: Sequence[SheetDoor]) -> dict[UUID, Beside]:
    """Door of a sheet → what stands beside it. What each module asks of the database, no more."""
    found: dict[UUID, Beside] = {}
    for facts in JOINED.values() if doors else ():
        for door, said in facts(who, doors).items():
            before = found.get(door, Beside())
            found[door] = Beside(before.lines + said.lines, before.url or said.url)
    return found
