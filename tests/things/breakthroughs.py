"""A call for a decision that is answered, one that waits, a ladder that waits for a second administrator, an obstacle, an explanation."""

from datetime import timedelta

from tests.objects import Thing, act, of_module, page
from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.breakthroughs import commands, queries
from waakvlam.breakthroughs.tests import factories as make
from waakvlam.kit.time import today

# What partners agreed to show each other.
EVERY_PARTNER = {"alice", "board", "roer", "charlie", "carla", "dora", "eva", "frank", "vera", "kees"}


@of_module
def things() -> list[Thing]:
    answered, waiting = make.called(decider="alice"), make.called(decider="alice")
    with identity.acting(make.who("alice")) as by:
        found = queries.one(by, answered.pk)
        commands.answer(breakthrough=found, option_id=found.options.get(place=0).pk, words="Wij tekenen vrijdag.", obstacle="money", by=by)
        commands.explain(text="Twee vacatures tot maart.", until=today() + timedelta(days=30), by=by)
    with identity.acting(cast.who("admin")) as by:
        roer = make.to("roer")
        commands.propose(rungs=[commands.Above(None, roer.organisation_id, roer.person_id)], in_force_from=today(), reason="begin", by=by)
    # Of “wonen” whoever works with decisions; the network called it.
    followers = {"alice", "board", "roer"}
    return [page("breakthroughs:one", waiting.pk, may=followers), page("breakthroughs:one", answered.pk, may=followers),
            page("breakthroughs:partner", cast.organisation("wonen"), may=EVERY_PARTNER),
            act("breakthroughs:act", waiting.pk, "antwoord", may={"alice", "board", "roer"})]
