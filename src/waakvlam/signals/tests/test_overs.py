"""Asking to take a signal over: asked, answered with a reason, lapsed; and nobody learns where it lies before a yes."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from waakvlam.access import clocks, identity
from waakvlam.access.models import Clock
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers.commands import look_at
from waakvlam.kit.errors import Absent, Invalid, Refused, WrongState
from waakvlam.kit.time import at, now, today, working_days_from
from waakvlam.post.models import Delivery
from waakvlam.signals import commands, queries, sentences, waiting
from waakvlam.signals.commands import overs, pooling
from waakvlam.signals.models import FollowUp, Signal, State, TakeOver
from waakvlam.signals.models.states import OverState
from waakvlam.signals.queries import overs as asked
from waakvlam.signals.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4", "R10")]


def claimed(taker: str = "carla", **given) -> UUID:
    """A signal of wonen that the municipality took from the pool."""
    made = make.brought(**({"basis": "agrees"} | given))
    with identity.acting(make.who("alice")) as by:
        offer = pooling.put(signal=made, by=by)
    with identity.acting(make.who(taker)) as by:
        pooling.claim(offer_id=offer.pk, by=by)
    return made.pk


def ask(signal_id: UUID, key: str = "eva", why: str = "way_in") -> TakeOver:
    with identity.acting(make.who(key)) as by:
        return overs.ask(signal_id=signal_id, why=why, by=by)


def answer(row: TakeOver, key: str, *, yes: bool, why: str = "") -> TakeOver:
    with identity.acting(make.who(key)) as by:
        return overs.answer(ask_id=row.pk, yes=yes, why=why, by=by)


def signal(signal_id: UUID, key: str) -> Signal:
    with identity.acting(make.who(key)) as by:
        return queries.signal(by, signal_id)


def row_of(row: TakeOver, key: str) -> TakeOver:
    with identity.acting(make.who(key)):
        return TakeOver.objects.get(pk=row.pk)


@pytest.mark.proves("R22")
def test_who_asks_out_of_the_pool_reads_neither_words_nor_holder_until_there_is_a_yes(sign_in):
    signal_id = claimed()
    client = sign_in("eva")
    page = client.get("/signalen/pot/").content.decode()
    assert "Vraag om over te nemen" in page and make.WORDS not in page and "Gemeente Proefstad" not in page
    client.post(reverse("signals:over_ask", args=[signal_id]), {"why": "way_in"})
    page = client.get(reverse("signals:overs")).content.decode()
    assert "wacht op antwoord" in page and "Gemeente Proefstad" not in page
    assert client.get(reverse("signals:signal", args=[signal_id])).status_code == 404
    with identity.acting(make.who("eva")):
        row = TakeOver.objects.get()
        assert str(cast.organisation("gemeente")) not in str(vars(row))
        assert not Clock.objects.filter(subject_id=row.pk).exists()


def test_yes_moves_it_with_its_clock_and_words_and_says_why_on_the_signal():
    signal_id = claimed()
    row = ask(signal_id)
    answer(row, "charlie", yes=True)
    with identity.acting(make.who("eva")) as by:
        page = queries.page(by, signal_id)
        assert page.ours and page.content is not None and page.signal.state == State.NEW
        assert clocks.of(by, [signal_id]).get().on_id == cast.organisation("zorg")
        assert "omdat: er is een betere ingang" in sentences.why_here(page.signal)
    assert signal(signal_id, "carla").holder_id == cast.organisation("zorg")
    with identity.acting(make.who("alice")) as by, pytest.raises(Absent):
        queries.page(by, signal_id)
    assert row_of(row, "eva").state == OverState.YES


@pytest.mark.proves("R9")
def test_what_was_taken_over_can_be_asked_for_again():
    signal_id = claimed()
    answer(ask(signal_id), "charlie", yes=True)
    with identity.acting(make.who("charlie")) as by:
        assert [one.signal_id for one in asked.claimed(by)] == [signal_id]
    with identity.acting(make.who("eva")) as by:
        assert asked.claimed(by) == []
    answer(ask(signal_id, "charlie"), "eva", yes=True)
    with identity.acting(make.who("eva")) as by:
        assert [one.signal_id for one in asked.claimed(by)] == [signal_id]


def test_words_that_may_not_go_stay_behind():
    signal_id = claimed(basis="unknown")
    answer(ask(signal_id), "carla", yes=True)
    with identity.acting(make.who("eva")) as by:
        assert queries.page(by, signal_id).content is None


def test_no_needs_a_reason_and_changes_nothing_else():
    signal_id = claimed()
    row = ask(signal_id)
    with pytest.raises(Invalid):
        answer(row, "carla", yes=False)
    answer(row, "carla", yes=False, why="busy")
    assert (row_of(row, "eva").state, row_of(row, "eva").answer) == (OverState.NO, "busy")
    assert signal(signal_id, "carla").holder_id == cast.organisation("gemeente")
    with pytest.raises(Absent):
        answer(row, "carla", yes=True)
    with identity.acting(make.who("carla")) as by:
        assert not Clock.objects.filter(subject_id=row.pk, stopped_at=None).exists()
        assert [s.reason for s in queries.page(by, signal_id).steps if s.verb == "over_no"] == ["busy"]


def test_asked_twice_is_one_question_and_both_sides_get_mail():
    signal_id = claimed()
    assert ask(signal_id).pk == ask(signal_id).pk
    with identity.acting(identity.system(cast.organisation("gemeente"), Purpose.SIGNAL)):
        mails = Delivery.objects.filter(about_id=signal_id, body__contains="overnemen")
        assert mails.count() == 1 and make.WORDS not in mails.get().body


def test_without_an_answer_it_lapses_and_can_be_asked_anew():
    row = ask(signal_id := claimed())
    with at(working_days_from(now(), waiting.OVER_DAYS + 1)):
        for due in clocks.due():
            look_at(due.clock_id, due.asker)
        assert row_of(row, "eva").state == OverState.LAPSED
        with pytest.raises(Absent):
            answer(row, "carla", yes=True)
        assert ask(signal_id).pk != row.pk


def test_who_asked_can_take_the_question_back_and_nobody_else_can():
    row = ask(claimed())
    with identity.acting(make.who("carla")) as by, pytest.raises(Absent):
        overs.withdraw(ask_id=row.pk, by=by)
    with identity.acting(make.who("eva")) as by:
        assert overs.withdraw(ask_id=row.pk, by=by).state == OverState.WITHDRAWN
        with pytest.raises(WrongState):
            overs.withdraw(ask_id=row.pk, by=by)
    with identity.acting(make.who("carla")) as by:
        assert not asked.to_us(by) and not Clock.objects.filter(subject_id=row.pk, stopped_at=None).exists()


@pytest.mark.parametrize("key", ["dora", "alice", "eva"])
def test_only_who_is_asked_answers(key):
    row = ask(claimed())
    with pytest.raises(Absent):
        answer(row, key, yes=True)


def test_what_came_in_elsewhere_and_never_was_in_the_pool_cannot_be_asked_for():
    hidden = make.brought()
    for key in ("eva", "carla"):
        with pytest.raises(Absent):
            ask(hidden.pk, key)
    with pytest.raises(Absent):
        ask(claimed(), "carla")  # it is theirs


@pytest.mark.parametrize("key", ["bob", "vera", "roer", "board"])
def test_who_does_not_weigh_signals_asks_and_answers_nothing(key):
    signal_id = claimed()
    row = ask(signal_id)
    with identity.acting(make.who(key)) as by:
        for refused in (lambda: overs.ask(signal_id=signal_id, why="room", by=by), lambda: asked.claimed(by), lambda: asked.to_us(by),
                        lambda: overs.answer(ask_id=row.pk, yes=True, by=by), lambda: overs.withdraw(ask_id=row.pk, by=by)):
            with pytest.raises(Refused):
                refused()


@pytest.mark.parametrize("key", ["bob", "vera", "roer", "zed"])
def test_the_database_tells_only_who_weighs_signals_of_this_network(key):
    claimed()
    with identity.acting(make.who(key)):
        for name in ("signals_claimed(now())", "signals_over_asked()"):
            try:
                with transaction.atomic(), connection.cursor() as db:
                    db.execute(f"select * from {name}")
                    assert db.fetchall() == []
            except ProgrammingError:
                assert key != "zed"


@pytest.mark.parametrize("key", ["eva", "carla", "roer"])
def test_who_holds_it_is_for_the_system_alone(key):
    row = ask(claimed())
    with identity.acting(make.who(key)), pytest.raises(ProgrammingError), transaction.atomic():
        connection.cursor().execute("select * from signals_over_sides(%s)", [row.pk])


def test_the_ceiling_counts_for_who_asks_and_again_at_yes(monkeypatch):
    first, second = claimed(), claimed()
    rows = [ask(first), ask(second)]
    monkeypatch.setattr(overs, "CEILING", 1)
    answer(rows[0], "carla", yes=True)
    with pytest.raises(WrongState):
        answer(rows[1], "carla", yes=True)
    assert row_of(rows[1], "eva").state == OverState.OPEN
    with pytest.raises(WrongState):
        ask(claimed(), "eva")


def test_who_gave_it_asks_it_back_where_it_stays_silent(sign_in):
    given = make.given()
    client = sign_in("alice")
    assert "Vragen of wij het overnemen" in client.get(reverse("signals:signal", args=[given.pk])).content.decode()
    client.post(reverse("signals:act", args=[given.pk, "overname"]), {"why": "silent"})
    with identity.acting(make.who("alice")):
        row = TakeOver.objects.get()
    with identity.acting(make.who("carla")) as by:
        commands.weighing.take(signal=queries.signal(by, given.pk), by=by)
        commands.following.follow_up(signal=queries.signal(by, given.pk), kind="case", due_on=today(), by=by)
    sign_in("carla").post(reverse("signals:over_answer", args=[row.pk, "ja"]))
    assert signal(given.pk, "alice").holder_id == cast.organisation("wonen")
    with identity.acting(make.who("alice")) as by:
        assert queries.page(by, given.pk).ours
    with identity.acting(make.who("carla")):
        assert FollowUp.objects.get(signal=given).state == "failed"


def test_what_the_holder_still_has_to_do_comes_first_where_it_is_not_silent():
    signal_id = claimed()
    with identity.acting(make.who("carla")) as by:
        commands.following.follow_up(signal=queries.signal(by, signal_id), kind="case", due_on=today(), by=by)
    row = ask(signal_id)
    with pytest.raises(Invalid):
        answer(row, "carla", yes=True)
    assert row_of(row, "eva").state == OverState.OPEN


def test_the_holder_asks_another_and_keeps_it_until_they_say_yes(sign_in):
    made = make.taken(basis="agrees")
    sign_in("alice").post(reverse("signals:act", args=[made.pk, "overnemer"]), {"to": str(cast.organisation("zorg")), "why": "full"})
    with identity.acting(make.who("alice")):
        row = TakeOver.objects.get()
        assert Signal.objects.get(pk=made.pk).holder_id == cast.organisation("wonen")
    client = sign_in("eva")
    page = client.get(reverse("signals:overs")).content.decode()
    assert "nu geen ruimte" in page and make.WORDS not in page
    with pytest.raises(Absent):
        answer(row, "carla", yes=True)
    landed = client.post(reverse("signals:over_answer", args=[row.pk, "ja"]))
    assert landed["Location"] == reverse("signals:signal", args=[made.pk])
    assert signal(made.pk, "eva").holder_id == cast.organisation("zorg")


def silent() -> Signal:
    """A signal at the municipality that stayed silent up to the mandate."""
    made, moment = make.given(), now()
    for _n in range(8):
        moment += timedelta(days=4)
        with at(moment):
            for due in clocks.due():
                look_at(due.clock_id, due.asker)
    return made


def test_the_mandate_asks_another_for_a_silent_holder_and_only_then():
    made, waiting = silent(), make.given()
    with identity.acting(make.who("roer")) as by:
        with pytest.raises(Absent):
            overs.ask_other(signal=waiting, to=cast.organisation("zorg"), why="silent", by=by)
        row = overs.ask_other(signal=made, to=cast.organisation("zorg"), why="silent", by=by)
        assert overs.ask_other(signal=made, to=cast.organisation("zorg"), why="silent", by=by).pk == row.pk
    answer(row, "eva", yes=True)
    assert signal(made.pk, "eva").holder_id == cast.organisation("zorg")
    assert "het bleef stil" in sentences.why_here(signal(made.pk, "eva"))


def test_only_a_holder_or_the_mandate_asks_another():
    given = make.given()
    with identity.acting(make.who("alice")) as by, pytest.raises(Refused):
        overs.ask_other(signal=given, to=cast.organisation("zorg"), why="silent", by=by)


def test_a_signal_that_ended_meanwhile_is_not_taken_over():
    row = ask(signal_id := claimed())
    with identity.acting(make.who("carla")) as by:
        commands.weighing.close(signal=queries.signal(by, signal_id), outcome="helped", by=by)
    with pytest.raises(WrongState):
        answer(row, "carla", yes=True)
