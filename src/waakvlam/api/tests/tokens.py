"""A client of the API that acts as a member of the cast."""

from django.test import Client

from waakvlam.access import identity
from waakvlam.access.models import Membership
from waakvlam.access.tests import cast
from waakvlam.access.words import Role
from waakvlam.api import commands


def token(key: str, purpose: str, days: int = 30) -> str:
    """The secret of a token, made by the administrator of that person's own organisation."""
    who = cast.who(key)
    by = identity.Who(who.network_id, who.organisation_id, who.organisation_kind, Role.SYSTEM, "administration")
    with identity.acting(by):
        membership = Membership.objects.get(id=cast.membership(key))
        _made, secret = commands.make_token(membership=membership, purpose=purpose, label="test", days=days, by=by)
    return secret


def api(key: str, purpose: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {token(key, purpose)}"})
