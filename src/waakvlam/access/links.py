"""Links for people without an account: single purpose, expiring, revocable.

The secret stands only in the address that was sent; we keep its hash, so a copy of the database
opens nothing. 256 random bits need no slow hash and are looked up by index: no timing to learn.
"""

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from waakvlam.kit.time import now

from .identity import Who
from .models import Link

FINISHING = timedelta(hours=1)
SECRET = re.compile(r"(/l/)[\w-]{20,}")
# A code for a resident, as it stands in a letter or SMS: two groups without look-alikes.
CODE = re.compile(r"\b[A-HJ-NP-Z2-9]{5}-[A-HJ-NP-Z2-9]{5}\b")


def make(by: Who, subject: Any, kind: str, *, role: str, organisation_id: UUID,
         expires_at: datetime) -> tuple[Link, str]:
    """A new link that acts in the name of `organisation_id`; returns it and its whole address.

    The address is shown or sent once and never kept.
    """
    secret = secrets.token_urlsafe(32)
    link = Link.objects.create(
        network_id=by.network_id, organisation_id=organisation_id, made_by_id=by.organisation_id,
        subject_kind=subject._meta.model_name, subject_id=subject.pk, kind=kind, role=role,
        secret_hash=hash_of(secret), expires_at=expires_at)
    return link, settings.BASE_URL.rstrip("/") + reverse("access:link", args=[secret])


def hash_of(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def blanked(text: str) -> str:
    """The text without the secrets of links and codes in it: what may be kept once it was sent."""
    return CODE.sub("…", SECRET.sub(r"\g<1>…", text))


def revoke(subject_id: UUID, kind: str = "") -> int:
    """Revoke the links to a subject (of one kind). One query."""
    rows = Link.objects.filter(subject_id=subject_id, revoked_at__isnull=True)
    return (rows.filter(kind=kind) if kind else rows).update(revoked_at=now())


def let_finish(subject_id: UUID, kind: str) -> int:
    """The links to a subject of this kind end within the hour: whoever is writing on one can finish. One query."""
    end = now() + FINISHING
    return Link.objects.filter(subject_id=subject_id, kind=kind, revoked_at__isnull=True, expires_at__gt=end).update(expires_at=end)
