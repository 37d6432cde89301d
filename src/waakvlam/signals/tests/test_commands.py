"""A signal from coming in to its end: who holds it, which clock runs, and what its teller hears."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from waakvlam.access import clocks, identity
from waakvlam.access.models import Audit, Clock
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers.commands import look_at
from waakvlam.kit.errors import Absent, Invalid, Refused, WrongState
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import at, now, today
from waakvlam.post.models import Delivery
from waakvlam.signals import commands, queries
from waakvlam.signals.commands import Passed, TellerGiven
from waakvlam.signals.models import OPEN, Passing, Report, Signal, SignalContent, State, Told
from waakvlam.signals.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C3", "C4")]


def told_of(signal: Signal) -> str:
    with identity.acting(make.who("alice")):
        return Report.objects.get(signal=signal).told


def running(key: str, signal: Signal) -> Clock:
    with identity.acting(make.who(key)) as by:
        return clocks.of(by, [signal.pk]).get()


def test_what_comes_in_has_an_owner_and_a_clock_at_once():
    made = make.brought()
    clock = running("alice", made)
    assert (made.state, made.holder_id, clock.kind, clock.on_id) == (State.NEW, cast.organisation("wonen"), "signal.look", cast.organisation("wonen"))
    assert clock.due_at > now()


def test_the_same_id_twice_is_one_signal():
    id_ = uuid7()
    make.brought(id=id_)
    make.brought(id=id_)
    with identity.acting(make.who("alice")):
        assert Report.objects.count() == 1 and Audit.objects.filter(verb="signal.bring").count() == 1


@pytest.mark.proves("R27")
def test_danger_is_due_within_hours():
    assert running("alice", make.brought(urgency="danger")).due_at <= now() + timedelta(hours=2)


def test_a_caller_brings_a_signal_and_reads_only_how_far_it_is():
    made = make.brought("bob")
    with identity.acting(make.who("bob")) as by:
        assert [r.number for r in queries.brought(by)] == [made.number]
        assert not SignalContent.objects.exists() and not queries.reading.worked_on(by).exists()
        with pytest.raises(Refused):
            queries.held(by)
    with identity.acting(make.who("bea")) as by:
        assert not Report.objects.exists() and not list(queries.brought(by))


@pytest.mark.parametrize(("wrong", "field"), [
    ({"kind": "x"}, "kind"), ({"observation": "x"}, "observation"), ({"observation": "y" * 4001}, "observation"),
    ({"basis": "necessary"}, "basis_words"), ({"urgency": "soonest"}, "urgency"), ({"topic": "x"}, "topic"),
    ({"observation": "Zij is dement"}, "words_kept")])
def test_what_is_wrong_is_said_at_its_field(wrong, field):
    with pytest.raises(Invalid) as told:
        make.brought(**wrong)
    assert told.value.problem.field == field


@pytest.mark.proves("R9")
@pytest.mark.parametrize(("basis", "words", "along"), [
    ("agrees", "Zij zei: dat mag.", True), ("self", "", True), ("nobody", "", True), ("knows", "", False), ("unknown", "", False),
    ("necessary", "", False), ("necessary", "Zij reageert niet en het gas stond open.", True)])
def test_the_words_go_along_only_with_the_residents_side_or_a_necessity(basis, words, along):
    made = make.given(basis=basis, words=words)
    with identity.acting(make.who("carla")) as by:
        page = queries.page(by, made.pk)
        assert (page.content is not None) is along and page.ours
    clock = running("carla", made)
    assert (clock.on_id, clock.asker_id) == (cast.organisation("gemeente"), cast.organisation("wonen"))


@pytest.mark.proves("R9")
def test_the_database_refuses_words_without_a_ground():
    made = make.brought()
    with identity.acting(make.who("alice")) as by, pytest.raises(IntegrityError), transaction.atomic():
        Passing.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, signal=made,
                               to_id=cast.organisation("gemeente"), with_content=True, basis="unknown")


@pytest.mark.proves("R11", "R22")
def test_the_side_that_brought_it_never_learns_who_holds_it_further_on():
    made = make.given("alice", "gemeente")
    with identity.acting(make.who("carla")) as by:
        commands.giving.give(signal=made, to=cast.organisation("zorg"), passed=Passed("agrees", "Zij zei: dat mag."),
                             reason="better_way_in", by=by)
    with identity.acting(make.who("eva")) as by:
        commands.weighing.take(signal=made, by=by)
        commands.following.follow_up(signal=made, kind="visit", due_on=today() + timedelta(days=2), by=by)
    assert told_of(made) == Told.ACTING
    with identity.acting(make.who("alice")) as by:
        assert not queries.reading.worked_on(by).filter(pk=made.pk).exists() and not Signal.objects.filter(pk=made.pk).exists()
    with identity.acting(make.who("dora")) as by, pytest.raises(Absent):
        queries.page(by, made.pk)


@pytest.mark.proves("R11")
def test_whoever_told_it_hears_three_times_how_far_it_is_and_nothing_else():
    made = make.brought(teller=TellerGiven("neighbour", "Bep Buur", "", "bep@example.org", "mail"))
    with identity.acting(make.who("alice")) as by:
        commands.weighing.take(signal=made, by=by)
        follow = commands.following.follow_up(signal=made, kind="call", due_on=today(), by=by)
        commands.following.finish(follow_id=follow.pk, by=by)
        commands.weighing.close(signal=made, outcome="helped", internal="Nu komt de wijkzorg.", by=by)
        mails = list(Delivery.objects.filter(to="bep@example.org").order_by("created_at", "id").values_list("body", flat=True))
    assert [next(w for w in ("gezien", "bezig", "afgesloten") if w in mail) for mail in mails] == ["gezien", "bezig", "afgesloten"]
    assert not any("wijkzorg" in m or "Mevrouw" in m or "Duinroos" in m for m in mails)


@pytest.mark.proves("R19")
def test_what_is_left_expires_by_itself_and_cannot_be_opened_again():
    made = make.taken()
    with identity.acting(make.who("alice")) as by:
        commands.weighing.rest(signal=made, reason="no_cause", by=by)
        with pytest.raises(WrongState):
            commands.weighing.take(signal=made, by=by)
    with at(now() + timedelta(days=120)):
        for due in clocks.due():
            look_at(due.clock_id, due.asker)
    with identity.acting(make.who("alice")) as by:
        found = queries.page(by, made.pk)
        assert found.signal.state == State.EXPIRED and found.clock is None


@pytest.mark.proves("R10", "R19")
def test_what_nobody_looked_at_climbs_to_the_mandate_and_never_expires():
    made = make.brought()
    moment = now()
    for _n in range(12):
        moment += timedelta(days=4)
        with at(moment):
            for due in clocks.due():
                look_at(due.clock_id, due.asker)
    with identity.acting(make.who("alice")):
        assert Signal.objects.get(pk=made.pk).state in OPEN
    with identity.acting(make.who("roer")) as by:
        page = queries.page(by, made.pk)
        assert page.content is None and page.clock is not None and page.clock.step == Clock.Step.MANDATE
        assert not page.ours and [r.signal.pk for r in queries.held(by)] == [made.pk]


def test_a_signal_with_something_to_do_does_not_close():
    made = make.taken()
    with identity.acting(make.who("alice")) as by:
        commands.following.follow_up(signal=made, kind="call", due_on=today(), by=by)
        with pytest.raises(Invalid):
            commands.weighing.close(signal=made, outcome="helped", by=by)


def test_what_is_given_back_is_the_givers_again_with_its_clock():
    made = make.given()
    with identity.acting(make.who("carla")) as by:
        commands.giving.give_back(signal=made, reason="capacity", by=by)
        with pytest.raises(Refused):
            commands.weighing.take(signal=Signal.objects.get(pk=made.pk), by=by)
    clock = running("alice", made)
    assert (clock.kind, clock.on_id) == ("signal.look", cast.organisation("wonen"))


def test_telling_is_refused_to_who_is_not_at_work_on_it():
    made = make.brought()
    for key in ("carla", "zed"):
        with identity.acting(make.who(key)), pytest.raises(ProgrammingError), transaction.atomic():
            connection.cursor().execute("select * from signals_tell(%s, 'closed', now())", [made.pk])


def test_another_purpose_sees_nothing():
    made = make.brought()
    with identity.acting(cast.who("alice", Purpose.HANDOVER)):
        assert not Signal.objects.filter(pk=made.pk).exists() and not SignalContent.objects.exists()
