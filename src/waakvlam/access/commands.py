"""Acts of access itself: people at work, organisations of the network."""

import secrets
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email, validate_slug
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from waakvlam.kit.errors import Invalid, Refused, WrongState
from waakvlam.kit.time import now

from . import audit, signin
from .identity import Who
from .models import Membership, Organisation, Person
from .policies import AccessPermission, require
from .words import Kind, Role

# Roles that an administrator can give; the others come from links and jobs.
GIVEN = tuple(r for r in Role if r not in (Role.RESIDENT, Role.SYSTEM, Role.GUEST))


@transaction.atomic
def add_member(*, name: str, email: str, role: str, phone: str = "", by: Who) -> Membership:
    """Let somebody work for `by`'s organisation in this role; an ended membership is renewed.

    A person who already works for a partner keeps the name and telephone given there.
    """
    require(by, AccessPermission.MANAGE_PEOPLE)
    _known_role(role)
    person = _person(name=name, email=email, phone=phone, by=by)
    made = _membership(person, role, by)
    audit.record(by, "member.add", made, role=role, person=person.id)
    return made


def _person(*, name: str, email: str, phone: str, by: Who) -> Person:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Invalid("email", _("Dit is geen e-mailadres."), came_in=email,
                      expected="naam@organisatie.nl", field="email") from None
    found = Person.objects.filter(network_id=by.network_id, email__iexact=email).first()
    if found is not None:
        return found
    if not name.strip():
        raise Invalid("name", _("Vul een naam in."), field="name")
    return Person.objects.create(network_id=by.network_id, name=name.strip(), email=email, phone=phone)


def _known_role(role: str) -> None:
    if role not in GIVEN:
        raise Invalid("role", _("Deze rol kan niemand krijgen."), came_in=role,
                      expected=", ".join(GIVEN), field="role")


def _membership(person: Person, role: str, by: Who) -> Membership:
    found = Membership.objects.filter(person=person, organisation_id=by.organisation_id, role=role).first()
    if found is None:
        return Membership.objects.create(network_id=by.network_id, organisation_id=by.organisation_id,
                                         person=person, role=role)
    if found.until is None or found.until > now():
        raise WrongState("member", _("%(name)s heeft deze rol al.") % {"name": person.name}, came_in=role)
    found.since, found.until = now(), None
    found.save(update_fields=["since", "until"])
    return found


@transaction.atomic
def end_membership(*, membership: Membership, by: Who) -> None:
    """It opens nothing from now on, also in a session that is open (checked per request)."""
    require(by, AccessPermission.MANAGE_PEOPLE)
    _ours(membership, by)
    if membership.until is not None and membership.until <= now():
        raise WrongState("member", _("Deze rol was al beëindigd."))
    if membership.id == by.membership_id:
        raise Refused("self", _("Je kunt je eigen rol niet beëindigen. Vraag een andere beheerder."))
    _not_the_last_administrator(membership)
    membership.until = now()
    membership.save(update_fields=["until"])
    audit.record(by, "member.end", membership, role=membership.role, person=membership.person_id)


def _not_the_last_administrator(membership: Membership) -> None:
    """Somebody must be able to repair what went wrong. Locks, so that two cannot end each other at once."""
    if membership.role == Role.ADMINISTRATOR:
        rows = _current(Membership.objects.filter(organisation_id=membership.organisation_id, role=Role.ADMINISTRATOR))
        if not [row for row in rows.select_for_update() if row.id != membership.id]:
            raise Refused("last_administrator", _(
                "Dit is de laatste beheerder van deze organisatie. Geef eerst iemand anders die rol."))


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: Who) -> Membership:
    """Another role instead of this one: the old membership ends, a new one begins."""
    _known_role(role)
    if role == membership.role:
        raise WrongState("member", _("%(name)s heeft deze rol al.") % {"name": membership.person.name},
                         came_in=role)
    end_membership(membership=membership, by=by)
    made = _membership(membership.person, role, by)
    audit.record(by, "member.add", made, role=role, person=made.person_id)
    return made


