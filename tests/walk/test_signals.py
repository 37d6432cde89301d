"""Whatever people do with signals: each open one has an owner and a future clock, or stands on a screen of silence; nothing
expires that nobody looked at; and whoever told it reads how far it is, and never a word of it or who acts.

The model is written by hand: what came in, who told it, and what a person let rest.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
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

from waakvlam.access import clocks, identity, remembering
from waakvlam.access.models import Clock
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.breakthroughs import queries as silence
from waakvlam.handovers.commands import look_at
from waakvlam.kit import time
from waakvlam.kit.errors import WaakvlamError
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import today
from waakvlam.post.models import Delivery
from waakvlam.signals import codes, commands, notices, waiting
from waakvlam.signals.commands import Passed, TellerGiven, reporting
from waakvlam.signals.commands.routes import Line
from waakvlam.signals.models import OPEN, FollowUp, PoolOffer, Report, Signal, State
from waakvlam.signals.tests import factories as make
from waakvlam.signals.waiting import MAIN

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.proves("C3", "C4", "C14", "R11", "R19", "R22")]
WEIGHERS = {"alice": "wonen", "dora": "anders", "carla": "gemeente", "charlie": "gemeente", "eva": "zorg", "frank": "politie", "kees": "buren"}
BRINGERS = ("alice", "bob", "vera", "charlie", "eva", "frank", "")
SCREENS = ("alice", "carla", "kees", "roer", "eva", "dora", "frank")
PLACES = ("wonen", "anders", "gemeente", "zorg", "politie", "buren")
BASES = ("agrees", "knows", "unknown", "necessary", "nobody")
MAIL, MOBILE = "teller@example.org", "+31612345678"
MOST = 4


@dataclass
class Thing:
    """A signal as the model knows it; `taker` is the slug of the organisation that wrote it down."""

    id: UUID
    taker: str
    code: str


class Noticing(RuleBasedStateMachine):
    """Time goes forward; people act at random, allowed or not."""

    @initialize(sent_on=st.booleans())
    def begin(self, sent_on: bool) -> None:
        self.point = transaction.savepoint()
        remembering.forget()
        self.now, self.things, self.rested, self.n = time.now(), [], set(), 0
        if sent_on:
            with identity.acting(cast.who("admin", Purpose.ADMINISTRATION)) as by:
                commands.routes.write(by=by, reason="zo spraken we af", lines=[
                    Line("Wat vandaag moet", cast.organisation("gemeente"), urgency="today"),
                    Line("Overlast", cast.organisation("zorg"), kind="nuisance")])

    def teardown(self) -> None:
        if hasattr(self, "point"):
            transaction.savepoint_rollback(self.point)
            remembering.forget()

    def tried(self, do: Callable[[], Any]) -> None:
        """An act that may be refused: what it wrote goes with it."""
        try:
            with time.at(self.now), transaction.atomic():
                do()
        except WaakvlamError as error:
            event(f"refused {type(error).__name__}")

    @rule(key=st.sampled_from(BRINGERS), kind=st.sampled_from(("worry", "request", "nuisance")), basis=st.sampled_from(("unknown", "agrees", "knows")),
          urgency=st.sampled_from(("normal", "today", "danger")), wants=st.sampled_from(("mail", "sms", "code")))
    def bring(self, key: str, kind: str, basis: str, urgency: str, wants: str) -> None:
        if len(self.things) >= MOST:
            return
        id_, who = uuid7(), make.who(key) if key else identity.system(cast.organisation("gemeente"), Purpose.SIGNAL)
        self.n += 1
        teller = TellerGiven("neighbour", "Bep Buur", MOBILE, MAIL, wants, "nl", codes.hash_of(codes.of(id_)))
        with time.at(self.now), transaction.atomic(), identity.acting(who) as by:
            commands.take_in(id=id_, by=by, telling=make.telling(
                kind=kind, basis=basis, urgency=urgency, observation=f"Merelwoord{self.n} gezien.", name=f"Mevrouw Kwartel{self.n}",
                street="Geheimstraat", interpretation=f"Merelgedachte{self.n}", teller=teller))
        self.things.append(Thing(id_, WEIGHERS.get(key) or {"bob": "wonen", "vera": "buren"}.get(key, "gemeente"), codes.of(id_)))

    def _one(self, which: int) -> Thing:
        return self.things[which % len(self.things)]

    @precondition(lambda self: self.things)
    @rule(key=st.sampled_from(sorted(WEIGHERS)), which=st.integers(0, MOST - 1), verb=st.sampled_from(("take", "take", "put_back", "pool", "take_out")))
    def act(self, key: str, which: int, verb: str) -> None:
        run = {"take": commands.weighing.take, "put_back": commands.weighing.put_back, "pool": commands.pooling.put,
               "take_out": commands.pooling.take_out}[verb]
        self.as_(key, lambda by: run(signal=Signal(pk=self._one(which).id), by=by))

    @precondition(lambda self: self.things)
    @rule(key=st.sampled_from(sorted(WEIGHERS)), which=st.integers(0, MOST - 1), to=st.sampled_from(PLACES), basis=st.sampled_from(BASES), back=st.booleans())
    def give(self, key: str, which: int, to: str, basis: str, back: bool) -> None:
        signal = Signal(pk=self._one(which).id)
        self.as_(key, lambda by: commands.giving.give_back(signal=signal, reason="not_ours", by=by) if back else commands.giving.give(
            signal=signal, to=cast.organisation(to), passed=Passed(basis, "Zij zei: Merelzin, dat mag."), reason="capacity", by=by))

    @precondition(lambda self: self.things)
    @rule(key=st.sampled_from(sorted(WEIGHERS)), which=st.integers(0, MOST - 1))
    def claim(self, key: str, which: int) -> None:
        def do(by: identity.Who) -> None:
            offer = PoolOffer.objects.filter(signal_id=self._one(which).id, closed_at=None).first()
            commands.pooling.claim(offer_id=offer.pk if offer else uuid7(), by=by)
        self.as_(key, do)

    @precondition(lambda self: self.things)
    @rule(key=st.sampled_from(sorted(WEIGHERS)), which=st.integers(0, MOST - 1), days=st.integers(0, 9), end=st.booleans())
    def follow(self, key: str, which: int, days: int, end: bool) -> None:
        def do(by: identity.Who) -> None:
            open_ = FollowUp.objects.filter(signal_id=self._one(which).id, state="open").first()
            if end and open_:
                commands.following.finish(follow_id=open_.pk, done=bool(days % 2), internal="Merelnotitie", by=by)
            else:
                commands.following.follow_up(signal=Signal(pk=self._one(which).id), kind="visit", due_on=today() + timedelta(days=days), by=by)
        self.as_(key, do)

    @precondition(lambda self: self.things)
    @rule(key=st.sampled_from(sorted(WEIGHERS)), which=st.integers(0, MOST - 1), verb=st.sampled_from(("close", "rest", "urgency")))
    def decide(self, key: str, which: int, verb: str) -> None:
        thing = self._one(which)

        def do(by: identity.Who) -> None:
            signal = Signal(pk=thing.id)
            if verb == "close":
                commands.weighing.close(signal=signal, outcome="helped", internal="Merelzorg komt.", by=by)
            elif verb == "urgency":
                commands.weighing.set_urgency(signal=signal, urgency="soon", by=by)
            else:
                commands.weighing.rest(signal=signal, reason="no_cause", internal="Merelreden", by=by)
                self.rested.add(thing.id)
        self.as_(key, do)

    @precondition(lambda self: self.things)
    @rule(which=st.integers(0, MOST - 1), verb=st.sampled_from(("still", "redact")))
    def towards_the_teller(self, which: int, verb: str) -> None:
        thing = self._one(which)

        def do(by: identity.Who) -> None:
            report = Report.objects.get(signal_id=thing.id)
            if verb == "still":
                reporting.say_still(report=report, by=by)
            else:
                reporting.redact(report=report, by=by)
        self.as_(next(k for k, slug in WEIGHERS.items() if slug == thing.taker), do)

    @rule(days=st.sampled_from((1, 2, 4, 30, 120)))
    def days_pass(self, days: int) -> None:
        """The scheduler looks each night; what it cannot move is a fault, not a line in a log."""
        for _night in range(min(days, 4)):
            self.now += timedelta(days=max(1, days // 4))
            with time.at(self.now):
                for due in clocks.due():
                    look_at(due.clock_id, due.asker)

    def as_(self, key: str, do: Callable[[Any], Any]) -> None:
        def acting() -> None:
            with identity.acting(make.who(key)) as by:
                do(by)
        self.tried(acting)

    @invariant()
    def each_open_one_has_an_owner_and_a_future_clock_or_is_seen_to_be_silent(self) -> None:
        for thing in getattr(self, "things", ()):
            found = self.held(thing)
            if found.state not in OPEN:
                assert found.state != State.EXPIRED or thing.id in self.rested, "nobody looked at it, and it went"
                continue
            running = self.running(found)
            assert len(running) == 1 and running[0].on_id == found.holder_id, f"{found.state}: {running}"
            if running[0].due_at <= self.now:
                assert any(self.on_screen(key, thing.id) for key in SCREENS), "silent, and on nobody's screen"

    def held(self, thing: Thing) -> Signal:
        """As whoever holds it reads it: exactly one organisation does."""
        seen = []
        for key, slug in WEIGHERS.items():
            if key != "charlie":
                with time.at(self.now), identity.acting(make.who(key)):
                    seen += list(Signal.objects.filter(pk=thing.id, holder_id=cast.organisation(slug)))
        assert len(seen) == 1, f"{len(seen)} owners"
        return seen[0]

    def running(self, found: Signal) -> list[Clock]:
        key = next(k for k, slug in WEIGHERS.items() if cast.organisation(slug) == found.holder_id)
        with identity.acting(make.who(key)):
            return list(Clock.objects.filter(subject_id=found.pk, stopped_at=None, kind__in=MAIN))

    def on_screen(self, key: str, pk: UUID) -> bool:
        with time.at(self.now), identity.acting(cast.who(key, Purpose.BREAKTHROUGH)) as me:
            return pk in {line.subject_id for line in silence.screen(me, silence.Chosen(), size=100).lines}

    @invariant()
    def who_told_it_never_learns_what_or_who(self) -> None:
        if not getattr(self, "things", ()):
            return
        said: list[tuple[str, str]] = []
        for thing in self.things:
            with time.at(self.now), identity.acting(identity.system(cast.organisation(thing.taker), Purpose.SIGNAL)):
                said += [(thing.taker, f"{d.subject}\n{d.body}") for d in Delivery.objects.filter(about_id=thing.id, to__in=(MAIL, MOBILE))]
        thing = self.things[-1]
        with time.at(self.now):
            page = Client().post(reverse("melden:status"), {"code": thing.code, "taal": "nl"})
        assert page.status_code == 200, "the code works, whatever happened"
        said.append((thing.taker, page.content.decode()))
        for taker, text in said:
            others = [cast.ORGANISATIONS[slug][1] for slug in PLACES if slug != taker]
            assert not re.search("|".join(["Merel", "Kwartel", "Geheimstraat", "zorg", *map(re.escape, others)]), text), text


def walk(machine: type[RuleBasedStateMachine], examples: int) -> None:
    run_state_machine_as_test(machine, settings=settings(
        max_examples=examples, stateful_step_count=14, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate]))


def test_whatever_people_do_no_signal_is_lost_and_no_teller_learns_more_than_how_far_it_is():
    walk(Noticing, 12)


@pytest.mark.parametrize(("module", "name", "instead"), [
    (waiting, "for_look", lambda *_signal, **_asker: None), (notices, "sentence", lambda *_told: "Zorg Dichtbij is ermee bezig.")],
    ids=["nobody-waits", "who-acts-is-told"])
def test_the_walk_notices_a_signal_without_a_clock_and_a_teller_who_hears_who_acts(monkeypatch, module, name, instead):
    """Seeded faults: a new holder on whom no clock runs, and a mail that names who acts."""
    monkeypatch.setattr(module, name, instead)
    with pytest.raises(AssertionError):
        walk(Noticing, 60)  # ends at the first that is noticed
