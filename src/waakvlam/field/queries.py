"""Which phone asks: told by a secret of its own, beside the session of its person."""

import hashlib
import secrets
from uuid import UUID

from django.db import connection
from django.http import HttpRequest

from waakvlam.access.identity import Who
from waakvlam.kit.time import now

from .models import Device

HEADER = "X-Toestel"


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hashed(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def told(request: HttpRequest) -> str:
    """The secret that the phone sent, or empty: “id.secret”."""
    return request.headers.get(HEADER, "").partition(".")[2]


def of(who: Who, request: HttpRequest) -> Device | None:
    """The phone of this person that asks and still stands. One query."""
    token = told(request)
    if not token or who.person_id is None or who.membership_id is None:
        return None
    rows = Device.objects.filter(organisation_id=who.organisation_id, person_id=who.person_id, wiped_at=None,
                                 membership_id=who.membership_id, expires_at__gt=now())
    return rows.filter(token=hashed(token)).first()


def stands(token: str) -> bool:
    """Whether a phone still stands, whoever is signed in. One query."""
    with connection.cursor() as db:
        db.execute("select field_device_stands(%s, %s)", [hashed(token), now()])
        return bool((db.fetchone() or [False])[0])


def listed(who: Who, person_id: UUID | None = None) -> list[Device]:
    """Phones of the organisation, or of one person: those that stand first, then the newest. One query."""
    rows = Device.objects.select_related("person", "wiped_by").filter(organisation_id=who.organisation_id)
    rows = rows.filter(person_id=person_id) if person_id else rows
    return sorted(rows.order_by("-seen_at", "-id")[:200], key=lambda d: d.wiped_at is not None or d.expires_at <= now())
