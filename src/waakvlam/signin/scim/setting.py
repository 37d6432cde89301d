"""What an administrator sets: the key of the directory, and what its groups mean."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, identity
from waakvlam.access.identity import Who, system
from waakvlam.access.links import hash_of
from waakvlam.access.models import Team
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent, Invalid, Refused, WrongState
from waakvlam.kit.time import now

from ..models import ScimGroup, ScimMapping, ScimToken, ScimUser
from ..models.scim import HEAVY
from ..policies import SigninPermission
from . import giving
from .reading import ScimError

PREFIX, LASTS, AT_MOST = "wvs_", timedelta(days=366), 2  # two, so that one can be replaced without a gap


@transaction.atomic
def make_key(*, label: str, by: Who) -> str:
    """The secret, once. Raises WrongState where two live already."""
    require(by, SigninPermission.SET_DIRECTORY)
    if len(living(by)) >= AT_MOST:
        raise WrongState("scim.keys", _("Er zijn al twee sleutels. Trek er eerst een in."))
    secret = PREFIX + secrets.token_urlsafe(32)
    made = ScimToken.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, label=label.strip()[:80] or "SCIM",
                                    secret_hash=hash_of(secret), expires_at=now() + LASTS)
    audit.record(by, "scim.key", made)
    return secret


@transaction.atomic
def end_key(*, token_id: UUID, by: Who) -> None:
    """The next request with it is refused. Raises Absent."""
    require(by, SigninPermission.SET_DIRECTORY)
    if not ScimToken.objects.filter(pk=token_id, organisation_id=by.organisation_id, revoked_at=None).update(revoked_at=now()):
        raise Absent("scim.key")
    audit.record(by, "scim.key_end", None, token=token_id)


def living(who: Who) -> list[ScimToken]:
    return list(ScimToken.objects.filter(organisation_id=who.organisation_id, revoked_at=None, expires_at__gt=now()).order_by("created_at"))


@transaction.atomic
def map_group(*, group: ScimGroup, role: str, team: Team | None, by: Who) -> ScimMapping:
    """From now on this group gives this role; a heavy role waits for a second administrator. Raises Invalid."""
    require(by, SigninPermission.SET_DIRECTORY)
    assert by.person_id is not None  # the policy lets only people at work choose
    if ScimMapping.objects.filter(group=group, role=role).exists():
        raise Invalid("scim.mapping", _("Deze groep geeft die rol al."), field="role")
    heavy = role in HEAVY
    made = ScimMapping.objects.create(
        network_id=by.network_id, organisation_id=by.organisation_id, group=group, role=role, team=team, asked_by_id=by.person_id,
        confirmed_by_id=None if heavy else by.person_id, confirmed_at=None if heavy else now())
    audit.record(by, "scim.map", made, role=role, waits=heavy)
    if not heavy:
        _give_all(group, by)
    return made


@transaction.atomic
def confirm(*, mapping_id: UUID, by: Who) -> None:
    """A second administrator agrees. Raises Refused for whoever chose it, Absent."""
    require(by, SigninPermission.SET_DIRECTORY)
    found = one(by, mapping_id)
    if found.asked_by_id == by.person_id or found.counts:
        raise Refused("four_eyes", _("Een andere beheerder dan wie dit koos, bevestigt het."))
    with connection.cursor() as db:
        db.execute("select scim_confirm(%s, %s)", [found.pk, now()])
    audit.record(by, "scim.map_confirm", found, role=found.role)
    _give_all(found.group, by)


@transaction.atomic
def unmap(*, mapping_id: UUID, by: Who) -> None:
    """The group no longer gives this role: whoever had it by the group loses it now."""
    require(by, SigninPermission.SET_DIRECTORY)
    found = one(by, mapping_id)
    with connection.cursor() as db:
        db.execute("select scim_unmap(%s)", [found.pk])
    audit.record(by, "scim.map_end", None, role=found.role, group=found.group_id)
    _give_all(found.group, by)


def one(who: Who, mapping_id: UUID) -> ScimMapping:
    found = ScimMapping.objects.select_related("group").filter(organisation_id=who.organisation_id, pk=mapping_id).first()
    if found is None:
        raise Absent("scim.mapping")
    return found


def _give_all(group: ScimGroup, by: Who) -> None:
    """As the directory would, for everybody in the group. Raises Refused where it cannot be."""
    with identity.acting(system(by.organisation_id, Purpose.ADMINISTRATION)) as office:
        for user in ScimUser.objects.filter(groups__group=group).order_by("pk"):
            try:
                giving.give(user, office)
            except ScimError as error:
                raise Refused("scim", error.detail) from None
