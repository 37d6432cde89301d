"""Each night: bytes without a row go, rows without bytes are told.

Bytes without a row are left by a transaction that was undone after they were written, by a process that stopped
between its last write and the removing, or by a backup of the folder that is older than the database's.
"""

import json
import logging
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from waakvlam.access import audit
from waakvlam.access.erasing import as_eraser
from waakvlam.access.identity import Who, acting
from waakvlam.kit.time import now

from . import storage
from .models import tables

YOUNG = timedelta(hours=1)  # its row may still be on its way
log = logging.getLogger("waakvlam.attachments")


@dataclass(frozen=True)
class Tidied:
    """How many files without a row went, and which rows have no file."""

    removed: int
    lost: tuple[UUID, ...]


def tidy(who: Who) -> Tidied:
    """For one organisation, by the nightly run. Opens its own transactions; reads one folder and one column."""
    files = list(storage.kept(who.network_id, who.organisation_id))  # before the rows: what comes between has both
    with acting(who), as_eraser():
        rows = {i for table in tables() for i in table._default_manager.filter(
            organisation_id=who.organisation_id).values_list("id", flat=True)}
    removed = [file for file in files if not _has_row(file, rows) and _is_old(file)]
    for file in removed:
        file.unlink(missing_ok=True)
    there = {file.name for file in files}
    lost = tuple(i for i in sorted(rows) if str(i) not in there and not _came_meanwhile(who, i))
    if lost:
        with acting(who):
            audit.record(who, "attachment.lost", None, rows=len(lost))
    if removed or lost:
        _say(who, len(removed), lost)
    return Tidied(len(removed), lost)


def _has_row(file: Path, rows: set[UUID]) -> bool:
    try:
        return UUID(file.name) in rows
    except ValueError:  # left half written
        return False


def _is_old(file: Path) -> bool:
    try:
        return file.stat().st_mtime < (now() - YOUNG).timestamp()
    except FileNotFoundError:
        return False


def _came_meanwhile(who: Who, id: UUID) -> bool:
    return storage.place(who.network_id, who.organisation_id, id).exists()


def _say(who: Who, removed: int, lost: tuple[UUID, ...]) -> None:
    line = {"event": "attachments tidied", "organisation": str(who.organisation_id), "removed": removed,
            "lost": [str(i) for i in lost]}
    log.log(logging.ERROR if lost else logging.INFO, json.dumps(line, sort_keys=True))
