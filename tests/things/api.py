"""A key of the API."""

from tests.objects import Thing, act, of_module
from waakvlam.access import identity
from waakvlam.access.models import Membership
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.api import commands


@of_module
def things() -> list[Thing]:
    with identity.acting(cast.who("admin")) as by:
        membership = Membership.objects.get(id=cast.membership("bob"))
        made, _secret = commands.make_token(membership=membership, purpose=Purpose.CALL_ROUND, label="kaart", days=9, by=by)
    return [act("api:revocation", made.id, may={"admin"})]
