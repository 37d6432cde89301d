"""Identifiers: UUID version 7 (RFC 9562 section 5.7), made by us.

Time-ordered, so that a fresh row lands at the end of its index, and made before the
insert, so that a phone without network can name a row.
"""

import os
import time
from uuid import UUID


def uuid7(at: float | None = None) -> UUID:
    """A new identifier; `at` is seconds since the epoch (for seeds and tests)."""
    millis = int((time.time() if at is None else at) * 1000)
    raw = bytearray(millis.to_bytes(6, "big") + os.urandom(10))
    raw[6] = raw[6] & 0x0F | 0x70
    raw[8] = raw[8] & 0x3F | 0x80
    return UUID(bytes=bytes(raw))
