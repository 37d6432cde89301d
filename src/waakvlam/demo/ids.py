"""Ids and chance that are the same on every machine, so that a demo can be talked about."""

import hashlib
import random
from uuid import UUID

SEED = 1903
_MOMENT = 1_767_600_000_000  # early January 2026: ids of the demo sort before those made later


def derived(kind: str, key: object) -> UUID:
    """A UUID in the shape of version 7 that depends only on what it names."""
    raw = bytearray(_MOMENT.to_bytes(6, "big") + hashlib.sha256(f"{kind}:{key}".encode()).digest()[:10])
    raw[6] = raw[6] & 0x0F | 0x70
    raw[8] = raw[8] & 0x3F | 0x80
    return UUID(bytes=bytes(raw))


def chance(*key: object, seed: int = SEED) -> random.Random:
    """Its own stream of chance per thing, so that adding one thing leaves the others alone."""
    text = ":".join(map(str, (seed, *key)))
    return random.Random(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big"))  # noqa: S311
