"""Random callers doing random things in random order: nobody is handed out twice, nobody is lost."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Count
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from waakvlam.access.identity import acting
from waakvlam.kit import time
from waakvlam.kit.errors import WaakvlamError
from waakvlam.kit.ids import uuid7
from waakvlam.outreach import calling
from waakvlam.outreach.models import Attempt, RoundEntry
from waakvlam.people.models import Household

from .calls import ALICE, BEA, BOB, TUESDAY, household, round_of

CALLERS = (ALICE, BOB, BEA)
caller, which = st.sampled_from(range(3)), st.sampled_from(range(2))
ending = st.sampled_from(["spoken", "no_answer", "call_back", "voicemail", "refused", "do_not_call", "gone"])


class Calling(RuleBasedStateMachine):
    """Two rounds of four households, two of them in both."""

    @initialize()
    def begin(self) -> None:
        self.clock = TUESDAY
        self.block = transaction.atomic()
        self.block.__enter__()
        with time.at(self.clock), acting(ALICE):
            homes = [household(ALICE, n) for n in range(6)]
            self.rounds = [round_of(ALICE, homes[:4], cool_down_days=1), round_of(ALICE, homes[2:], cool_down_days=2)]
        self.held: dict[tuple[int, int], RoundEntry] = {}
        self.acknowledged: dict[object, str] = {}
        self.last: dict[int, object] = {}
        self.stopped: set[object] = set()

    def do(self, n: int, act: object, **given: object) -> object:
        """Run a command as a caller; what it refuses changes nothing."""
        with time.at(self.clock), acting(CALLERS[n]):
            try:
                with transaction.atomic():
                    return act(by=CALLERS[n], **given)
            except WaakvlamError:
                return None

    @rule(n=caller, r=which)
    def take(self, n: int, r: int) -> None:
        entry = self.do(n, calling.take_next, round=self.rounds[r])
        if entry is not None:
            assert entry.household_id not in self.stopped
            others = [e for (who, _r), e in self.held.items() if who != n and e.household_id == entry.household_id]
            assert not any(self.is_live(e) for e in others), "handed out twice"
            self.held[n, r] = entry

    def is_live(self, entry: RoundEntry) -> bool:
        """By the database: the lease may have been given back or finished since."""
        with acting(ALICE):
            now_ = RoundEntry.objects.get(pk=entry.pk)
        return now_.lease_person_id == entry.lease_person_id and now_.lease_until > self.clock

    @rule(n=caller, r=which, outcome=ending, twice=st.booleans())
    def finish(self, n: int, r: int, outcome: str, twice: bool) -> None:
        entry, name = self.held.pop((n, r), None), uuid7()
        if entry is None:
            return
        back = self.clock + timedelta(hours=3) if outcome == "call_back" else None
        for _again in range(1 + twice):
            told = self.do(n, calling.finish, attempt_id=name, entry_id=entry.pk, outcome=outcome, call_back_at=back)
            if told is not None:
                self.acknowledged[name], self.last[n] = outcome, name
                if outcome == "do_not_call":
                    self.stopped.add(entry.household_id)

    @rule(n=caller)
    def undo(self, n: int) -> None:
        name = self.last.pop(n, None)
        entry = self.do(n, calling.undo, attempt_id=name) if name else None
        if entry is not None:
            outcome = self.acknowledged.pop(name)
            if outcome == "do_not_call":
                self.stopped.discard(entry.household_id)
            self.held[n, [r.pk for r in self.rounds].index(entry.round_id)] = entry

    @rule(n=caller, r=which, how=st.sampled_from(["give_back", "renew", "take_again", "forget"]))
    def handle(self, n: int, r: int, how: str) -> None:
        entry = self.held.get((n, r))
        if entry is None:
            return
        if how == "give_back":
            self.do(n, calling.give_back, entry_id=entry.pk)
        elif how == "renew":
            self.do(n, calling.renew, entry_id=entry.pk)
        elif how == "take_again":
            self.do(n, calling.take_again, entry_id=entry.pk)
        if how in ("give_back", "forget"):
            del self.held[n, r]

    @rule(minutes=st.sampled_from([0, 1, 15, 50, 300, 3000]))
    def wait(self, minutes: int) -> None:
        self.clock += timedelta(minutes=minutes, seconds=1)

    @invariant()
    def one_lease_a_household_and_one_person_a_caller_and_round(self) -> None:
        with acting(ALICE):
            live = RoundEntry.objects.filter(lease_until__gt=self.clock)
            for key in (["household"], ["round", "lease_person"]):
                assert not live.values(*key).annotate(n=Count("id")).filter(n__gt=1).exists(), key

    @invariant()
    def what_was_acknowledged_is_there_once(self) -> None:
        with acting(ALICE):
            kept = dict(Attempt.objects.filter(undone_at=None).values_list("id", "outcome"))
        assert kept == self.acknowledged

    @invariant()
    def who_said_stop_stands_on_no_list(self) -> None:
        with acting(ALICE):
            assert set(Household.objects.filter(do_not_call=True).values_list("id", flat=True)) == self.stopped
            assert not RoundEntry.objects.filter(household_id__in=self.stopped, state__in=RoundEntry.OPEN).exists()

    def teardown(self) -> None:
        try:
            for r in (0, 1, 0, 1):
                self.clock += timedelta(days=5)
                while (entry := self.do(1, calling.take_next, round=self.rounds[r])) is not None:
                    assert self.do(1, calling.finish, attempt_id=uuid7(), entry_id=entry.pk, outcome="spoken")
            with acting(ALICE):
                assert not RoundEntry.objects.filter(state__in=RoundEntry.OPEN).exists(), "somebody was lost"
        finally:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.proves("C1", "R7")
def test_nobody_is_handed_out_twice_and_nobody_is_lost() -> None:
    run_state_machine_as_test(Calling, settings=settings(
        max_examples=12, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)))
