"""Signals about one home or person: found by marks, joined by a person, taken apart again; and repeats that raise the urgency."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from waakvlam.access import clocks, identity
from waakvlam.access.tests import cast
from waakvlam.kit.errors import Absent, Invalid, Refused, WrongState
from waakvlam.kit.time import at, now, today
from waakvlam.signals import commands, marks, queries, repeats
from waakvlam.signals.commands import Passed
from waakvlam.signals.models import Report, Signal, SignalContent, State, Told
from waakvlam.signals.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4", "R5")]
NET, OTHER = UUID(int=1), UUID(int=2)


def alike(key: str, signal: Signal) -> list[UUID]:
    with identity.acting(make.who(key)) as by:
        return [found.pk for found in queries.joining.alike(by, signal)]


def join(into: Signal, *others: Signal, key: str = "alice") -> Signal:
    with identity.acting(make.who(key)) as by:
        for other in others:
            into = commands.joining.join(signal=into, other_id=other.pk, by=by)
        return into


def apart(signal: Signal) -> Signal:
    with identity.acting(make.who("alice")) as by:
        return commands.joining.apart(signal=signal, by=by)


def thread(signal: Signal) -> Signal:
    with identity.acting(make.who("alice")):
        return Signal.objects.get(pk=signal.pk)


@pytest.mark.parametrize(("given", "same"), [
    (("Duinroos", "14", "1503 ab", ""), True), (("Duinroos", "14", "1503AB", "Zaandam"), True), (("", "14 ", "1503AB", ""), True),
    (("Duinroos", "14a", "1503AB", ""), False), (("Duinroos", "14", "1503AC", ""), False)])
def test_one_front_door_has_one_mark_however_it_was_typed(given, same):
    assert (marks.home(NET, *given) == marks.home(NET, "Duinroos", "14", "1503AB", "")) is same


def test_a_mark_of_another_network_or_of_nothing_fits_nowhere():
    assert marks.home(NET, "Duinroos", "14", "1503AB", "") != marks.home(OTHER, "Duinroos", "14", "1503AB", "")
    assert marks.home(NET, "Duinroos", "", "1503AB", "") is None and marks.home(NET, "Duinroos", "14", "", "") is None
    assert marks.home(NET, "Duinroos", "14", "", "Zaandam") == marks.home(NET, "duinroos", "14", "", "ZAANDAM")
    assert marks.telephone(NET, "06 12 34 56 78") == marks.telephone(NET, "+31 6 12345678") == marks.telephone(NET, "0031612345678")
    assert marks.telephone(NET, "12345") is None and marks.telephone(NET, "") is None


@pytest.mark.parametrize(("given", "found"), [
    ({}, True), ({"house_number": "16"}, False), ({"house_number": "16", "phone": "0612345678"}, True), ({"about": "place"}, False)])
def test_what_we_hold_about_the_same_home_or_telephone_is_suggested(given, found):
    first, second = make.brought(phone="06-12345678"), make.brought(**given)
    assert alike("alice", second) == ([first.pk] if found else []) and second.pk not in alike("alice", second)


@pytest.mark.proves("R9", "R14")
def test_what_another_holds_or_what_we_may_not_read_is_never_suggested():
    """A partner with the same home: neither learns of the other, also not where it was sent without its words."""
    ours, theirs = make.brought(), make.brought("dora")
    sent = make.given(basis="unknown", words="")
    assert alike("alice", ours) == [] and alike("dora", theirs) == []
    with identity.acting(make.who("carla")) as by:
        own = make.brought("carla")
        assert queries.joining.alike(by, own) == [] and queries.joining.alike(by, Signal.objects.get(pk=sent.pk)) == []
        for into, other in ((own, sent), (sent, own)):
            with pytest.raises(Invalid):
                commands.joining.join(signal=into, other_id=other.pk, by=by)
    with identity.acting(make.who("alice")) as by:
        with pytest.raises(Absent):
            commands.joining.join(signal=ours, other_id=theirs.pk, by=by)
        with pytest.raises(Refused):  # it was given away
            commands.joining.join(signal=ours, other_id=sent.pk, by=by)


@pytest.mark.parametrize("key", ["bob", "vera", "roer"])
def test_who_only_brings_signals_in_or_directs_joins_nothing(key):
    first, second = make.brought(), make.brought()
    assert alike(key, second) == []
    with identity.acting(make.who(key)) as by, pytest.raises((Absent, Refused)):
        commands.joining.join(signal=second, other_id=first.pk, by=by)


def test_joined_they_are_one_thread_with_every_step_and_can_be_taken_apart(sign_in):
    first, second, client = make.taken(observation="De deur stond open."), make.brought(), sign_in("alice")
    page = reverse("signals:signal", args=[second.pk])
    assert first.number in client.get(page).content.decode()
    client.post(reverse("signals:act", args=[second.pk, "samenvoeging"]), {"other_id": str(first.pk)})
    shown = client.get(page).content.decode()
    assert "De deur stond open." in shown and "Opgepakt" in shown and make.WORDS in shown
    with identity.acting(make.who("alice")) as by:
        old = Signal.objects.get(pk=first.pk)
        assert (old.state, old.into_id) == (State.JOINED, second.pk) and not clocks.of(by, [first.pk]).exists()
    assert page in client.get(reverse("signals:signal", args=[first.pk])).content.decode()
    client.post(reverse("signals:act", args=[first.pk, "losmaking"]))
    with identity.acting(make.who("alice")) as by:
        old = Signal.objects.get(pk=first.pk)
        assert (old.state, old.into_id, old.ended_at) == (State.NEW, None, None)
        assert clocks.of(by, [first.pk]).get().kind == "signal.look" and thread(second).repeats == 0
    assert "De deur stond open." not in client.get(page).content.decode()


@pytest.mark.proves("R11")
def test_whoever_brought_the_other_in_hears_how_far_the_thread_is():
    first, second = make.brought(), make.taken()
    join(second, first)
    with identity.acting(make.who("alice")) as by:
        assert Report.objects.get(signal=first).told == Told.SEEN
        commands.following.follow_up(signal=second, kind="call", due_on=today(), by=by)
        assert Report.objects.get(signal=first).told == Told.ACTING


def test_what_is_busy_full_or_ended_is_not_joined():
    first, second, third, fourth = (make.brought() for _n in range(4))
    join(second, first)
    with identity.acting(make.who("alice")) as by:
        with pytest.raises(WrongState):  # something was joined with it
            commands.joining.join(signal=third, other_id=second.pk, by=by)
        with pytest.raises(Invalid):  # it is joined already
            commands.joining.join(signal=third, other_id=first.pk, by=by)
        with pytest.raises(WrongState):
            commands.joining.apart(signal=third, by=by)
        commands.weighing.take(signal=third, by=by)
        commands.following.follow_up(signal=third, kind="call", due_on=today(), by=by)
        with pytest.raises(WrongState):  # there is something to do
            commands.joining.join(signal=fourth, other_id=third.pk, by=by)
        commands.pooling.put(signal=fourth, by=by)
        for into, other in ((second, fourth), (fourth, second)):
            with pytest.raises(WrongState):  # it lies in the pool
                commands.joining.join(signal=into, other_id=other.pk, by=by)
        fifth = make.brought()
        commands.weighing.rest(signal=fifth, reason="no_cause", by=by)
        with pytest.raises(WrongState):  # nothing goes on in what was left
            commands.joining.join(signal=fifth, other_id=make.brought().pk, by=by)


@pytest.mark.parametrize(("days", "says"), [
    ([], "normal"), ([0], "normal"), ([0, 29], "normal"), ([0, 1, 29], "soon"), ([0, 1, 30], "normal"), ([0, 40, 41, 42], "soon"),
    ([0, 1, 2, 3, 4], "soon"), ([0, 1, 2, 3, 4, 29], "today"), ([0, 1, 2, 3, 4, 30], "soon")])
def test_the_rule_of_repeats_can_be_checked_by_counting(days, says):
    start = now()
    assert repeats.least(start + timedelta(days=day) for day in days) == says


def test_a_third_signal_raises_the_urgency_says_why_and_goes_down_when_taken_apart(sign_in):
    first, second, third = make.brought(), make.brought(), make.brought()
    assert join(third, first).urgency == "normal"
    raised = join(third, second)
    assert (raised.urgency, raised.urgency_why, raised.repeats) == ("soon", "repeats:normal", 2)
    page = sign_in("alice").get(reverse("signals:signal", args=[third.pk])).content.decode()
    assert "van “gewone volgorde” naar “deze week”" in page
    with identity.acting(make.who("alice")) as by:
        assert clocks.of(by, [third.pk]).get().due_at < now() + timedelta(days=5)
    apart(first)
    assert (thread(third).urgency, thread(third).urgency_why) == ("normal", "")


def test_what_a_person_chose_stays_and_danger_never_gets_lost():
    first, second, third, danger = make.brought(), make.brought(), make.brought(), make.brought(urgency="danger")
    with identity.acting(make.who("alice")) as by:
        commands.weighing.set_urgency(signal=third, urgency="normal", by=by)
    assert join(third, first, second).urgency == "normal"
    assert join(third, danger).urgency == "danger"
    apart(danger)
    assert thread(third).urgency in ("normal", "soon")


def test_signals_of_long_ago_do_not_raise():
    with at(now() - timedelta(days=40)):
        old = [make.brought(), make.brought()]
    assert join(make.brought(), *old).urgency == "normal"


def test_marks_go_with_the_words_and_words_that_were_given_on_can_be_joined_by_who_got_them():
    made, again = make.given(), make.given()
    assert alike("carla", again) == [made.pk] and alike("alice", again) == []
    assert join(again, made, key="carla").repeats == 1
    with identity.acting(make.who("carla")) as by:
        commands.giving.give(signal=again, to=cast.organisation("zorg"), passed=Passed("agrees", "Zij zei: dat mag."), reason="area", by=by)
    with identity.acting(make.who("eva")) as by:
        page = queries.page(by, again.pk)
        assert page.joined == [] and page.also_told == {}  # what was joined stays with who joined it
        assert all(bytes(c.home_mark) != b"" for c in SignalContent.objects.all())
