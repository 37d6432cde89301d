"""A round that goes on foot, with a sheet of today."""

from tests.objects import Thing, of_module
from waakvlam.access import identity
from waakvlam.outreach.tests.visits import ALICE, BOB, round_on_foot, sheet_of


@of_module
def things() -> list[Thing]:
    with identity.acting(ALICE) as by:
        sheet_of(by, round_on_foot(by, 2), BOB.person_id)
    return []
