"""The network, its covenant, partners and their people: an operator's act, as the owner."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from waakvlam.access import covenant
from waakvlam.access.identity import Who
from waakvlam.access.models import Membership, Network, Organisation, Person, Team
from waakvlam.access.words import Role
from waakvlam.kit.time import now

from .. import cast
from ..ids import derived
from ..phones import landline, mobile

SLUG = "vlierdrecht"
NETWORK = derived("network", SLUG)


def exists() -> bool:
    return Network.objects.using("owner").filter(id=NETWORK).exists()


def load() -> None:
    """About forty rows. Memberships began a year ago."""
    since = now() - timedelta(days=365)
    with transaction.atomic(using="owner"):
        Network.objects.using("owner").create(id=NETWORK, name=cast.NETWORK, slug=SLUG, created_at=since)
        covenant.adopt_default(NETWORK)
        Organisation.objects.using("owner").bulk_create([
            Organisation(id=organisation(o.slug), network_id=NETWORK, created_at=since, name=o.name,
                         slug=o.slug, kind=o.kind, email=o.email, phone=landline(n), has_accounts=o.has_accounts)
            for n, o in enumerate(cast.ORGANISATIONS)])
        Team.objects.using("owner").bulk_create([
            Team(id=team(o.slug, slug), network_id=NETWORK, created_at=since,
                 organisation_id=organisation(o.slug), name=name)
            for o in cast.ORGANISATIONS for slug, name in o.teams])
        Person.objects.using("owner").bulk_create([
            Person(id=person(p.slug), network_id=NETWORK, created_at=since, name=p.name, email=p.email,
                   phone=mobile(n) if Role.COORDINATOR in p.roles else "")  # whom a visitor rings in danger
            for n, p in enumerate(cast.PEOPLE)])
        Membership.objects.using("owner").bulk_create([
            Membership(id=membership(p.slug), network_id=NETWORK, created_at=since, since=since,
                       organisation_id=organisation(p.organisation), person_id=person(p.slug), role=p.roles[0],
                       team_id=team(p.organisation, p.team) if p.team else None)
            for p in cast.PEOPLE])


def organisation(slug: str) -> UUID:
    return derived("organisation", slug)


def team(organisation_slug: str, slug: str) -> UUID:
    return derived("team", f"{organisation_slug}/{slug}")


def person(slug: str) -> UUID:
    return derived("person", slug)


def membership(slug: str) -> UUID:
    return derived("membership", slug)


def who(slug: str, purpose: str) -> Who:
    """The identity of somebody of the cast, as `identity.member` would make it. No query."""
    somebody = cast.person(slug)
    home = next(o for o in cast.ORGANISATIONS if o.slug == somebody.organisation)
    return Who(
        network_id=NETWORK, organisation_id=organisation(home.slug), organisation_kind=home.kind,
        role=somebody.roles[0], purpose=purpose, membership_id=membership(slug),
        person_id=person(slug), team_id=team(home.slug, somebody.team) if somebody.team else None,
        name=somebody.name, organisation_name=home.name, network_name=cast.NETWORK)


def system(slug: str, purpose: str) -> Who:
    """The system, working for an organisation of the cast. No query."""
    home = next(o for o in cast.ORGANISATIONS if o.slug == slug)
    return Who(network_id=NETWORK, organisation_id=organisation(slug), organisation_kind=home.kind,
               role=Role.SYSTEM, purpose=purpose, name="Waakvlam", organisation_name=home.name,
               network_name=cast.NETWORK)
