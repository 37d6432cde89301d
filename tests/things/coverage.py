"""Coverage of a block that was counted, with terms of its own."""

from tests.objects import Thing, of_module, page
from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.outreach.commands import coverage
from waakvlam.outreach.covering import Terms
from waakvlam.outreach.tests.calls import household
from waakvlam.people.blocks import Pattern
from waakvlam.people.commands import blocks


@of_module
def things() -> list[Thing]:
    with identity.acting(cast.who("alice")) as by:
        home = household(by, 8_000_001)
        coverage.set_terms(terms=Terms(), reason="zo begint het", by=by)
    with identity.acting(cast.who("alice", Purpose.REGISTER)) as keeper:
        drawn = blocks.draw(name="Blok C", homes=[home.dwelling], pattern=Pattern(1, 1), by=keeper)
    with identity.acting(cast.who("alice")) as by:
        coverage.count(by=by)
    return [page("outreach:coverage_block", drawn.id, may={"alice"}),
            page("outreach:coverage_places", "blokken", may={"alice", "dora", "zed"})]
