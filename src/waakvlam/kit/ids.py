"""Identifiers: UUID version 7 (RFC 9562 section 5.7), made by us.

Time-ordered, so that a fresh row lands at the end of its index, and made before the
insert, so that a phone without network can name a row.
"""

import os
import secrets
import time
from uuid import UUID

# Read out over the phone: nothing that looks or sounds like something else.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def uuid7(at: float | None = None) -> UUID:
    """A new identifier; `at` is seconds since the epoch (for seeds and tests).

    The twelve bits after the milliseconds hold their fraction (RFC 9562 section 6.2, method 3),
    so that rows made one after the other also sort so.
    """
    nanos = time.time_ns() if at is None else int(at * 1_000_000_000)
    millis, rest = divmod(nanos, 1_000_000)
    fraction = rest * 4096 // 1_000_000
    raw = bytearray(millis.to_bytes(6, "big") + fraction.to_bytes(2, "big") + os.urandom(8))
    raw[6] |= 0x70
    raw[8] = raw[8] & 0x3F | 0x80
    return UUID(bytes=bytes(raw))


def spoken() -> str:
    """A number to read out, “3F7-KQ2-9XD”. 32⁹ of them: a clash is refused by the database, and would come once in ages."""
    drawn = "".join(secrets.choice(ALPHABET) for _n in range(9))
    return f"{drawn[:3]}-{drawn[3:6]}-{drawn[6:]}"
