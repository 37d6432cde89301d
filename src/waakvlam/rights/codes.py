"""Codes that people can read aloud: no letter or digit that looks like another, in two groups.

Kept only as a keyed hash: ten signs are too few to keep as a plain hash, which somebody with a copy
of the database could try out. Looked up by index on the whole hash: no timing to learn.
"""

import hashlib
import hmac
import re
import secrets

from django.conf import settings

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 10


def draw() -> str:
    """A new code, “ABCDE-FGHJK”: 50 bits."""
    signs = "".join(secrets.choice(ALPHABET) for _n in range(LENGTH))
    return f"{signs[:5]}-{signs[5:]}"


def tidy(typed: str) -> str:
    """What somebody typed, as it was drawn; spaces, dashes and case do not matter. "" where it is no code."""
    signs = re.sub(r"[\s\-–.]", "", typed.upper())
    fits = len(signs) == LENGTH and all(sign in ALPHABET for sign in signs)
    return f"{signs[:5]}-{signs[5:]}" if fits else ""


def hash_of(code: str) -> bytes:
    return keyed("code", code)


def keyed(use: str, value: str) -> bytes:
    """A hash that only this installation can make."""
    return hmac.new(f"waakvlam rights {use} {settings.SECRET_KEY}".encode(), value.encode(), hashlib.sha256).digest()
