"""Whatever people do: each open breakthrough has a decider and a future clock, or stands on a screen of silence (C14).

The model is written by hand: what was called, and whether it is over. Unanswered it only ever moves up, and at the
top it is looked at daily and stays in sight.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from waakvlam.access import identity
from waakvlam.access.models import Clock
from waakvlam.breakthroughs import commands, queries
from waakvlam.breakthroughs.models import Breakthrough, State
from waakvlam.breakthroughs.tests import factories as make
from waakvlam.handovers import tasks
from waakvlam.kit import time
from waakvlam.kit.errors import WaakvlamError

PEOPLE = ("roer", "kees", "carla", "charlie", "alice", "board", "eva", "dora")
SCREENS = ("alice", "carla", "kees", "roer", "eva", "dora")


class Breaking(RuleBasedStateMachine):
    """Time goes forward; people act at random, allowed or not."""

    @initialize(ladder=st.booleans())
    def begin(self, ladder: bool) -> None:
        self.point = transaction.savepoint()
        self.now, self.called, self.over, self.rungs = time.now(), [], set(), {}
        if ladder:
            make.ladder(("gemeente", "board"), (None, "dora"))

    @rule(by=st.sampled_from(("roer", "kees", "alice")), decider=st.sampled_from(("carla", "charlie", "board", "eva")), days=st.integers(1, 3))
    def call(self, by: str, decider: str, days: int) -> None:
        if len(self.called) < 3:
            self.tried(lambda: self.called.append(make.called(by, decider, days=days).pk))

    @precondition(lambda self: self.called)
    @rule(by=st.sampled_from(PEOPLE), which=st.integers(0, 2), obstacle=st.sampled_from(("money", "place", "nonsense")))
    def answer(self, by: str, which: int, obstacle: str) -> None:
        def do() -> None:
            with identity.acting(make.who(by)) as me:
                found = queries.one(me, pk)
                commands.answer(breakthrough=found, option_id=found.options.first().pk, words="Zo doen we het.", obstacle=obstacle, by=me)
            self.over.add(pk)
        pk = self.called[which % len(self.called)]
        self.tried(do)

    @precondition(lambda self: self.called)
    @rule(by=st.sampled_from(PEOPLE), which=st.integers(0, 2), days=st.integers(0, 4), away=st.booleans())
    def put_off(self, by: str, which: int, days: int, away: bool) -> None:
        def do() -> None:
            with identity.acting(make.who(by)) as me:
                found = queries.one(me, pk)
                if away:
                    commands.withdraw(breakthrough=found, reason="Niet meer nodig.", by=me)
                    self.over.add(pk)
                else:
                    commands.postpone(breakthrough=found, days=days, reason="Wacht op de raad.", by=me)
        pk = self.called[which % len(self.called)]
        self.tried(do)

    @rule(days=st.integers(1, 6))
    def days_pass(self, days: int) -> None:
        self.now += timedelta(days=days)
        with time.at(self.now):
            tasks.look_at_clocks(timestamp=0)

    def tried(self, do: Callable[[], object]) -> None:
        """An act that may be refused: what it wrote goes with it."""
        try:
            with time.at(self.now), transaction.atomic():
                do()
        except WaakvlamError:
            pass

    @invariant()
    def each_open_one_has_a_decider_and_a_clock_or_stands_on_a_screen(self) -> None:
        for pk in getattr(self, "called", ()):
            rows = []
            for key in ("roer", "kees"):
                with time.at(self.now), identity.acting(make.who(key)):
                    rows += [(b, Clock.objects.filter(subject_id=pk, stopped_at=None).first()) for b in Breakthrough.objects.filter(pk=pk)]
            found, clock = rows[0]
            assert (found.state != State.OPEN) == (pk in self.over)
            if found.state != State.OPEN:
                assert clock is None
                continue
            assert found.decider_id and found.rung >= self.rungs.get(pk, 0), "it never moves down"
            self.rungs[pk] = found.rung
            assert clock is not None and clock.on_id == found.decider_id
            if clock.due_at <= self.now:
                with time.at(self.now):
                    assert any(pk in self.shown(key) for key in SCREENS), "nobody sees it"
            if found.is_top:
                assert clock.next_at <= self.now + timedelta(days=1), "looked at daily"

    @staticmethod
    def shown(key: str) -> set[object]:
        with identity.acting(make.who(key)) as me:
            return {line.subject_id for line in queries.screen(me, queries.Chosen(), size=100).lines}

    def teardown(self) -> None:
        if hasattr(self, "point"):
            transaction.savepoint_rollback(self.point)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.proves("C14", "R10")
def test_whatever_people_do_no_breakthrough_falls_silent_unseen():
    run_state_machine_as_test(Breaking, settings=settings(
        max_examples=10, stateful_step_count=10, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)))
