"""Forms that somebody has not finished: kept for a day, and unreadable without the key of who writes."""

import base64
import json
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.db import connection, transaction

from waakvlam.access.identity import Who
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import now

from . import codes
from .models import IntakeDraft

LASTS = timedelta(hours=24)
LONGEST = 20_000  # characters of all fields together


@transaction.atomic
def save(*, key: str, fields: dict[str, str], by: Who) -> None:
    """Keep what was typed so far; what stood there goes. Raises Invalid where it is far too long."""
    text = json.dumps(fields)
    if len(text) > LONGEST:
        raise Invalid("draft.size", came_in=str(len(text)), expected=str(LONGEST))
    IntakeDraft.objects.update_or_create(key_hash=codes.keyed("draft", key), defaults={
        "network_id": by.network_id, "organisation_id": by.organisation_id, "saved_at": now(),
        "content": _cipher(key).encrypt(text.encode())})


def find(by: Who, key: str) -> dict[str, str]:
    """What was typed, or {} where there is nothing, or it is older than a day. One query."""
    row = IntakeDraft.objects.filter(key_hash=codes.keyed("draft", key), organisation_id=by.organisation_id,
                                     saved_at__gt=now() - LASTS).first()
    if row is None:
        return {}
    try:
        found: dict[str, str] = json.loads(_cipher(key).decrypt(bytes(row.content)))
    except InvalidToken:  # written with a key that was replaced since
        return {}
    return found


def drop(*, key: str, by: Who) -> None:
    IntakeDraft.objects.filter(key_hash=codes.keyed("draft", key), organisation_id=by.organisation_id).delete()


def forget() -> int:
    """Remove what is older than a day, of every organisation; returns how many rows went."""
    with connection.cursor() as db:
        db.execute("select signals_forget_drafts(%s)", [now()])
        return int((db.fetchone() or [0])[0])


def of_person(by: Who, form: str) -> str:
    """The key of a form that somebody at work is filling in."""
    return f"{by.person_id} {by.organisation_id} {form}"


def _cipher(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(codes.keyed("cipher", key)))
