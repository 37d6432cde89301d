"""Users of the directory: made, replaced, changed, left, found."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.kit.time import now

from ..models import ScimUser
from . import giving, reading
from .reading import Json, ScimError

FILTERS = {"username": "user_name__iexact", "externalid": "external_id", "id": "pk", "emails.value": "email__iexact"}


def found(who: Who, sent: str) -> Any:
    """Users that a filter asks for, oldest first."""
    rows = ScimUser.objects.filter(organisation_id=who.organisation_id).order_by("created_at", "pk")
    asked = reading.equals(sent, FILTERS)
    if asked is None:
        return rows
    return rows.filter(**{asked[0]: asked[1]}) if asked[0] != "pk" or is_id(asked[1]) else rows.none()


def one(who: Who, key: UUID) -> ScimUser:
    row = ScimUser.objects.select_for_update(of=("self",)).filter(organisation_id=who.organisation_id, pk=key).first()
    if row is None:
        raise ScimError(404, "no such user")
    return row


@transaction.atomic
def create(sent: Json, by: Who) -> ScimUser:
    fields = _whole(reading.user(sent))
    _free(fields, None, by)
    made = ScimUser.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, changed_at=now(), **fields)
    audit.record(by, "scim.join", made)
    giving.give(made, by)
    return made


@transaction.atomic
def change(row: ScimUser, fields: Json, by: Who) -> ScimUser:
    """Some fields, or all of them. Raises ScimError; then nothing of it was done."""
    before = row.active
    parts = {"name"} & fields.keys() or not {"given_name", "family_name"} & fields.keys()
    fields = _whole({**{f: getattr(row, f) for f in (*reading.LONGEST, "active")}, **({} if parts else {"name": ""}), **fields})
    _free(fields, row.pk, by)
    for name, value in fields.items():
        setattr(row, name, value)
    row.changed_at = now()
    row.save(update_fields=[*fields, "changed_at"])
    giving.rename(row, by)
    if row.active != before or row.active:
        giving.give(row, by)
    return row


@transaction.atomic
def remove(row: ScimUser, by: Who) -> None:
    """Leaves: every role and session ends now; the directory's row goes, the person follows the terms."""
    row.active = False
    giving.give(row, by)
    row.delete()


def _free(fields: Json, mine: UUID | None, by: Who) -> None:
    taken = Q(user_name__iexact=fields["user_name"]) | Q(email__iexact=fields["email"])
    if found(by, "").filter(taken).exclude(pk=mine).exists():
        raise ScimError(409, "this userName or address is taken", "uniqueness")


def _whole(fields: Json) -> Json:
    """A name and an address, from what there is."""
    joined = " ".join(part for part in (fields["given_name"], fields["family_name"]) if part)
    address = fields["email"] or fields["user_name"]
    try:
        validate_email(address)
    except ValidationError:
        raise ScimError(400, "a user needs an e-mail address, or a userName that is one", "invalidValue") from None
    return {**fields, "email": address.lower(), "name": (fields["name"] or joined or address.split("@")[0])[:120]}


def is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def shown(row: ScimUser, base: str) -> Json:
    return {
        "schemas": [reading.USER], "id": str(row.pk), "externalId": row.external_id or None, "userName": row.user_name,
        "name": {"formatted": row.name, "givenName": row.given_name, "familyName": row.family_name}, "displayName": row.name,
        "emails": [{"value": row.email, "type": "work", "primary": True}],
        "phoneNumbers": [{"value": row.phone, "type": "work"}] if row.phone else [], "active": row.active,
        "roles": [{"value": role} for role in row.given],
        "meta": {"resourceType": "User", "created": row.created_at.isoformat(), "lastModified": row.changed_at.isoformat(),
                 "location": f"{base}/Users/{row.pk}"}}
