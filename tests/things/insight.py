"""Figures of one neighbourhood."""

from tests.objects import Thing, of_module, page
from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.insight import commands
from waakvlam.insight.tests import factories


@of_module
def things() -> list[Thing]:
    factories.area("BU99010101", "Duinbuurt")
    with identity.acting(cast.who("alice", Purpose.INSIGHT)) as by:
        commands.refresh(by=by)
    # Figures without persons, small numbers hidden: every reader of the network sees the same.
    return [page("insight:neighbourhood", "BU99010101", may={"alice", "carla", "dora", "roer", "board"})]
