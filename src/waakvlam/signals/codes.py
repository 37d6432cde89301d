"""The code with which whoever told something follows how far it is: status only, no account (R11).

Two groups that can be read aloud. A code is made from the id of its signal with this installation's key: sending the
same form twice gives the same code, and nothing but a keyed hash is kept.
"""

import hashlib
import hmac
import re
import secrets
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from .models.states import Told

# Nothing that looks or sounds like something else: 32 signs, so five bits of a byte choose one evenly.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 10


def of(signal_id: UUID) -> str:
    """“ABCDE-FGHJK”: 50 bits that nobody without the key can make from the id."""
    return _grouped(keyed("code", str(signal_id)))


def draw() -> str:
    """A code that stands for no signal: for a form that somebody finishes later."""
    return _grouped(secrets.token_bytes(LENGTH))


def tidy(typed: str) -> str:
    """What somebody typed, as it was given; spaces, dashes and case do not matter. "" where it is no code."""
    signs = re.sub(r"[\s\-–.]", "", typed.upper())
    fits = len(signs) == LENGTH and all(sign in ALPHABET for sign in signs)
    return f"{signs[:5]}-{signs[5:]}" if fits else ""


def hash_of(code: str) -> bytes:
    return keyed("status", code)


def keyed(use: str, value: str) -> bytes:
    """A hash that only this installation can make; looked up whole, so that timing teaches nothing."""
    return hmac.digest(f"waakvlam signals {use} {settings.SECRET_KEY}".encode(), value.encode(), hashlib.sha256)


def status(typed: str) -> dict[str, Any] | None:
    """{number, told, told_at, at} behind a code, or None: one answer for wrong, unknown and gone. One query."""
    with connection.cursor() as db:
        db.execute("select number, told, told_at, at from signals_status(%s)", [hash_of(tidy(typed))])
        row = db.fetchone()
    return None if row is None else dict(zip(("number", "told", "told_at", "at"), (row[0], Told(row[1]), *row[2:]), strict=True))


def _grouped(drawn: bytes) -> str:
    signs = "".join(ALPHABET[byte % len(ALPHABET)] for byte in drawn[:LENGTH])
    return f"{signs[:5]}-{signs[5:]}"
