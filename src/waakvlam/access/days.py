"""The head of each day, signed: what somebody outside can keep, and what a rewrite cannot pass.

A seal proves that nobody without the key changed the log. A day's head that somebody else keeps
proves it of whoever has the key as well: a log that was rewritten whole ends in another head.
"""

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connections, transaction

from waakvlam.kit.errors import Invalid

from . import signing
from .models import AuditDay
from .seals import Finding, batches

FORM = "waakvlam-dagkoppen/1"


@dataclass(frozen=True)
class Head:
    """The state of the chain at the end of a day; counts are of that day."""

    day: date
    first_seal: int
    last_seal: int
    acts: int
    lines: int
    head: bytes

    def statement(self) -> bytes:
        """What is signed: every field, in one spelling."""
        return "\n".join([FORM, self.day.isoformat(), f"{self.first_seal}-{self.last_seal}", str(self.acts),
                          str(self.lines), self.head.hex()]).encode()


@dataclass(frozen=True)
class Signed:
    head: Head
    signature: bytes
    key_id: str

    @property
    def short(self) -> str:
        """The first digits of the head, to compare by eye."""
        return self.head.head.hex()[:24]


def close(using: str = "default") -> int:
    """Sign the head of each day that is over; returns how many days. Run each night."""
    total = 0
    while True:
        with transaction.atomic(using=using), connections[using].cursor() as db:
            db.execute("select day, first_seal, last_seal, acts, lines, head from audit_close_day()")
            row = db.fetchone()
            if row is None:
                return total
            day, first, last, acts, lines, head = row
            made = Head(day, first, last, acts, lines, bytes(head))
            db.execute("select audit_sign_day(%s, %s, %s)", [made.day, *signing.sign(made.statement())])
        total += 1


def kept(since: date | None = None, using: str = "default") -> list[Signed]:
    """The heads of the days, oldest first. One query."""
    rows = AuditDay.objects.using(using).order_by("day")
    return [Signed(Head(r.day, r.first_seal, r.last_seal, r.acts, r.lines, bytes(r.head)),
                   bytes(r.signature or b""), r.key_id) for r in (rows.filter(day__gte=since) if since else rows)]


def published(heads: Iterable[Signed]) -> dict[str, Any]:
    """As data for whoever keeps them: no personal data, no organisation."""
    return {
        "vorm": FORM,
        "uitleg": "ondertekend is: vorm, dag, eersteZegel-laatsteZegel, handelingen, verwerkingsregels, kop; "
                  "elk op een regel, in UTF-8, met Ed25519",
        "sleutels": {name: base64.b64encode(raw).decode() for name, raw in signing.trusted().items()},
        "dagen": [{"dag": s.head.day.isoformat(), "eersteZegel": s.head.first_seal, "laatsteZegel": s.head.last_seal,
                   "handelingen": s.head.acts, "verwerkingsregels": s.head.lines, "kop": s.head.head.hex(),
                   "handtekening": base64.b64encode(s.signature).decode(), "sleutel": s.key_id} for s in heads],
    }


def read(text: str) -> list[Head]:
    """The heads in a file that was exported earlier. Raises Invalid where it is none of ours."""
    try:
        document = json.loads(text)
        found = [Head(date.fromisoformat(d["dag"]), int(d["eersteZegel"]), int(d["laatsteZegel"]),
                      int(d["handelingen"]), int(d["verwerkingsregels"]), bytes.fromhex(d["kop"]))
                 for d in document["dagen"]]
    except (ValueError, KeyError, TypeError):
        found = []
    if not found:
        raise Invalid("day_heads", "Dit is geen bestand met dagkoppen.",
                      expected="JSON as on /.well-known/waakvlam-zegels.json, with at least one day")
    return found


def compared(earlier: Iterable[Head], using: str = "default") -> list[Finding]:
    """What differs from heads that were kept elsewhere: also a rewrite by whoever has the key.

    Equal heads prove everything before them equal, where `seals.verify` finds the chain sound.
    """
    chain = {batch.number: batch.head for batch in batches(using)}
    found = []
    for head in earlier:
        real = chain.get(head.last_seal, b"" if head.last_seal == 0 else None)
        if real is None:
            found.append(Finding(head.last_seal, f"het logboek houdt op vóór de dagkop van {head.day:%d-%m-%Y}"))
        elif real != head.head:
            found.append(Finding(head.last_seal, f"het logboek is herschreven na de dagkop van {head.day:%d-%m-%Y}: "
                                 "de bewaarde kop is een andere"))
    return found


def checked(using: str = "default") -> list[Finding]:
    """What is wrong with the stored days themselves: signature, order, and place in the chain."""
    keys, found, before = signing.trusted(), [], 0
    signed = kept(using=using)
    for s in signed:
        if not signing.holds(s.head.statement(), s.signature, s.key_id, keys):
            found.append(Finding(s.head.last_seal, f"de handtekening onder {s.head.day:%d-%m-%Y} klopt niet"))
        if s.head.first_seal != before + 1:
            found.append(Finding(s.head.last_seal, f"de dag {s.head.day:%d-%m-%Y} sluit niet aan op de dag ervoor"))
        before = s.head.last_seal
    return [*found, *compared((s.head for s in signed), using)]
