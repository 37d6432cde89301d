"""Where the bytes stand: encrypted, outside any web root, in the folder of network and organisation.

    WAAKVLAM_ATTACHMENTS/<network>/<organisation>/<last two signs of the id>/<id>

Each file has a random key of its own, kept in its row and sealed there with WAAKVLAM_FILE_KEY (or still with the one
before: rewrapping.py). So a copy of this
folder opens nothing, and once a row is gone its bytes open nowhere any more, in no backup of the folder either.
AES-256-GCM, nonce first, bound to network, organisation and id: moved to another's row it does not open.
"""

import hashlib
import hmac
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12


class Lost(Exception):
    """The bytes are not there, or not what was kept."""


def write(network_id: UUID, organisation_id: UUID, id: UUID, content: bytes) -> bytes:
    """Keep the bytes; returns the sealed key for the row. Whole or not at all: written aside, then renamed."""
    bound, key = _bound(network_id, organisation_id, id), AESGCM.generate_key(256)
    path = place(network_id, organisation_id, id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = path.with_name(f"{path.name}.new")
    with open(os.open(aside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as out:
        out.write(_encrypted(key, content, bound))
        out.flush()
        os.fsync(out.fileno())
    aside.rename(path)
    return _encrypted(_master(settings.FILE_KEY), key, bound)


def read(network_id: UUID, organisation_id: UUID, id: UUID, sealed: bytes, sha256: bytes) -> bytes:
    """The bytes as they were kept. Raises Lost."""
    bound = _bound(network_id, organisation_id, id)
    try:
        key = _unsealed(bytes(sealed), bound)
        content = _decrypted(key, place(network_id, organisation_id, id).read_bytes(), bound)
    except (OSError, InvalidTag, ValueError) as error:
        raise Lost(str(id)) from error
    if not hmac.compare_digest(hashlib.sha256(content).digest(), bytes(sha256)):
        raise Lost(str(id))
    return content


def rewrapped(network_id: UUID, organisation_id: UUID, id: UUID, sealed: bytes) -> bytes | None:
    """The file's key, sealed with the key of now; None where it is already. Raises Lost where no key opens it."""
    bound = _bound(network_id, organisation_id, id)
    try:
        _decrypted(_master(settings.FILE_KEY), sealed, bound)
        return None
    except (InvalidTag, ValueError):
        pass
    try:
        return _encrypted(_master(settings.FILE_KEY), _unsealed(sealed, bound), bound)
    except (InvalidTag, ValueError) as error:
        raise Lost(str(id)) from error


def remove(network_id: UUID, organisation_id: UUID, id: UUID) -> None:
    """May be done twice."""
    place(network_id, organisation_id, id).unlink(missing_ok=True)


def place(network_id: UUID, organisation_id: UUID, id: UUID) -> Path:
    return _folder(network_id, organisation_id) / str(id)[-2:] / str(id)


def kept(network_id: UUID, organisation_id: UUID) -> Iterator[Path]:
    """Every file of this organisation, also what was left half written."""
    for shelf in sorted(_folder(network_id, organisation_id).glob("*")):
        yield from sorted(file for file in shelf.iterdir() if file.is_file())


def _folder(network_id: UUID, organisation_id: UUID) -> Path:
    return Path(settings.ATTACHMENTS) / str(network_id) / str(organisation_id)


def _encrypted(key: bytes, content: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, bound)


def _decrypted(key: bytes, kept: bytes, bound: bytes) -> bytes:
    return AESGCM(key).decrypt(kept[:NONCE], kept[NONCE:], bound)


def _bound(network_id: UUID, organisation_id: UUID, id: UUID) -> bytes:
    return network_id.bytes + organisation_id.bytes + id.bytes


def _unsealed(sealed: bytes, bound: bytes) -> bytes:
    """By the key of now, else by the one before, where there is one. Raises InvalidTag."""
    try:
        return _decrypted(_master(settings.FILE_KEY), sealed, bound)
    except InvalidTag:
        if not settings.FILE_KEY_OLD:
            raise
        return _decrypted(_master(settings.FILE_KEY_OLD), sealed, bound)


def _master(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"attachments", hashlib.sha256)
