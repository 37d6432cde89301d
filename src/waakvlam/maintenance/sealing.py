"""Marks and seals of private lists: what two lists can be compared by, and what only its owner reads.

A mark is a keyed hash (HMAC-SHA-256) of postcode and house number within one project: the same on every
list, and without the installation's key and the project's salt nobody can try addresses against it. A seal
is AES-SIV (RFC 5297) under a key of that project and organisation, so that equal addresses look different.
Both keys come from `SUBJECT_KEY` by HKDF (RFC 5869) and are never stored.
"""

import hmac
import json
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from .models import Door, Project


@dataclass(frozen=True)
class Known:
    """What a partner keeps of an address: the door and why it knows it."""

    door_id: UUID
    reason: str


@lru_cache(maxsize=256)
def _key(secret: str, salt: bytes, about: str) -> bytes:
    return HKDF(SHA512(), 64, salt, f"maintenance {about}".encode()).derive(secret.encode())


def mark(project: Project, door: Door) -> bytes:
    """The same for every list of this project that holds this home."""
    home = "|".join(map(str, door.home))
    key = _key(settings.SUBJECT_KEY, bytes(project.salt), f"mark {project.pk}")
    return hmac.digest(key, home.encode(), "sha256")


def seal(project: Project, organisation_id: UUID, known: Known) -> bytes:
    words = json.dumps([str(known.door_id), known.reason], ensure_ascii=False)
    return _cipher(project, organisation_id).encrypt(words.encode(), [project.pk.bytes])


def opened(project: Project, organisation_id: UUID, sealed: bytes | memoryview) -> Known | None:
    """None where the key is gone: comparing ended, and with it the salt."""
    try:
        door, reason = json.loads(_cipher(project, organisation_id).decrypt(bytes(sealed), [project.pk.bytes]))
    except InvalidTag:
        return None
    return Known(UUID(door), reason)


def _cipher(project: Project, organisation_id: UUID) -> AESSIV:
    return AESSIV(_key(settings.SUBJECT_KEY, bytes(project.salt), f"seal {project.pk} {organisation_id}"))
