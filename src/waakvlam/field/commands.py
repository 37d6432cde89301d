"""Phones: taken into use, opened again for a day, wiped from afar."""

import base64
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent
from waakvlam.kit.time import now
from waakvlam.signin.sealing import seal, unseal

from . import queries
from .models import Device
from .policies import FieldPermission

# After this long without a sign a phone is no longer given its key: what waited on it is lost.
FORGOTTEN = timedelta(days=14)


@dataclass(frozen=True)
class Given:
    """What a phone gets once: its id, the secret it asks with, and the server's part of its key (base64)."""

    device: Device
    token: str
    share: str


@transaction.atomic
def add(*, name: str, by: Who) -> Given:
    """Take a phone into use. Raises Refused."""
    require(by, FieldPermission.USE)
    if by.person_id is None or by.membership_id is None:
        raise Absent("person")
    token, share = queries.new_token(), secrets.token_bytes(32)
    made = Device.objects.create(
        network_id=by.network_id, organisation_id=by.organisation_id, person_id=by.person_id,
        membership_id=by.membership_id, name=name[:60], token=queries.hashed(token),
        sealed=seal(by.person_id, share), expires_at=now() + FORGOTTEN)
    audit.record(by, "device.add", made)
    return Given(made, token, base64.b64encode(share).decode())


@transaction.atomic
def share(*, device: Device, by: Who) -> str:
    """The server's part of this phone's key again (base64), for its own person. Raises Refused, Absent."""
    require(by, FieldPermission.USE)
    held = Device.objects.select_for_update().filter(pk=device.pk, wiped_at=None).first()
    if held is None or by.person_id is None or held.person_id != by.person_id:
        raise Absent("device")
    seen(device=held, by=by)
    audit.record(by, "device.share", held)
    return base64.b64encode(unseal(by.person_id, bytes(held.sealed))).decode()


def seen(*, device: Device, by: Who, clock: int = 0) -> None:
    """The phone gave a sign of life; `clock` is what its clock lacks, in seconds. One query."""
    require(by, FieldPermission.USE)
    moment = now()
    Device.objects.filter(pk=device.pk).update(seen_at=moment, expires_at=moment + FORGOTTEN, clock=clock)


@transaction.atomic
def wipe(*, device_id: UUID, by: Who) -> Device:
    """Never again opened: the server's part is gone at once, the rest when the phone hears of it. Idempotent."""
    held = Device.objects.select_for_update(of=("self",)).filter(pk=device_id, organisation_id=by.organisation_id).first()
    if held is None:
        raise Absent("device")
    require(by, FieldPermission.WIPE, held)
    if held.wiped_at is None:
        held.wiped_at, held.wiped_by_id, held.sealed = now(), by.person_id, b""
        held.save(update_fields=["wiped_at", "wiped_by", "sealed"])
        audit.record(by, "device.wipe", held)
    return held
