"""A resident's visit: a cookie of its own, apart from people at work; fifteen minutes without a sign and it ends.

The database decides (sql/gate.sql): it finds the visit by the hash of the cookie and says whose it is.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from waakvlam.access import audit, identity
from waakvlam.access.identity import Who
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now

from . import codes

COOKIE, KIND = f"{'__Secure-' if settings.SECURE else ''}waakvlam_mijn", "mijn"


def open_with(code: str, born: date | None) -> tuple[str, str] | None:
    """(cookie, language) of a new visit, or None: one answer for every reason. Two statements at least."""
    secret = secrets.token_urlsafe(32)
    found = call("rights_open", codes.hash_of(codes.tidy(code) or "-"), born, uuid7(), _hash(secret), now())
    return _begun(secret, found)


@dataclass(frozen=True)
class Proved:
    """What a provider proved: who, by its own opaque name, at which organisation's door."""

    organisation_id: UUID
    sub: str


def open_for_subject(proved: Proved) -> tuple[str, str] | None:
    """The same for somebody whom a sign-in of DigiD's kind named, by the organisation's own mapping."""
    secret = secrets.token_urlsafe(32)
    found = call("rights_open_subject", proved.organisation_id, codes.keyed("sub", proved.sub), uuid7(), _hash(secret), now())
    return _begun(secret, found)


def pair(proved: Proved, code: str, born: date | None) -> tuple[str, str] | None:
    """The first time: the code of a letter says whom this subject stands for; (cookie, language), or None."""
    secret = secrets.token_urlsafe(32)
    found = call("rights_pair", proved.organisation_id, codes.keyed("sub", proved.sub), uuid7(),
                 codes.hash_of(codes.tidy(code) or "-"), born, uuid7(), _hash(secret), now())
    return _begun(secret, found)


def _begun(secret: str, found: dict[str, Any] | None) -> tuple[str, str] | None:
    if found is None:
        return None
    who = who_of(secret)
    assert who is not None  # begun in this transaction
    audit.record(who, "rights.visit", None)
    return secret, str(found["language"])


def who_of(secret: str) -> Who | None:
    """The resident behind the cookie, from now on known to the wall; None where the visit is over. Two statements."""
    row = call("rights_enter", _hash(secret), now()) if secret else None
    if row is None:
        return None
    who = resident(UUID(row["network_id"]), UUID(row["organisation_id"]), UUID(row["resident_id"]),
                   organisation_name=row["organisation_name"], organisation_kind=row["kind"])
    identity.enter(who)
    return who


def resident(network_id: UUID, organisation_id: UUID, resident_id: UUID, *, organisation_name: str = "",
             organisation_kind: str = "") -> Who:
    """A resident of this organisation's register: sees what concerns them, through the gate only."""
    return Who(network_id=network_id, organisation_id=organisation_id, organisation_kind=organisation_kind,
               role=Role.RESIDENT, purpose=Purpose.HANDOVER, organisation_name=organisation_name,
               only=resident_id, link_kind=KIND)


def leave(secret: str) -> None:
    with connection.cursor() as db:
        db.execute("select rights_leave(%s, %s)", [_hash(secret), now()])


def call(function: str, *given: Any) -> Any:
    """The answer of one function of the gate, from JSON where it is that. One statement."""
    with connection.cursor() as db:
        db.execute(f"select {function}({', '.join(['%s'] * len(given))})", given)  # noqa: S608  names from our code
        found = (db.fetchone() or [None])[0]
    return json.loads(found) if isinstance(found, str) else found


def _hash(secret: str) -> bytes:
    return codes.keyed("visit", secret)
