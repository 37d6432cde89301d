"""A shipment of processing lines: made by a gate function, from what was sealed."""

from django.db import connection

from tests.objects import Thing, of_module
from waakvlam.access import audit, identity, seals
from waakvlam.access.tests import cast


@of_module
def things() -> list[Thing]:
    with identity.acting(cast.who("alice")) as alice:
        audit.touched(alice, "people.search", [alice.person_id])
    seals.seal()
    with connection.cursor() as db:
        db.execute("select logboek_queue()")
    return []
