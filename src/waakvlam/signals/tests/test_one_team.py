"""A signal that reach opens to one team: its clock climbs like any other, and at the backup step colleagues may help (R10)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import ProgrammingError, connection
from django.urls import reverse

from waakvlam.access import identity
from waakvlam.access.models import Clock, Reach
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose, Role
from waakvlam.handovers import tasks
from waakvlam.kit.time import at, now
from waakvlam.signals import commands, waiting
from waakvlam.signals.commands import Passed
from waakvlam.signals.models import PoolOffer, Signal, SignalContent, SignalStep
from waakvlam.signals.queries import reading
from waakvlam.signals.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4", "R10")]
OOST = cast.who("charlie").team_id


@pytest.fixture
def oost() -> Signal:
    """Lies with one team of the municipality: Charlie sits in it, Carla who coordinates does not."""
    made = make.brought()
    with identity.acting(make.who("alice")) as by:
        return commands.giving.give(signal=made, to=cast.organisation("gemeente"), passed=Passed("agrees", "Zij zei: dat mag."),
                                    reason="better_way_in", team_id=OOST, by=by)


def look(days: int, start: datetime | None = None) -> None:
    """One look a day, as the scheduler would."""
    for day in range(1, days + 1):
        with at((start or now()) + timedelta(days=day)):
            tasks.look_at_clocks(timestamp=0)


def climb_to(signal: Signal, step: Clock.Step, key: str) -> datetime:
    """Day after day until this step; returns that moment. Fails where it does not come within a month."""
    start = now()
    for day in range(1, 31):
        look(1, start + timedelta(days=day - 1))
        if clock(signal, key).step >= step:
            return start + timedelta(days=day)
    raise AssertionError(f"no clock of {signal} ever came to {step.label}")


def clock(signal: Signal, key: str) -> Clock:
    with identity.acting(make.who(key)):
        return Clock.objects.get(subject_id=signal.pk, kind__in=waiting.MAIN, stopped_at=None)


def reads(key: str, signal: Signal) -> tuple[bool, bool]:
    """Whether they read the work, and the words."""
    with identity.acting(make.who(key)) as by:
        return reading.worked_on(by).filter(pk=signal.pk).exists(), reading.words(by).filter(signal=signal).exists()


def test_only_the_team_reads_it_until_it_stays_silent_and_then_its_colleagues_do(oost, sign_in):
    assert (reads("charlie", oost), reads("carla", oost)) == ((True, True), (False, False))
    climb_to(oost, Clock.Step.REMINDED, "alice")
    assert reads("carla", oost) == (False, False)
    moment = climb_to(oost, Clock.Step.BACKUP, "alice")
    assert reads("carla", oost) == (True, True)
    with identity.acting(make.who("carla")):
        assert Reach.objects.filter(subject_id=oost.pk, compartment="work", ended_at=None).count() == 1
    climb_to(oost, Clock.Step.MANDATE, "alice")
    with at(moment):
        page = sign_in("carla").get(reverse("breakthroughs:silence")).content.decode()
    assert reverse("signals:signal", args=[oost.pk]) in page and str(oost.pk)[-6:].upper() not in page


def test_what_lies_silent_with_another_team_stands_on_the_screen_before_it_may_be_read(oost, sign_in):
    moment = climb_to(oost, Clock.Step.REMINDED, "alice")
    with at(moment):
        page = sign_in("carla").get(reverse("breakthroughs:silence")).content.decode()
    assert str(oost.pk)[-6:].upper() in page
    assert reverse("signals:signal", args=[oost.pk]) not in page


def test_what_a_team_gave_on_comes_back_to_its_own_coordinator_when_the_next_one_is_silent(oost, sign_in):
    """The team's organisation waits now, and its system climbs the clock though it sits in no team."""
    with identity.acting(make.who("charlie")) as by:
        commands.giving.give(signal=oost, to=cast.organisation("zorg"), passed=Passed("agrees", "Zij zei: dat mag."),
                             reason="capacity", by=by)
    moment = climb_to(oost, Clock.Step.COORDINATOR, "carla")
    assert reads("carla", oost) == (True, False)
    with identity.acting(make.who("eva")):
        assert "silent_coordinator" in SignalStep.objects.filter(signal=oost).values_list("verb", flat=True)
    with at(moment):
        carla = sign_in("carla")
        assert reverse("signals:signal", args=[oost.pk]) in carla.get(reverse("breakthroughs:silence")).content.decode()
        assert carla.get(reverse("signals:signal", args=[oost.pk])).status_code == 200
    climb_to(oost, Clock.Step.MANDATE, "carla")


def test_what_a_team_put_in_the_pool_climbs_as_well(oost):
    with identity.acting(make.who("charlie")) as by:
        commands.pooling.put(signal=oost, by=by)
    climb_to(oost, Clock.Step.COORDINATOR, "carla")


def test_what_a_team_put_in_the_pool_can_be_taken_by_another(oost):
    with identity.acting(make.who("charlie")) as by:
        offer = commands.pooling.put(signal=oost, by=by)
    assert isinstance(offer, PoolOffer)
    with identity.acting(make.who("eva")) as by:
        assert commands.pooling.claim(offer_id=offer.pk, by=by).holder_id == by.organisation_id


def test_the_system_of_another_organisation_reads_nothing_of_it_and_a_person_of_no_team_neither(oost):
    """Team and person aside, the wall and the queries ask the system what they ask everybody."""
    for slug, sees in (("gemeente", True), ("zorg", False), ("anders", False)):
        with identity.acting(identity.system(cast.organisation(slug), Purpose.SIGNAL)) as by:
            assert Signal.objects.filter(pk=oost.pk).exists() is sees, slug
            assert (reading.worked_on(by).exists(), SignalContent.objects.exists()) == (sees, sees), slug
    with identity.acting(replace(identity.system(cast.organisation("gemeente"), Purpose.SIGNAL), purpose=Purpose.HANDOVER)):
        assert not Signal.objects.exists()
    with identity.acting(replace(make.who("carla"), role=Role.DISTRICT_WORKER)) as by:
        assert not Signal.objects.filter(pk=oost.pk).exists() and not reading.worked_on(by).exists()


def test_widening_is_for_whoever_may_share_and_changes_teams_alone(oost):
    with pytest.raises(ProgrammingError, match="not yours to share"), identity.acting(make.who("eva")), connection.cursor() as db:
        db.execute("select reach_widen(%s, %s)", [oost.pk, cast.organisation("gemeente")])
    with identity.acting(make.who("alice")), connection.cursor() as db:
        db.execute("select reach_widen(%s, %s)", [oost.pk, cast.organisation("zorg")])
        assert db.fetchone() == (0,)
        db.execute("select reach_widen(%s, %s)", [oost.pk, cast.organisation("gemeente")])
        assert db.fetchone() == (2,)  # the work and the words
    assert reads("carla", oost) == (True, True)
