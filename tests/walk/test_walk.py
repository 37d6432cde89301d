"""The walk in the suite: bounded. `make walk` goes on for as long as WAAKVLAM_WALK says."""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from .further import Neighbourhood
from .machine import Town

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.proves("C19", "R2", "R9", "R13")]
EXAMPLES = int(os.environ.get("WAAKVLAM_WALK", "12"))


def walk(town: type[Town], examples: int = EXAMPLES, steps: int = 20, *, derandomize: bool = False) -> None:
    run_state_machine_as_test(town, settings=settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, derandomize=derandomize,
        suppress_health_check=list(HealthCheck), database=None,
        # Not shrunk: a walk costs seconds, and says step by step what was done as it is.
        phases=[Phase.generate]))


def test_whatever_people_do_everybody_sees_exactly_what_was_sent_to_them():
    walk(Neighbourhood)


def test_the_walk_notices_a_withdrawal_that_leaves_the_letter_open(monkeypatch):
    """A seeded fault: permission is withdrawn, and the content stays in reach of the receiver."""
    from waakvlam.handovers.commands import withdrawing

    monkeypatch.setattr(withdrawing, "close_content", lambda handover, by: None)
    with pytest.raises(AssertionError):
        walk(Town, 60, 25, derandomize=True)
