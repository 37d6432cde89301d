"""Seals on both logs: batches under a chained, signed head; `verify` finds any change.

A batch's root is a hash over the hashes of its rows; its head chains root, number and size to the
head before, whichever log that was of. Heads are signed with Ed25519. Writers never wait: rows are
sealed afterwards. What is kept elsewhere is the head of a day (`days.py`).
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connections, transaction

from . import removals, signing
from .models import AuditSeal

BATCH = 5000
LOGS = tuple(AuditSeal.Log)


@dataclass(frozen=True)
class Finding:
    """Something that does not add up, in words for the privacy officer."""

    seal: int
    what: str


@dataclass(frozen=True)
class Verified:
    seals: int
    events: int
    lines: int
    unsealed: int
    removed: int  # rows that went at their term, by a signed statement
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Batch:
    """One seal as it is stored."""

    number: int
    log: str
    count: int
    root: bytes
    head: bytes
    signature: bytes | None
    key_id: str
    at: datetime


def seal(using: str = "default") -> int:
    """Seal what is unsealed in both logs, batch by batch; returns how many rows were sealed."""
    return sum(_seal(log, using) for log in LOGS)


def _seal(log: str, using: str) -> int:
    """Each batch begins where the one before ended: what was just sealed is not walked over again."""
    total, last = 0, UUID(int=0)
    while True:
        with transaction.atomic(using=using), connections[using].cursor() as db:
            db.execute("select number, events, head, last from audit_seal_next(%s, %s, %s)", [log, BATCH, last])
            row = db.fetchone()
            if row is None:
                return total
            number, events, head, last = row
            db.execute("select audit_sign(%s, %s, %s)", [number, *signing.sign(bytes(head))])
        total += events


def verify(using: str = "default") -> Verified:
    """Recompute every root and head from the rows as they stand. One pass in the database.

    Finds changed, removed, added and reordered acts and lines, and broken chains; what went at its
    term must be stated and signed (`removals`). Needs no identity:
    what crosses organisations are hashes. A million rows take about five seconds.
    """
    stored, gone, (real, unsealed) = batches(using), removals.stated(using), _recomputed(using)
    found = {str(log): sum(count for (of, _n), (count, _root) in real.items() if of == log) for log in LOGS}
    findings = [*_compared(stored, real, gone), *(
        Finding(seal, "verklaring over een zegel dat er niet is") for seal in sorted(gone.keys() - {b.number for b in stored})), *(
        Finding(number, f"{count} {AuditSeal.Log(log).label} wijzen naar een zegel dat er niet is")
        for (log, number), (count, _root) in sorted(real.items()) if (log, number) not in {(b.log, b.number) for b in stored})]
    return Verified(len(stored), found["acts"], found["lines"], unsealed,
                    sum(r.events for r in gone.values()), tuple(findings))


def _compared(stored: list[Batch], real: dict[tuple[str, int], tuple[int, bytes]],
              gone: dict[int, removals.Removal]) -> Iterator[Finding]:
    """Batch by batch: its rows, its place in the chain, its signature."""
    before, expected, keys = b"", 1, signing.trusted()
    for batch in stored:
        count, root = real.get((batch.log, batch.number), (0, b""))
        if batch.number != expected:
            yield Finding(batch.number, f"batch {expected} ontbreekt")
        if (removal := gone.get(batch.number)) is not None:
            for what in removals.wrong(removal, log=batch.log, count=batch.count, root=batch.root, head=batch.head,
                                       sealed_at=batch.at, rows=count, keys=keys):
                yield Finding(batch.number, what)
        elif (count, root) != (batch.count, batch.root):
            words = AuditSeal.Log(batch.log).label
            yield Finding(batch.number, f"{batch.count} {words} verzegeld, {count} gevonden; "
                          "er is iets gewijzigd, verwijderd of toegevoegd")
        wanted = hashlib.sha256(before + batch.root + f"{batch.number}:{batch.count}".encode()).digest()
        if wanted != batch.head:
            yield Finding(batch.number, "de ketting met de vorige batch is verbroken")
        if batch.key_id and batch.key_id not in keys:
            yield Finding(batch.number, f"ondertekend met sleutel {batch.key_id}, die niet is opgegeven; was het "
                          "een eigen sleutel, zet hem dan in WAAKVLAM_SEAL_OLD_KEYS")
        elif not signing.holds(batch.head, batch.signature, batch.key_id, keys):
            yield Finding(batch.number, "de handtekening ontbreekt of klopt niet")
        before, expected = batch.head, batch.number + 1


def batches(using: str = "default") -> list[Batch]:
    rows = AuditSeal.objects.using(using).order_by("number").values_list(
        "number", "log", "events", "root", "head", "signature", "key_id", "at")
    return [Batch(number, log, count, bytes(root), bytes(head), bytes(signature) if signature else None, key_id, at)
            for number, log, count, root, head, signature, key_id, at in rows]


def _recomputed(using: str) -> tuple[dict[tuple[str, int], tuple[int, bytes]], int]:
    """(log, seal) → (how many rows, their root) from the rows as they are; and how many are unsealed."""
    with transaction.atomic(using=using), connections[using].cursor() as db:
        db.execute("select log, seal, events, root from audit_recomputed()")
        rows = db.fetchall()
    return ({(log, seal): (events, bytes(root)) for log, seal, events, root in rows if seal is not None},
            sum(events for _log, seal, events, _root in rows if seal is None))
