"""Seals on the log of acts: batches under a chained, signed head; `verify` finds any change.

A batch's root is a hash over the hashes of its acts; its head chains root, number and size to the
head before. Heads are signed with Ed25519. Writers never wait: acts are sealed afterwards.
"""

import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connections, transaction

from .models import AuditSeal

BATCH = 5000


@dataclass(frozen=True)
class Finding:
    """Something that does not add up, in words for the privacy officer."""

    seal: int
    what: str


@dataclass(frozen=True)
class Verified:
    seals: int
    events: int
    unsealed: int
    findings: tuple[Finding, ...]


def _key() -> Ed25519PrivateKey:
    seed = hashlib.sha256(b"waakvlam audit seal " + settings.SECRET_KEY.encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


def seal(using: str = "default") -> int:
    """Seal what is unsealed, batch by batch; returns how many acts were sealed."""
    total = 0
    while True:
        with transaction.atomic(using=using), connections[using].cursor() as db:
            db.execute("select number, events, head from audit_seal_next(%s)", [BATCH])
            row = db.fetchone()
            if row is None:
                return total
            db.execute("select audit_sign(%s, %s)", [row[0], _key().sign(bytes(row[2]))])
        total += row[1]


def verify(using: str = "default") -> Verified:
    """Recompute every root and head from the rows as they stand. One pass in the database.

    Finds changed, removed, added and reordered acts and broken chains. Needs no identity: what
    crosses organisations are hashes. About a second per 300,000 acts.
    """
    findings: list[Finding] = []
    stored, real, unsealed = _stored(using), *_recomputed(using)
    before, expected, events = b"", 1, 0
    for number, count, root, head, signature in stored:
        real_count, real_root = real.pop(number, (0, b""))
        if number != expected:
            findings.append(Finding(number, f"batch {expected} ontbreekt"))
        if real_count != count or real_root != root:
            findings.append(Finding(number, f"{count} handelingen verzegeld, {real_count} gevonden; "
                                    "een handeling is gewijzigd, verwijderd of toegevoegd"))
        wanted = hashlib.sha256(before + root + f"{number}:{count}".encode()).digest()
        if wanted != head:
            findings.append(Finding(number, "de ketting met de vorige batch is verbroken"))
        if not _signed(head, signature):
            findings.append(Finding(number, "de handtekening ontbreekt of klopt niet"))
        before, expected, events = head, number + 1, events + real_count
    findings += [Finding(number, f"{count} handelingen wijzen naar een zegel dat er niet is")
                 for number, (count, _root) in sorted(real.items())]
    return Verified(expected - 1, events, unsealed, tuple(findings))


def _stored(using: str) -> list[tuple[int, int, bytes, bytes, bytes | None]]:
    rows = AuditSeal.objects.using(using).order_by("number").values_list(
        "number", "events", "root", "head", "signature")
    return [(n, count, bytes(root), bytes(head), bytes(signature) if signature else None)
            for n, count, root, head, signature in rows]


def _recomputed(using: str) -> tuple[dict[int, tuple[int, bytes]], int]:
    """Seal → (how many acts, their root) from the rows as they are, and how many are unsealed."""
    with transaction.atomic(using=using), connections[using].cursor() as db:
        db.execute("select seal, events, root from audit_recomputed()")
        rows = db.fetchall()
    return ({seal: (events, bytes(root)) for seal, events, root in rows if seal is not None},
            sum(events for seal, events, _root in rows if seal is None))


def _signed(head: bytes, signature: bytes | None) -> bool:
    try:
        _key().public_key().verify(signature or b"", head)
    except InvalidSignature:
        return False
    return True