@transaction.atomic
def set_password(*, person: Person, password: str = "", by: Who) -> str:
    """A password for somebody of the own organisation; made up where none is given.

    Returns it, to be shown once. Raises Refused where the person also works for another partner:
    then only they themselves may choose it.
    """
    require(by, AccessPermission.MANAGE_PEOPLE)
    memberships = Membership.objects.filter(person=person)
    if not memberships.filter(organisation_id=by.organisation_id).exists():
        raise Refused("owner", _("Deze medewerker is niet van de eigen organisatie."))
    if _current(memberships).exclude(organisation_id=by.organisation_id).exists():
        raise Refused("elsewhere", _(
            "%(name)s werkt ook voor een andere organisatie en kiest het wachtwoord zelf."
        ) % {"name": person.name})
    chosen = password or "-".join(secrets.token_hex(2) for _n in range(5))
    signin.set_password(person.id, chosen, about=(person.name, person.email, by.organisation_name))
    audit.record(by, "member.password", person)
    return chosen


def _current(rows: models.QuerySet[Membership]) -> models.QuerySet[Membership]:
    return rows.filter(Q(until__isnull=True) | Q(until__gt=now()))


def _ours(membership: Membership, by: Who) -> None:
    if membership.organisation_id != by.organisation_id:
        raise Refused("owner", _("Deze medewerker is niet van de eigen organisatie."))


@transaction.atomic
def add_organisation(*, name: str, slug: str, kind: str, email: str = "", phone: str = "",
                     has_accounts: bool = True, by: Who) -> Organisation:
    """A partner joins the network. It sees nothing of what was shared before."""
    require(by, AccessPermission.MANAGE_ORGANISATIONS)
    check_organisation(name, slug, kind)
    if Organisation.objects.filter(network_id=by.network_id, slug=slug).exists():
        raise Invalid("slug", _("Deze korte naam is al in gebruik."), came_in=slug, field="slug")
    made = Organisation.objects.create(network_id=by.network_id, name=name.strip(), slug=slug, kind=kind,
                                       email=email, phone=phone, has_accounts=has_accounts)
    audit.record(by, "organisation.add", made, organisation_kind=kind)
    return made


@transaction.atomic
def change_organisation(*, organisation: Organisation, email: str, phone: str, by: Who) -> Organisation:
    """Where others reach it: on cards, in letters, for what waits. Raises Refused for whoever is not asked to say that."""
    require(by, AccessPermission.MANAGE_ORGANISATIONS)
    if not may_change(organisation, by):
        raise Refused("owner", _("%(name)s houdt zelf bij hoe anderen haar bereiken.") % {"name": organisation.name})
    before = {"email": organisation.email, "phone": organisation.phone}
    organisation.email, organisation.phone = email.strip(), phone.strip()
    organisation.save(update_fields=["email", "phone"])
    audit.record(by, "organisation.change", organisation, fields=[n for n, was in before.items() if getattr(organisation, n) != was])
    return organisation


def may_change(organisation: Organisation, by: Who) -> bool:
    """An organisation says itself where it is reached: mail for another must not be led astray. For a partner
    without accounts whoever is at hand may. The wall of organisations says the same."""
    return organisation.id == by.organisation_id or not organisation.has_accounts


def check_organisation(name: str, slug: str, kind: str) -> None:
    if not name.strip():
        raise Invalid("name", _("Vul een naam in."), field="name")
    if kind not in Kind.values:
        raise Invalid("kind", _("Deze soort organisatie kent het convenant niet."), came_in=kind,
                      expected=", ".join(Kind.values), field="kind")
    try:
        validate_slug(slug)
    except ValidationError:
        raise Invalid("slug", _("Gebruik alleen letters, cijfers en streepjes."), came_in=slug,
                      field="slug") from None


def seal_checked(*, seals: int, events: int, lines: int, findings: int, by: Who) -> UUID:
    """Record that the log's seals were verified and what came out."""
    require(by, AccessPermission.SEE_AUDIT)
    return audit.record(by, "audit.verify", seals=seals, events=events, lines=lines, findings=findings).id
