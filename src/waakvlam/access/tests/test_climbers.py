"""Who moves a clock that ran out: the module that brought its kind, for that module's purpose."""

import pytest

from waakvlam.access import clocks, identity
from waakvlam.access.models import Clock, Organisation
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers.commands import look_at
from waakvlam.kit.time import now

pytestmark = pytest.mark.django_db


def silent(kind: str) -> clocks.Due:
    """A clock of this kind on the municipality, which housing association wonen waits for; it just ran out."""
    with identity.acting(cast.who("alice")) as by:
        made = clocks.start(by, Organisation(), kind, on=cast.organisation("gemeente"), due_at=now())
        return clocks.Due(made.pk, made.on_id, made.asker_id)


def test_a_kind_of_its_own_goes_before_its_family(monkeypatch):
    family, one = clocks.Climber(Purpose.HANDOVER, clocks.at_home), clocks.Climber(Purpose.SIGNAL, clocks.at_home)
    monkeypatch.setitem(clocks.CLIMBERS, "bell", family)
    monkeypatch.setitem(clocks.CLIMBERS, "bell.answer", one)
    assert clocks.climber_of("bell.answer") is one
    assert clocks.climber_of("bell.other") is family
    assert clocks.climber_of("bells.answer") is None


@pytest.mark.proves("C14", "R10")
def test_a_module_moves_its_own_clock_under_its_own_purpose(monkeypatch):
    seen = []

    def climb(clock, by):
        seen.append((clock.kind, by.purpose, by.organisation_id))
        clocks.step_up(clock)
        return "told"

    monkeypatch.setitem(clocks.CLIMBERS, "bell", clocks.Climber(Purpose.SIGNAL, climb))
    due = silent("bell.answer")
    assert look_at(due.clock_id, due.asker) == "told"
    assert seen == [("bell.answer", Purpose.SIGNAL, due.asker)]
    assert look_at(due.clock_id, due.asker) == "none", "it waits for its next step"


@pytest.mark.proves("R10")
def test_a_kind_that_nobody_brings_stops_at_the_own_coordinator():
    due = silent("unknown.kind")
    steps = []
    for _turn in range(5):
        steps.append(look_at(due.clock_id, due.asker))
        with identity.acting(cast.who("alice")):
            Clock.objects.filter(pk=due.clock_id).update(next_at=now())
    assert steps == ["reminded", "backup", "coordinator", "waits at coordinator", "waits at coordinator"]
