"""Another key for the installation: the key of each file is sealed anew, its bytes stay as they are.

Both keys are known meanwhile (WAAKVLAM_FILE_KEY and the one before, WAAKVLAM_FILE_KEY_OLD): everything opens all
along. Broken off, it goes on where it was: what the new key opens already is left alone.
"""

from dataclasses import dataclass
from uuid import UUID

from waakvlam.access import audit
from waakvlam.access.erasing import as_eraser
from waakvlam.access.identity import Who, acting

from . import storage
from .models import File, tables

BATCH = 200  # rows of one transaction


@dataclass(frozen=True)
class Rewrapped:
    """How many keys were sealed anew, how many were already, and of which rows neither key opens the seal."""

    anew: int
    already: int
    lost: tuple[UUID, ...]


def rewrap(who: Who) -> Rewrapped:
    """For one organisation. Opens its own transactions, one per batch; one act in the log where anything changed."""
    anew, already, lost = 0, 0, list[UUID]()
    for table in tables():
        after = UUID(int=0)
        while rows := _batch(who, table, after):
            with acting(who), as_eraser():  # whoever uses files may not change their rows
                for row in table._default_manager.select_for_update().filter(pk__in=rows).order_by("pk"):
                    try:
                        key = storage.rewrapped(row.network_id, row.organisation_id, row.pk, bytes(row.key))
                    except storage.Lost:
                        lost.append(row.pk)
                        continue
                    if key is None:
                        already += 1
                        continue
                    table._default_manager.filter(pk=row.pk).update(key=key)
                    anew += 1
            after = rows[-1]
    if anew or lost:
        with acting(who):
            audit.record(who, "attachment.rewrap", None, rows=anew, lost=len(lost))
    return Rewrapped(anew, already, tuple(lost))


def _batch(who: Who, table: type[File], after: UUID) -> list[UUID]:
    with acting(who), as_eraser():
        rows = table._default_manager.filter(organisation_id=who.organisation_id, pk__gt=after)
        return list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
