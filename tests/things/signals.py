"""Signals of “wonen”: one new, one that a colleague took with something to do, one that was given to the municipality."""

from datetime import timedelta

from tests.objects import Thing, act, of_module, page
from waakvlam.access import identity
from waakvlam.kit.time import today
from waakvlam.signals import commands
from waakvlam.signals.acts import BY_SLUG
from waakvlam.signals.tests import factories as make


@of_module
def things() -> list[Thing]:
    new, taken, given = make.brought(), make.taken(), make.given()
    with identity.acting(make.who("alice")) as by:
        follow = commands.following.follow_up(signal=taken, kind="call", due_on=today() + timedelta(days=2), by=by)
    ours, both = {"alice"}, {"alice", "carla", "charlie"}
    return [
        *(page("signals:signal", s.pk, may=ours) for s in (new, taken)), page("signals:signal", given.pk, may=both),
        page("signals:print", new.pk, may=ours), page("signals:print", given.pk, may=both),
        *(act("signals:act", new.pk, slug, may=ours) for slug in BY_SLUG),
        act("signals:act", given.pk, "notitie", may={"carla", "charlie"}),
        act("signals:follow", taken.pk, follow.pk, "gedaan", may=ours),
    ]
