"""Keyed marks of a home and of a telephone: by them the database finds what belongs together, and nobody reads a word.

HMAC-SHA256 under a key derived from the key of data subjects, per network: without it a mark tells nothing, not even
by trying all addresses of a town.
"""

import hashlib
import hmac
import re
from uuid import UUID

from django.conf import settings


def home(network_id: UUID, street: str, house_number: str, postcode: str, city: str) -> bytes | None:
    """Of the same front door however it was typed: by postcode and number, else by street, number and town."""
    number, where = _plain(house_number), _plain(postcode)
    if not where and city:
        where = f"{_plain(street)}|{_plain(city)}" if _plain(street) else ""
    return _of(network_id, "home", f"{where}|{number}") if where and number[:1].isdigit() else None


def telephone(network_id: UUID, number: str) -> bytes | None:
    """Of the same line: 06…, +31 6… and 0031 6… are one."""
    digits = re.sub(r"^(00|\+)31(0?)", "0", re.sub(r"[^\d+]", "", number))
    return _of(network_id, "telephone", digits) if len(digits) >= 10 else None


def record(source_id: UUID, key: str) -> bytes:
    """Of one record of a source of files: the same again, whatever else changed in it."""
    return _of(source_id, "record", " ".join(key.split()).casefold())


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def _of(network_id: UUID, what: str, value: str) -> bytes:
    key = hashlib.sha256(b"waakvlam joining " + settings.SUBJECT_KEY.encode()).digest()
    return hmac.digest(key, f"{network_id}|{what}|{value}".encode(), hashlib.sha256)
