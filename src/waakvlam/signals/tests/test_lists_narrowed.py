"""What a list is narrowed by stands in reach and follows the signal, whoever changes it and whoever follows it."""

import pytest

from waakvlam.access import identity
from waakvlam.access.models import Reach
from waakvlam.signals import commands, queries
from waakvlam.signals.queries import Chosen
from waakvlam.signals.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4")]


def listed(key, given=False, **chosen):
    """Which signals this person's list shows, narrowed so."""
    with identity.acting(make.who(key)) as who:
        page = (queries.given if given else queries.held)(who, Chosen(**chosen))
        return {row.signal.pk for row in page}


def test_the_urgency_goes_along_in_every_list_where_the_signal_stands():
    made = make.given()
    assert made.pk not in listed("carla", urgency="danger") | listed("alice", given=True, urgency="danger")
    with identity.acting(make.who("carla")) as by:
        commands.weighing.set_urgency(signal=made, urgency="danger", by=by)
    assert made.pk in listed("carla", urgency="danger") and made.pk in listed("alice", given=True, urgency="danger")
    assert made.pk not in listed("carla", urgency="normal")


def test_mine_is_what_i_took_until_i_put_it_back():
    made = make.taken()
    assert listed("alice", mine=True) == {made.pk}
    with identity.acting(make.who("alice")) as by:
        commands.weighing.put_back(signal=made, by=by)
    assert listed("alice", mine=True) == set()


@pytest.mark.parametrize("kind", ["worry", "nuisance"])
def test_whoever_is_given_it_finds_it_by_its_kind(kind):
    made = make.given(kind=kind)
    assert made.pk in listed("carla", kind=kind) and made.pk not in listed("carla", kind="home")


def test_only_reach_of_the_work_tells_what_the_work_is():
    """Whoever brought it in follows its state alone (R11): how urgent it became stands in no row of theirs."""
    made = make.given()
    with identity.acting(make.who("alice")):
        told = {(r.compartment, bool(r.urgency or r.nature)) for r in Reach.objects.filter(subject_id=made.pk)}
    assert told == {("work", True), ("status", False), ("content", False)}
