"""From groups to roles: what the confirmed mapping of somebody's groups gives, and what leaving takes."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access import commands as members
from waakvlam.access.identity import Who
from waakvlam.access.models import Membership, Person
from waakvlam.kit.errors import WaakvlamError
from waakvlam.kit.time import now

from .. import sessions
from ..models import ScimMapping, ScimUser
from .reading import ScimError


@transaction.atomic
def give(user: ScimUser, by: Who) -> None:
    """Make the roles of this person what the directory says. Whoever leaves is out of every browser at once.

    Raises ScimError where the organisation would be left without an administrator.
    """
    wanted = _wanted(user) if user.active else {}
    standing = _standing(user)
    for role in sorted(set(wanted) - {row.role for row in standing}):
        made = members.add_member(name=user.name, email=user.email, role=role, phone=user.phone, by=by)
        Membership.objects.filter(pk=made.pk).update(team_id=wanted[role])
        user.person_id = made.person_id
    taken = [row for row in standing if not user.active or (row.role in user.given and row.role not in wanted)]
    for row in taken:
        try:
            members.end_membership(membership=row, by=by)
        except WaakvlamError as error:
            raise ScimError(409, error.sentence) from None
    _teams(standing, wanted)
    user.given = sorted(wanted)
    user.save(update_fields=["person", "given"])
    if user.person_id and (taken or not user.active):
        ended = sessions.end_others(user.person_id)
        audit.record(by, "scim.leave" if not user.active else "scim.move", user, roles=len(taken), sessions=ended)


def _wanted(user: ScimUser) -> dict[str, object]:
    """Role → team, of every mapping that counts."""
    rows = ScimMapping.objects.filter(group__members__user=user, confirmed_at__isnull=False).order_by("role", "-team_id")
    return {row.role: row.team_id for row in rows}


def _standing(user: ScimUser) -> list[Membership]:
    """Roles of this person here now; before the first role, of whoever has this address."""
    if user.person_id is None:
        user.person_id = Person.objects.filter(email__iexact=user.email, memberships__organisation_id=user.organisation_id
                                               ).values_list("pk", flat=True).first() if user.email else None
    if user.person_id is None:
        return []
    return list(Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=now()), person_id=user.person_id,
                                          organisation_id=user.organisation_id).select_related("person"))


def _teams(standing: list[Membership], wanted: dict[str, object]) -> None:
    for row in standing:
        if row.role in wanted and wanted[row.role] is not None and row.team_id != wanted[row.role]:
            Membership.objects.filter(pk=row.pk).update(team_id=wanted[row.role])


def rename(user: ScimUser, by: Who) -> None:
    """The name and address people sign in with follow the directory, unless another organisation knows them too."""
    if user.person_id is None:
        return
    if Membership.objects.filter(person_id=user.person_id).exclude(organisation_id=by.organisation_id).exists():
        return
    person = Person.objects.get(pk=user.person_id)
    told = {"name": user.name, "email": user.email.lower(), "phone": user.phone or person.phone}
    if all(getattr(person, field) == value for field, value in told.items()):
        return
    if Person.objects.filter(network_id=by.network_id, email__iexact=user.email).exclude(pk=person.pk).exists():
        raise ScimError(409, _("Iemand anders in het netwerk heeft dit e-mailadres al."), "uniqueness")
    moved = person.email.lower() != user.email.lower()
    Person.objects.filter(pk=person.pk).update(**told)
    audit.record(by, "scim.rename", user, address=moved)
    if moved:  # a letter to the new address must not open what stood under the old one
        sessions.end_others(person.pk)
