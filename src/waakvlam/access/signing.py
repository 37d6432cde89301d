"""The key that seals are signed with (Ed25519), and the public halves of those that came before.

The key comes from a setting of its own, or else from the secret key. What is trusted stands in the
settings and not in the database: who rewrites the log could add a key of their own there.
"""

import base64
import hashlib
from binascii import Error as NotBase64

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def key() -> Ed25519PrivateKey:
    """The key of now."""
    given = settings.SEAL_KEY or settings.SECRET_KEY
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"waakvlam audit seal " + given.encode()).digest())


def public(of: Ed25519PublicKey) -> bytes:
    """32 bytes."""
    return of.public_bytes(Encoding.Raw, PublicFormat.Raw)


def name(public_key: bytes) -> str:
    """How a public key is called: 16 hexadecimal digits of its hash."""
    return hashlib.sha256(public_key).hexdigest()[:16]


def key_id() -> str:
    return name(public(key().public_key()))


def sign(message: bytes) -> tuple[bytes, str]:
    """The signature (64 bytes) and the name of the key."""
    return key().sign(message), key_id()


def trusted() -> dict[str, bytes]:
    """Name → public key: the one of now and the earlier ones that the operator lists.

    Raises ImproperlyConfigured where a listed key is none.
    """
    found = {}
    for spelled in settings.SEAL_OLD_KEYS:
        try:
            raw = base64.b64decode(spelled, validate=True)
            Ed25519PublicKey.from_public_bytes(raw)
        except (NotBase64, ValueError):
            raise ImproperlyConfigured(f"WAAKVLAM_SEAL_OLD_KEYS: {spelled!r} is no public key. Take the line "
                                       "that `waakvlam audit keys` printed before the key was changed.") from None
        found[name(raw)] = raw
    own = public(key().public_key())
    return {**found, name(own): own}


def holds(message: bytes, signature: bytes | None, key_name: str, keys: dict[str, bytes]) -> bool:
    """Whether one of `keys` signed this; without a name (seals from before keys had names) any may have."""
    candidates = [keys[key_name]] if key_name in keys else [] if key_name else list(keys.values())
    for candidate in candidates:
        try:
            Ed25519PublicKey.from_public_bytes(candidate).verify(signature or b"", message)
            return True
        except InvalidSignature:
            continue
    return False
