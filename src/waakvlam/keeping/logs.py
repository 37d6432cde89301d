"""The logs at their term: sealed batches go whole, each under a signed statement.

Not through the eraser: a batch holds rows of many organisations under one seal. A function at the gate lets go of one
batch at a time, in one transaction with the statement, and with an act in the log of every organisation
whose rows went. What a changed batch holds stays, as evidence, and verifying says so.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from waakvlam.access import audit, removals, signing
from waakvlam.access.erasing import Trace
from waakvlam.access.identity import acting, system
from waakvlam.access.models import AuditSeal
from waakvlam.access.words import Purpose

from . import terms
from .sweeping import destroyed

MOST = 2_000  # batches of a log per run: ten million rows
TRACES = {AuditSeal.Log.ACTS: Trace.ACT_LOG, AuditSeal.Log.LINES: Trace.READ_LOG}
TABLES = {AuditSeal.Log.ACTS: "access_audit", AuditSeal.Log.LINES: "access_processingline"}
ALL = 2**62
log = logging.getLogger("waakvlam.keeping")


@dataclass(frozen=True)
class Due:
    """A sealed batch that is over its term of `days`."""

    log: AuditSeal.Log
    seal: int
    events: int
    root: bytes
    head: bytes
    days: int


@dataclass
class Removed:
    """Rows that went per log, and seals that stayed because they were changed."""

    rows: dict[str, int] = field(default_factory=dict)
    batches: int = 0
    changed: list[int] = field(default_factory=list)


def due(most: int = MOST) -> list[Due]:
    """What would go now, oldest first. Reads only; needs no identity: hashes and counts."""
    return [batch for of in TRACES for batch in _due(of, most)]


def _due(of: AuditSeal.Log, most: int) -> Iterator[Due]:
    below = removals.needed_from() if of == AuditSeal.Log.LINES else None
    with connection.cursor() as db:
        db.execute("select seal, events, root, head, days from keeping_logs_due(%s, %s, %s, %s)",
                   [of, _shipped(of), ALL if below is None else below, most])
        rows = db.fetchall()
    for seal, events, root, head, days in rows:
        yield Due(of, seal, events, bytes(root), bytes(head), days)


def _shipped(of: AuditSeal.Log) -> int:
    return next(term.days for term in terms.shipped() if term.trace == TRACES[of])


def remove(*, most: int = MOST) -> Removed:
    """Let go of every batch that is over its term, one transaction each; broken off, it goes on tomorrow."""
    made = Removed()
    for batch in due(most):
        gone = _one(batch)
        if not gone:
            made.changed.append(batch.seal)
            log.warning("seal %d was changed after it was sealed: it stays; run waakvlam audit verify", batch.seal)
            continue
        made.batches += 1
        made.rows[batch.log] = made.rows.get(batch.log, 0) + sum(gone.values())
        for organisation_id, rows in gone.items():
            destroyed(organisation_id, "term", {TABLES[batch.log]: rows}, days=batch.days, seal=batch.seal)
    return made


@transaction.atomic
def _one(batch: Due) -> dict[UUID, int]:
    """Organisation → rows that went; empty where the batch is not as it was sealed."""
    with connection.cursor() as db:
        db.execute("select clock_timestamp()")
        at: datetime = db.fetchone()[0]  # the database's own: it compares with that
        removal = removals.Removal(batch.seal, at, batch.events, batch.days)
        signed, key = signing.sign(removal.statement(batch.log, batch.root, batch.head))
        db.execute("select organisation, gone from keeping_log_remove(%s, %s, %s, %s, %s, %s)",
                   [batch.seal, _shipped(batch.log), at, batch.days, signed, key])
        gone = dict(db.fetchall())
    for organisation_id, rows in gone.items():
        with acting(system(organisation_id, Purpose.ADMINISTRATION)) as by:
            audit.record(by, "keeping.logs", log=batch.log, seal=batch.seal, rows=rows, days=batch.days)
    return gone
