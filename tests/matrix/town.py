"""A person for every role in every relation, with a session and keys of the API."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from uuid import UUID

from django.test import Client

from waakvlam.access import identity
from waakvlam.access.identity import Who
from waakvlam.access.models import Membership, Person, Team
from waakvlam.access.tests import cast
from waakvlam.access.words import Role
from waakvlam.api import commands as api
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now

from . import model


@dataclass(eq=False)
class Somebody:
    """One person: a relation and a role, or nobody."""

    relation: tuple[str, str]
    role: str
    membership: Membership | None = None
    keys: dict[str, str] = field(default_factory=dict)  # purpose → secret

    def __str__(self) -> str:
        return f"{self.role} of {'/'.join(filter(None, self.relation))}" if self.membership else "nobody"

    @property
    def slug(self) -> str:
        return self.relation[0]

    @cached_property
    def client(self) -> Client:
        """A browser that is signed in."""
        fresh = Client()
        if self.membership is not None:
            session = fresh.session
            session["person"], session["membership"] = str(self.membership.person_id), str(self.membership.id)
            session["purpose"] = ""
            session.save()
            fresh.cookies["waakvlam"] = session.session_key
        return fresh

    def key(self, purpose: str) -> str:
        """A key of the API for this purpose; another where the role can have none for it."""
        if self.membership is None:
            return ""
        usable = sorted(self.keys, key=lambda p: (p not in model.purposes(self.slug, self.role), p))
        return self.keys.get(purpose) or self.keys[usable[0]]

    def who(self, purpose: str) -> Who:
        """The identity, for commands and raw SQL."""
        network, name, kind, _accounts = cast.ORGANISATIONS[self.slug]
        m = self.membership
        return Who(network, cast.organisation(self.slug), kind, self.role, purpose, membership_id=m.id if m else None,
                   person_id=m.person_id if m else None, team_id=m.team_id if m else None, name=str(self),
                   organisation_name=name)


NOBODY = Somebody(("", ""), "")


def operator(slug: str) -> Who:
    network, name, kind, _accounts = cast.ORGANISATIONS[slug]
    return Who(network, cast.organisation(slug), kind, Role.SYSTEM, "administration", organisation_name=name)


def people() -> list[Somebody]:
    """Everybody of the matrix, nobody last."""
    return [somebody(relation, role) for relation in model.RELATIONS for role in model.ROLES] + [NOBODY]


def somebody(relation: tuple[str, str], role: str) -> Somebody:
    slug, team = relation
    with identity.acting(operator(slug)) as by:
        person = Person.objects.create(network_id=by.network_id, name=f"{role} {slug} {team}".strip(),
                                       email=f"{uuid7().hex[-12:]}@{slug}.example.org")
        made = Membership.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, role=role,
                                         since=now() - timedelta(days=1), person=person, team_id=team_of(by, team) if team else None)
        keys = {p: api.make_token(membership=made, purpose=p, label="matrix", days=9, by=by)[1]
                for p in sorted(model.PURPOSES[role])}
    found = Somebody(relation, role, made, keys)
    assert found.client  # signed in before any test, so that no test takes the session with it
    return found


def team_of(by: Who, name: str) -> UUID:
    found, _new = Team.objects.get_or_create(network_id=by.network_id, organisation_id=by.organisation_id,
                                             name=f"Team {name}")
    return found.id
