"""Whatever people do in whatever order: no signal without its conditions, none after a no, none past its term without
help, no end without an outcome, and no open track without a clock."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from waakvlam.access import clocks, identity
from waakvlam.access.models import Clock
from waakvlam.arrears import commands, waiting
from waakvlam.arrears.models import Basis, Notice, NoticeContent, Track
from waakvlam.arrears.models.owned import READY
from waakvlam.arrears.models.states import CLOSED, Kind
from waakvlam.arrears.tests import factories as make
from waakvlam.handovers.commands import look_at
from waakvlam.keeping import sweeping
from waakvlam.kit.errors import WaakvlamError
from waakvlam.kit.time import at, now, today

VERBS = tuple(verb for verb, _how in make.STEPS)
TERM = 183  # days, as in the covenant that a network starts with


class Street(RuleBasedStateMachine):
    """Two households, a landlord and a municipality; time goes on."""

    @initialize()
    def begins(self) -> None:
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.now = now()
        make.agreed()
        self.tracks = [make.track(name=name, days=5) for name in ("Ria", "Kees")]
        self.refused: set[Any] = set()  # tracks whose tenant says no now
        self.ended: set[Any] = set()

    def teardown(self) -> None:
        if hasattr(self, "whole"):
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)

    def track(self, n: int) -> Track:
        try:
            return make.again(self.tracks[n])
        except Track.DoesNotExist:  # ended, and gone at its term
            return self.tracks[n]

    def tries(self, key: str, command: Any, subject: Any, **given: Any) -> bool:
        """Whether it went through; what the rules refuse is part of the game."""
        try:
            with at(self.now):
                make.act(key, command, subject, **given)
        except WaakvlamError:
            return False
        return True

    @rule(n=st.integers(0, 1), verbs=st.sets(st.sampled_from(VERBS), min_size=1))
    def write_down(self, n: int, verbs: set[str]) -> None:
        for verb in sorted(verbs):
            with at(self.now):
                day = today()
            self.tries("alice", commands.tracks.write, self.track(n), verb=verb, on_day=day, how=dict(make.STEPS)[verb])

    @rule(n=st.integers(0, 1))
    def send(self, n: int) -> None:
        track = self.track(n)
        missing = track.missing
        if self.tries("alice", commands.sending.signal, track):
            assert not missing and track.pk not in self.refused and track.is_open

    @rule(n=st.integers(0, 1), yes=st.booleans())
    def say(self, n: int, yes: bool) -> None:
        track = self.track(n)
        if self.tries("alice", commands.tracks.agree if yes else commands.tracks.refuse, track):
            (self.refused.discard if yes else self.refused.add)(track.pk)

    @rule(n=st.integers(0, 1), data=st.data())
    def undo(self, n: int, data: st.DataObject) -> None:
        track = self.track(n)
        with identity.acting(make.who("alice")):
            steps = list(track.steps.order_by("at").values_list("pk", flat=True))
        if not steps:
            return
        self.tries("alice", commands.tracks.undo, track, step_id=data.draw(st.sampled_from(steps)))

    @rule(slug=st.sampled_from(["accept", "make_contact", "open_help", "report", "decline", "end"]), data=st.data())
    def answer(self, slug: str, data: st.DataObject) -> None:
        with identity.acting(make.who("charlie")):
            there = list(Notice.objects.order_by("sent_at"))
        if there:
            given = {"decline": {"reason": "other"}, "end": {"outcome": "not_needed"}}.get(slug, {})
            self.tries("charlie", getattr(commands.answering, slug), data.draw(st.sampled_from(there)), **given)

    @rule(n=st.integers(0, 1), outcome=st.sampled_from(["paid", "help", "", "evicted"]))
    def end(self, n: int, outcome: str) -> None:
        if self.tries("alice", commands.tracks.end, self.track(n), outcome=outcome):
            assert outcome in ("paid", "help")
            self.ended.add(self.tracks[n].pk)

    @rule(days=st.sampled_from([1, 20, TERM + 1]))
    def time_goes_on(self, days: int) -> None:
        self.now += timedelta(days=days)
        with at(self.now):
            for due in clocks.due():
                look_at(due.clock_id, due.asker)
            sweeping.sweep(identity.system(make.who("alice").organisation_id, "privacy"))

    @invariant()
    def what_left_was_allowed_and_is_gone_in_time(self) -> None:
        if not hasattr(self, "tracks"):
            return
        with identity.acting(make.who("alice")):
            for content in NoticeContent.objects.select_related("notice", "basis__track"):
                notice, basis, track = content.notice, content.basis, content.basis.track
                assert all(getattr(basis, n) and getattr(basis, n) <= basis.on_day for n in READY)
                over = notice.sent_at + timedelta(days=TERM + 1) < self.now
                assert not over or (notice.helped_at and (notice.ended_at is None or notice.ended_at + timedelta(days=TERM + 1) >= self.now))
                if track.pk in self.refused and notice.kind == Kind.DEBT_SIGNAL:
                    assert notice.state in CLOSED or notice.helped_at
            kept = set(Track.objects.values_list("pk", "outcome", "ended_at"))
            assert all(bool(outcome) == (ended is not None) for _pk, outcome, ended in kept)
            assert {pk for pk, _o, ended in kept if ended is not None} <= self.ended
            assert {t.pk for t in self.tracks} - self.ended == {pk for pk, _o, ended in kept if ended is None}
            running = set(Clock.objects.filter(kind=waiting.NEXT, stopped_at=None).values_list("subject_id", flat=True))
            assert running == {pk for pk, _o, ended in kept if ended is None}
            assert not Basis.objects.exclude(track_id__in=[pk for pk, _o, _e in kept]).exists()

    @invariant()
    def the_municipality_reads_only_what_is_open(self) -> None:
        if not hasattr(self, "tracks"):
            return
        with identity.acting(make.who("charlie")):
            read = set(NoticeContent.objects.values_list("notice__state", flat=True))
        assert not read & set(CLOSED), "declined, taken back, ended and expired are read by nobody else"


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.proves("C13", "R17", "R18", "R24")
def test_whatever_people_do_no_signal_leaves_without_its_conditions_nor_outlives_its_term():
    run_state_machine_as_test(Street, settings=settings(
        max_examples=8, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck),
        phases=[Phase.reuse, Phase.generate]))
