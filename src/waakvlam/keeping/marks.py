"""Keyed hashes by which an erased person is known again, and by nothing else.

HMAC-SHA256 under a key derived from the key of data subjects: without it a mark tells nothing, not even
by trying all keys of a register.
"""

import hashlib
import hmac
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings

from .models import Mark


def of(network_id: UUID, organisation_id: UUID, what: str, value: object) -> bytes:
    key = hashlib.sha256(b"waakvlam tombstone " + settings.SUBJECT_KEY.encode()).digest()
    return hmac.new(key, f"{network_id}|{organisation_id}|{what}|{value}".encode(), hashlib.sha256).digest()


def objected(network_id: UUID, organisation_id: UUID, keys: Iterable[str]) -> set[str]:
    """Which keys of register rows are of somebody who was erased and objected. One query."""
    if not Mark.objects.filter(organisation_id=organisation_id, tombstone__objected=True).exists():
        return set()
    marked = {of(network_id, organisation_id, Mark.What.KEY, key): key for key in keys}
    found = Mark.objects.filter(organisation_id=organisation_id, tombstone__objected=True, hash__in=list(marked))
    return {marked[bytes(h)] for h in found.values_list("hash", flat=True)}
