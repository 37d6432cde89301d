"""Groups of the directory; whoever goes in or out of one gets or loses what it means here."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.kit.time import now

from ..models import ScimGroup, ScimMember, ScimUser
from . import giving, reading
from .people import is_id
from .reading import Json, Members, ScimError

FILTERS = {"displayname": "display_name__iexact", "externalid": "external_id", "id": "pk"}


def found(who: Who, sent: str) -> Any:
    rows = ScimGroup.objects.filter(organisation_id=who.organisation_id).order_by("created_at", "pk")
    asked = reading.equals(sent, FILTERS)
    if asked is None:
        return rows
    return rows.filter(**{asked[0]: asked[1]}) if asked[0] != "pk" or is_id(asked[1]) else rows.none()


def one(who: Who, key: UUID) -> ScimGroup:
    row = ScimGroup.objects.select_for_update().filter(organisation_id=who.organisation_id, pk=key).first()
    if row is None:
        raise ScimError(404, "no such group")
    return row


@transaction.atomic
def create(sent: Json, by: Who) -> ScimGroup:
    name = str(sent.get("displayName") or "").strip()
    if not 0 < len(name) <= 200:
        raise ScimError(400, "displayName is required", "invalidValue")
    if found(by, "").filter(display_name__iexact=name).exists():
        raise ScimError(409, "this displayName is taken", "uniqueness")
    made = ScimGroup.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, display_name=name,
                                    external_id=str(sent.get("externalId") or "")[:254], changed_at=now())
    audit.record(by, "scim.group", made)
    _apply(made, [Members(add=reading.member_ids(sent.get("members")))], by)
    return made


@transaction.atomic
def change(row: ScimGroup, fields: dict[str, str], what: Iterable[Members], by: Who) -> ScimGroup:
    for name, value in fields.items():
        setattr(row, name, value)
    row.changed_at = now()
    if found(by, "").filter(display_name__iexact=row.display_name).exclude(pk=row.pk).exists():
        raise ScimError(409, "this displayName is taken", "uniqueness")
    row.save(update_fields=[*fields, "changed_at"])
    _apply(row, what, by)
    return row


def replace(row: ScimGroup, sent: Json, by: Who) -> ScimGroup:
    fields = {"display_name": str(sent.get("displayName") or row.display_name).strip()[:200],
              "external_id": str(sent.get("externalId") or "")[:254]}
    return change(row, fields, [Members(add=reading.member_ids(sent.get("members")), only=True)], by)


@transaction.atomic
def remove(row: ScimGroup, by: Who) -> None:
    _apply(row, [Members(only=True)], by)
    for mapping in row.mappings.all():
        with connection.cursor() as db:
            db.execute("select scim_unmap(%s)", [mapping.pk])
    row.delete()


def _apply(row: ScimGroup, what: Iterable[Members], by: Who) -> None:
    """Members in and out, then the roles of whoever that touched."""
    before = set(ScimMember.objects.filter(group=row).values_list("user_id", flat=True))
    after = {str(key) for key in before}
    for step in what:
        after = (step.add if step.only else after | step.add) - step.remove
    known = set(ScimUser.objects.filter(organisation_id=by.organisation_id, pk__in=[k for k in after if is_id(k)])
                .values_list("pk", flat=True))
    if len(known) != len(after):
        raise ScimError(400, "a member is not a user here", "invalidValue")
    ScimMember.objects.filter(group=row, user_id__in=before - known).delete()
    ScimMember.objects.bulk_create([ScimMember(network_id=by.network_id, organisation_id=by.organisation_id, group=row, user_id=key)
                                    for key in sorted(known - before)])
    for user in ScimUser.objects.filter(pk__in=before ^ known).order_by("pk"):
        giving.give(user, by)


def shown(row: ScimGroup, base: str, *, members: bool = True) -> Json:
    told: Json = {
        "schemas": [reading.GROUP], "id": str(row.pk), "externalId": row.external_id or None, "displayName": row.display_name,
        "meta": {"resourceType": "Group", "created": row.created_at.isoformat(), "lastModified": row.changed_at.isoformat(),
                 "location": f"{base}/Groups/{row.pk}"}}
    if members:
        told["members"] = [{"value": str(m.user_id), "display": m.user.name, "$ref": f"{base}/Users/{m.user_id}"}
                           for m in row.members.select_related("user").order_by("user__created_at", "pk")]
    return told
