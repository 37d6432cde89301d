"""A letter that waits."""

from tests.objects import Thing, act, of_module, page
from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.post import commands
from waakvlam.post.models import Delivery


@of_module
def things() -> list[Thing]:
    with identity.acting(cast.who("alice")) as by:
        commands.send(channel="letter", to="Dorpsstraat 1", subject="Wij bellen u", body="Beste bewoner", by=by)
        made = Delivery.objects.latest("created_at")
    return [page("post:delivery", made.id, may={"alice"}),
            *(act(f"post:{name}", made.id, may={"alice"}) for name in ("attempt", "withdrawal", "dispatch"))]
