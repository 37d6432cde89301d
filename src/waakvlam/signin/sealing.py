"""Secrets at rest: encrypted with a key that is not in the database, bound to whose they are."""

import hashlib
import hmac
import os
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


def seal(person_id: UUID, secret: bytes) -> bytes:
    """Nonce and ciphertext; moved to another person's row it does not open."""
    nonce = os.urandom(12)
    return nonce + AESGCM(_key("seal")).encrypt(nonce, secret, person_id.bytes)


def unseal(person_id: UUID, sealed: bytes) -> bytes:
    """Raises cryptography.exceptions.InvalidTag where key, person or content differ."""
    kept = bytes(sealed)
    return AESGCM(_key("seal")).decrypt(kept[:12], kept[12:], person_id.bytes)


def mark(person_id: UUID, code: str) -> bytes:
    """A keyed hash of a code that is random enough to need no slow one."""
    return hmac.digest(_key("mark"), person_id.bytes + code.encode(), hashlib.sha256)


def _key(use: str) -> bytes:
    return hmac.digest(settings.SIGNIN_KEY.encode(), use.encode(), hashlib.sha256)
