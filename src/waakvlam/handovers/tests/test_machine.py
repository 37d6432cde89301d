"""Random people do random things with random handovers, against a model of our own.

After every step: nobody sees what was not sent to them, and no handover is left without somebody
who must act (design.md section 8). The model below is written out by hand; it knows nothing of
TRANSITIONS, policies or reach.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, event, settings
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
from waakvlam.access.tests import cast
from waakvlam.breakthroughs.queries import gone_silent
from waakvlam.handovers import commands, queries, tasks
from waakvlam.handovers.models import Decision, Explanation, Handover, HandoverContent, InternalNote
from waakvlam.handovers.tests import factories as make
from waakvlam.kit import time
from waakvlam.kit.errors import WaakvlamError
from waakvlam.kit.time import day_of

PEOPLE = ("alice", "dora", "carla", "charlie", "eva", "roer", "zed")
SENDERS = ("alice", "dora", "carla")
ORGANISATION = {"alice": "wonen", "dora": "anders", "carla": "gemeente", "charlie": "gemeente", "eva": "zorg",
                "roer": "netwerk", "zed": "ver"}
OPEN = {"offered", "accepted", "contact_made", "under_way"}
WORK = {"contact_made", "under_way"}
MOST = 4  # handovers at a time: enough to mix them up


@dataclass
class Known:
    """What the model believes of one handover."""

    id: UUID
    sender: str
    receiver: str
    talks: bool
    state: str = "offered"
    letter_open: bool = True
    permitted: bool = True
    decision: bool = False
    asked: bool = False
    at_mandate: bool = False
    said: set[str] = field(default_factory=set)


# act → (which side may, in which states it can be done, the state after, what else happens)
SIDE = {"accept": "receiver", "decline": "receiver", "contact": "receiver", "begin": "receiver", "report": "receiver",
        "give_back": "receiver", "end": "receiver", "take_back": "sender", "withdraw_permission": "sender",
        "resume": "sender", "leave": "sender", "remind": "sender", "answer": "both", "note": "both"}
AFTER = {"accept": "accepted", "decline": "declined", "contact": "contact_made", "begin": "under_way",
         "give_back": "returned", "end": "ended", "take_back": "withdrawn", "resume": "under_way"}


def possible(act: str, h: Known) -> bool:
    return {
        "accept": h.state == "offered", "decline": h.state == "offered", "contact": h.state == "accepted",
        "begin": h.state == "contact_made", "report": h.state in WORK, "give_back": h.state in WORK | {"accepted"},
        "end": h.state in WORK, "take_back": h.state in OPEN, "withdraw_permission": h.permitted,
        "resume": h.decision and h.state == "ended" and h.letter_open, "leave": h.decision,
        "remind": h.state in OPEN, "answer": h.asked, "note": True}[act]


def side_of(key: str, h: Known) -> str:
    mine = ORGANISATION[key]
    return "sender" if mine == h.sender else "receiver" if mine == h.receiver else ""


COMMANDS = {"accept": commands.accept, "decline": commands.decline, "contact": commands.make_contact,
            "begin": commands.begin, "report": commands.report, "give_back": commands.give_back, "end": commands.end,
            "take_back": commands.take_back, "withdraw_permission": commands.withdraw_permission,
            "resume": commands.resume, "leave": commands.leave_it, "remind": commands.remind,
            "answer": commands.answer_helped, "note": commands.note}
GIVEN: dict[str, dict[str, Any]] = {
    "decline": {"reason": "capacity"}, "give_back": {"reason": "not_reached"}, "end": {"outcome": "helped"},
    "take_back": {"reason": "silent"}, "withdraw_permission": {"how": "phone"}, "leave": {"internal": "Zo is het goed."},
    "note": {"text": "Van ons."}}


class Neighbourhood(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.now: datetime = time.now()
        self.known: list[Known] = []
        self.residents = {key: make.resident(key) for key in SENDERS}

    def teardown(self) -> None:
        if hasattr(self, "whole"):
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)

    @precondition(lambda self: len(self.known) < MOST)
    @rule(sender=st.sampled_from(SENDERS), to=st.sampled_from(("gemeente", "zorg", "wonen", "ver")), talks=st.booleans())
    def offer(self, sender: str, to: str, talks: bool) -> None:
        by, about = make.who(sender), self.residents[sender]
        fine = to not in (ORGANISATION[sender], "ver")
        try:
            with time.at(self.now), identity.acting(by):
                made = commands.offer(by=by, sending=make.sending(by, to, about=about),
                                      asked=make.asked(feedback=talks, until=day_of(self.now) + timedelta(days=300)))
        except WaakvlamError:
            assert not fine
            return
        assert fine
        self.known.append(Known(made.pk, ORGANISATION[sender], to, talks))

    @precondition(lambda self: self.known)
    @rule(data=st.data(), key=st.sampled_from(PEOPLE), act=st.sampled_from(sorted(SIDE)))
    def somebody_tries_something(self, data: Any, key: str, act: str) -> None:
        self._try(data, key, act, data.draw(st.sampled_from(self.known), label="handover"))

    @precondition(lambda self: self.known)
    @rule(data=st.data())
    def somebody_does_what_they_may(self, data: Any) -> None:
        """Random tries rarely get far: half of the time do something that can be done."""
        h = data.draw(st.sampled_from(self.known), label="handover")
        acts = [(key, act) for act in sorted(SIDE) for key in PEOPLE if act != "note" and possible(act, h)
                and side_of(key, h) and SIDE[act] in (side_of(key, h), "both")]
        if acts:
            self._try(data, *data.draw(st.sampled_from(acts), label="act"), h)

    def _try(self, data: Any, key: str, act: str, h: Known) -> None:
        side = side_of(key, h)
        fine = possible(act, h) and bool(side) and SIDE[act] in (side, "both")
        try:
            with time.at(self.now):
                self._do(key, act, h, side, data)
        except WaakvlamError as error:
            assert not fine, f"{key} could not {act} in {h}: {error.code}"
            return
        assert fine, f"{key} did {act} in {h}"
        event(act)

    def _do(self, key: str, act: str, h: Known, side: str, data: Any) -> None:
        by, given = make.who(key), dict(GIVEN.get(act, {}))
        if act == "accept":
            given["first_contact_by"] = time.add_working_days(time.today(), 3)
        if act == "answer":
            given |= {"answer": data.draw(st.sampled_from(("yes", "no", "partly"))),
                      "witness": "een dochter" if side == "receiver" else ""}
        if act == "report" and h.talks and h.letter_open:
            given["text"] = "Woorden over en weer."
        with identity.acting(by):
            COMMANDS[act](handover=queries.handover(by, h.id), by=by, **given)
        self._learn(act, h, given, key)

    def _learn(self, act: str, h: Known, given: dict[str, Any], key: str) -> None:
        was_open = h.state in OPEN
        h.state = AFTER.get(act, h.state)
        if act in ("decline", "give_back", "take_back"):
            h.letter_open, h.decision = False, True
        if act == "withdraw_permission":
            h.permitted = h.letter_open = False
            h.state = "withdrawn" if was_open else h.state
            h.asked = h.asked and not was_open
            h.talks = False
        if act == "end":
            h.asked = True
        if act == "answer":
            h.asked, h.decision = False, h.decision or given["answer"] == "no"
        if act in ("resume", "leave"):
            h.decision = False
        if act == "note":
            h.said.add(ORGANISATION[key])
        if given.get("text") and act == "report":
            h.said.add("both")

    @rule(days=st.integers(1, 12))
    def days_pass_and_the_scheduler_looks(self, days: int) -> None:
        self.now += timedelta(days=days)
        with time.at(self.now):
            tasks.look_at_clocks(timestamp=0)
            for h in self.known:
                self._look(h)

    def _look(self, h: Known) -> None:
        """What silence did is read back; that it did something is what the invariants ask."""
        with identity.acting(identity.system(cast.organisation(h.sender), "handover")):
            running = list(Clock.objects.filter(subject_id=h.id, stopped_at=None))
            h.at_mandate = h.at_mandate or any(c.step == Clock.Step.MANDATE for c in running)
            h.decision = Decision.objects.filter(handover_id=h.id, decided_at=None).exists()
            h.asked = h.state == "ended" and Handover.objects.get(pk=h.id).helped.filter(answered_at=None).exists()

    @invariant()
    def nobody_sees_what_was_not_sent_to_them(self) -> None:
        for key in PEOPLE if getattr(self, "known", None) else ():
            with identity.acting(make.who(key)):
                seen = set(Handover.objects.values_list("pk", flat=True))
                letters = set(HandoverContent.objects.values_list("handover_id", flat=True))
                words = set(Explanation.objects.values_list("handover_id", flat=True))
                notes = set(InternalNote.objects.values_list("handover_id", flat=True))
            mine = ORGANISATION[key]
            assert seen == {h.id for h in self.known if mine in (h.sender, h.receiver) or (mine == "netwerk" and h.at_mandate)}
            assert letters == {h.id for h in self.known if mine == h.sender or (mine == h.receiver and h.letter_open)}
            assert words == {h.id for h in self.known if "both" in h.said and h.talks and mine in (h.sender, h.receiver)}
            assert notes <= {h.id for h in self.known if mine in (h.sender, h.receiver)}

    @invariant()
    def nothing_is_left_without_somebody_who_must_act(self) -> None:
        for h in getattr(self, "known", []):
            with time.at(self.now), identity.acting(identity.system(cast.organisation(h.sender), "handover")):
                running = list(Clock.objects.filter(subject_id=h.id, stopped_at=None))
            on_receiver = [c for c in running if c.on_id == cast.organisation(h.receiver)]
            on_sender = [c for c in running if c.on_id == cast.organisation(h.sender)]
            if h.state in OPEN:
                assert len(on_receiver) == 1, h
                assert not on_sender, h
            elif h.decision or (h.state == "ended" and h.asked and h.permitted):
                assert len(on_sender) == 1, h
                assert not on_receiver, h
            else:
                assert not on_receiver, h

    @invariant()
    def what_is_long_silent_stands_on_the_senders_screen(self) -> None:
        for h in getattr(self, "known", []):
            who = make.who({"wonen": "alice", "anders": "dora", "gemeente": "carla"}[h.sender])
            with time.at(self.now), identity.acting(who):
                late = Clock.objects.filter(subject_id=h.id, stopped_at=None, step__gte=Clock.Step.COORDINATOR).exists()
                if late:
                    assert h.id in {r.subject_id for r in gone_silent(who, limit=1000)[0]}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.proves("C5", "C19", "R2", "R9", "R10")
def test_whatever_people_do_nobody_sees_too_much_and_nothing_is_forgotten():
    run_state_machine_as_test(Neighbourhood, settings=settings(
        max_examples=10, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck),
        # Not shrunk: a walk costs seconds, and says what was done step by step as it is.
        phases=[Phase.reuse, Phase.generate]))
