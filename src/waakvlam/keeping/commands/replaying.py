"""After a restore: who was erased since the backup is erased again, known by keyed marks."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from waakvlam.access import audit
from waakvlam.access.erasing import as_eraser
from waakvlam.access.identity import Who, acting
from waakvlam.kit.errors import Invalid
from waakvlam.people import erasing as register
from waakvlam.people.models import Resident

from .. import marks
from ..models import Mark, Tombstone
from .erasing import remove

CHUNK = 5_000


@dataclass(frozen=True)
class Replayed:
    """How many tombstones were brought back from the file, and how many people were erased again."""

    stones: int
    people: int


def replay(*, file: Path | None = None, by: Who) -> Replayed:
    """For `by`'s organisation: tombstones of the file that the database lost come back; whoever of the register
    bears one of their marks is erased again. One pass over the register; safe to do twice.
    """
    brought = _bring_back(file, by) if file and file.exists() else 0
    with acting(by):
        marked = {bytes(h): stone for h, stone in Mark.objects.filter(
            organisation_id=by.organisation_id).values_list("hash", "tombstone_id")}
    return Replayed(brought, sum(_again(stone, people, by) for stone, people in _known(marked, by).items()) if marked else 0)


def _known(marked: dict[bytes, UUID], by: Who) -> dict[UUID, list[UUID]]:
    """Tombstone → residents in the register that bear one of its marks. By key only where they objected."""
    found: dict[UUID, list[UUID]] = {}
    ours = (by.network_id, by.organisation_id)
    with acting(by):
        objected = set(Tombstone.objects.filter(organisation_id=by.organisation_id, objected=True).values_list("id", flat=True))
    with acting(by), as_eraser():
        rows = Resident.objects.filter(organisation_id=by.organisation_id).values_list("id", "key")
        for resident, key in rows.iterator(chunk_size=CHUNK):
            stone = marked.get(marks.of(*ours, Mark.What.ID, resident))
            by_key = marked.get(marks.of(*ours, Mark.What.KEY, key))
            stone = stone or (by_key if by_key in objected else None)
            if stone:
                found.setdefault(stone, []).append(resident)
    return found


@transaction.atomic
def _again(stone_id: UUID, residents: list[UUID], by: Who) -> int:
    with acting(by):
        stone = Tombstone.objects.select_for_update().get(pk=stone_id)
        stone.repeats += 1
        audit.record(by, "person.erase_again", stone, people=len(residents))
    with acting(by), as_eraser():
        people = register.subject(by, residents, words=True)
    remove(by, people, stone)
    return len(residents)


def _bring_back(file: Path, by: Who) -> int:
    made = 0
    for facts in _lines(file):
        if facts["organisation"] == str(by.organisation_id):
            made += _restore(facts, by)
    return made


def _lines(file: Path) -> Iterable[dict[str, Any]]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            facts = json.loads(line)
            UUID(facts["id"]), facts["organisation"], facts["marks"], facts["why"]
        except (ValueError, KeyError, TypeError) as error:
            raise Invalid("tombstones", f"line {number} of {file} is no tombstone", came_in=str(error)) from error
        yield facts


def _restore(facts: dict[str, Any], by: Who) -> bool:
    with acting(by):
        if Tombstone.objects.filter(pk=facts["id"]).exists():
            return False
        stone = Tombstone.objects.create(id=UUID(facts["id"]), network_id=by.network_id, organisation_id=by.organisation_id,
                                         why=facts["why"], objected=facts["objected"], kind=facts["kind"])
        Mark.objects.bulk_create([Mark(network_id=by.network_id, organisation_id=by.organisation_id, tombstone=stone,
                                       what=what, hash=bytes.fromhex(hashed)) for what, hashed in facts["marks"]],
                                 ignore_conflicts=True)
    return True
