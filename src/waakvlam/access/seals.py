"""Seals on the log of acts: batches under a chained, signed head; `verify` finds any change.

A batch's root is a hash over the hashes of its acts; its head chains root, number and size to the
head before. Heads are signed with Ed25519. Writers never wait: acts are sealed afterwards.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connections, transaction

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


def verify(using: str = "owner") -> Verified:
    """Recompute every root and head from the rows as they stand. One pass, constant memory.

    Finds changed, removed, added and reordered acts and broken chains. Runs as the owner: an
    operator's or privacy officer's command, not a page.
    """
    findings: list[Finding] = []
    before, expected, events = b"", 1, 0
    for number, count, root, head, signature, real_count, real_root in _batches(using):
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
    orphans, unsealed = _loose(using, expected - 1)
    if orphans:
        findings.append(Finding(expected, f"{orphans} handelingen wijzen naar een zegel dat er niet is"))
    return Verified(expected - 1, events, unsealed, tuple(findings))


def _batches(using: str) -> Iterator[tuple[int, int, bytes, bytes, bytes | None, int, bytes]]:
    with transaction.atomic(using=using), connections[using].cursor() as db:
        db.execute("""
            select s.number, s.events, s.root, s.head, s.signature, coalesce(f.n, 0), f.root
              from access_auditseal s
              left join (select a.seal, count(*) n,
                                sha256(string_agg(audit_leaf(a), ''::bytea order by a.id)) root
                           from access_audit a where a.seal is not null group by a.seal) f
                on f.seal = s.number
             order by s.number""")
        for row in iter(db.fetchone, None):
            yield (row[0], row[1], bytes(row[2]), bytes(row[3]), bytes(row[4]) if row[4] else None,
                   row[5], bytes(row[6] or b""))


def _signed(head: bytes, signature: bytes | None) -> bool:
    try:
        _key().public_key().verify(signature or b"", head)
    except InvalidSignature:
        return False
    return True


def _loose(using: str, last: int) -> tuple[int, int]:
    with transaction.atomic(using=using), connections[using].cursor() as db:
        db.execute("""select count(*) filter (where seal > %s), count(*) filter (where seal is null)
                      from access_audit""", [last])
        return tuple(db.fetchone() or (0, 0))  # type: ignore[return-value]
