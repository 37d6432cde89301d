"""Who gets a signal first, and the open pool where whoever has room takes it."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from waakvlam.access import clocks, identity
from waakvlam.access.models import Clock
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers.commands import look_at
from waakvlam.kit.errors import Absent, Invalid, Refused, WrongState
from waakvlam.kit.tests.days import tuesday
from waakvlam.kit.time import AMSTERDAM, at, now
from waakvlam.signals import commands, queries, routing
from waakvlam.signals.commands import pooling
from waakvlam.signals.commands.routes import Line
from waakvlam.signals.models import Passing, PoolOffer, Signal, State
from waakvlam.signals.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4", "R5")]
NIGHT, DAY = (tuesday(hour, AMSTERDAM) for hour in (22, 10))


def rules(*lines: Line) -> None:
    with identity.acting(cast.who("admin", Purpose.ADMINISTRATION)) as by:
        commands.routes.write(lines=lines, reason="zo spraken we af", by=by)


def line(to: str = "gemeente", **given) -> Line:
    return Line("Zorg om iemand naar het wijkteam", cast.organisation(to), **given)


@pytest.mark.parametrize(("given", "fits"), [
    ({}, True), ({"kind": "worry"}, True), ({"kind": "nuisance"}, False), ({"topic": "contact"}, True), ({"topic": "money"}, False),
    ({"area": "BU09990101"}, True), ({"area": "BU09990102"}, False), ({"urgency": "normal"}, True), ({"urgency": "today"}, False)])
def test_the_first_rule_that_fits_decides_and_is_said_on_the_signal(given, fits):
    rules(line(**given))
    made = make.brought(basis="agrees", basis_words="Zij zei: dat mag.")
    assert (made.holder_id == cast.organisation("gemeente")) is fits
    with identity.acting(make.who("carla" if fits else "alice")) as by:
        page = queries.page(by, made.pk)
        assert page.content is not None and (page.signal.route_why["code"] == "rule") is fits
        assert clocks.of(by, [made.pk]).get().on_id == made.holder_id


@pytest.mark.parametrize("key", ["bob", "vera"])
def test_what_a_caller_or_volunteer_brings_is_sent_on_and_its_ground_is_nothing_they_read(key):
    rules(line())
    made = make.brought(key, basis="agrees", basis_words="Zij zei: dat mag.")
    with identity.acting(make.who(key)):
        assert not Passing.objects.exists()
    with identity.acting(make.who("carla")) as by:
        assert queries.page(by, made.pk).content is not None


@pytest.mark.proves("R10")
def test_silence_after_a_rule_sent_it_comes_back_to_who_wrote_it_down_and_then_to_the_mandate():
    rules(line())
    made, moment = make.brought(), now()
    for _n in range(8):
        moment += timedelta(days=4)
        with at(moment):
            for due in clocks.due():
                look_at(due.clock_id, due.asker)
    with identity.acting(make.who("alice")) as by:
        assert [row.signal.pk for row in queries.given(by)] == [made.pk]
    with identity.acting(make.who("roer")) as by:
        assert queries.page(by, made.pk).clock.step == Clock.Step.MANDATE


def test_hours_and_order_count():
    rules(line("zorg", hours="outside"), line("gemeente"))
    for moment, to in ((NIGHT, "zorg"), (DAY, "gemeente")):
        with at(moment):
            assert make.brought().holder_id == cast.organisation(to)


@pytest.mark.proves("R9")
def test_a_rule_sends_the_work_and_never_words_that_may_not_go():
    rules(line())
    made = make.brought(basis="unknown")
    with identity.acting(make.who("carla")) as by:
        assert queries.page(by, made.pk).content is None


def test_a_table_with_a_wrong_rule_is_not_kept():
    with identity.acting(cast.who("admin", Purpose.ADMINISTRATION)) as by:
        for wrong, field in ((line(topic="x"), "topic"), (Line("", cast.organisation("zorg")), "name"), (line("ver"), "holder_id")):
            with pytest.raises(Invalid) as told:
                commands.routes.write(lines=[line(), wrong], reason="zo spraken we af", by=by)
            assert told.value.problem.field == field
        assert routing.in_force(by) == []


def test_trying_out_counts_what_would_have_gone_elsewhere():
    for _n in range(3):
        make.brought()
    with identity.acting(cast.who("admin", Purpose.ADMINISTRATION)) as by:
        moved = commands.routes.try_out(lines=[line(kind="worry")], by=by)
        assert (moved.total, moved.moved) == (3, 3) and moved.pairs == [("Wonen aan de Laan", "Gemeente Proefstad", 3)]
        assert commands.routes.try_out(lines=[line(kind="nuisance")], by=by).moved == 0


@pytest.mark.parametrize("key", ["alice", "zed", "fg"])
def test_the_past_is_counted_for_administrators_only(key):
    with identity.acting(make.who(key)), pytest.raises(ProgrammingError), transaction.atomic():
        connection.cursor().execute("select * from signals_routed(90, now())")


def test_the_page_of_rules_keeps_and_tries(sign_in):
    client = sign_in("admin")
    given = {"name": "Alles naar de gemeente", "holder_id": str(cast.organisation("gemeente")), "hours": "always", "reason": "afgesproken"}
    assert "90 dagen" in client.post("/signalen/regels/", {**given, "proef": "1"}).content.decode()
    assert client.post("/signalen/regels/", given).status_code == 302
    assert "Alles naar de gemeente" in client.get("/signalen/regels/").content.decode()
    client.post(reverse("signals:route_removed", args=[1]))
    assert "Er zijn nog geen regels" in client.get("/signalen/regels/").content.decode()
    assert sign_in("alice").get("/signalen/regels/").status_code == 403


def pooled(**given) -> PoolOffer:
    made = make.brought(**given)
    with identity.acting(make.who("alice")) as by:
        return pooling.put(signal=made, by=by)


def test_what_is_in_the_pool_names_nobody_and_the_first_takes_it(sign_in):
    offer = pooled(basis="agrees")
    client = sign_in("carla")
    page = client.get("/signalen/pot/").content.decode()
    assert offer.number in page and "Mevrouw Proef" not in page and make.WORDS not in page
    client.post(reverse("signals:claim", args=[offer.pk]))
    with identity.acting(make.who("carla")) as by:
        assert queries.page(by, offer.signal_id).content is not None and queries.page(by, offer.signal_id).ours
    with identity.acting(make.who("eva")) as by, pytest.raises(Absent):
        pooling.claim(offer_id=offer.pk, by=by)


def test_until_somebody_takes_it_it_is_ours_with_a_clock():
    offer = pooled()
    with identity.acting(make.who("alice")) as by:
        assert clocks.of(by, [offer.signal_id]).get().kind == "signal.pool"
        with pytest.raises(WrongState):
            pooling.claim(offer_id=offer.pk, by=by)
        assert pooling.take_out(signal=Signal.objects.get(pk=offer.signal_id), by=by).state == State.NEW
    with identity.acting(make.who("carla")) as by:
        assert not list(queries.offers(by))


def test_nobody_takes_more_than_the_ceiling(monkeypatch):
    monkeypatch.setattr(pooling, "CEILING", 1)
    first, second = pooled(), pooled()
    with identity.acting(make.who("carla")) as by:
        pooling.claim(offer_id=first.pk, by=by)
        with pytest.raises(WrongState):
            pooling.claim(offer_id=second.pk, by=by)


@pytest.mark.parametrize("key", ["bob", "vera", "roer"])
def test_who_only_brings_signals_in_or_directs_takes_none(key):
    offer = pooled()
    with identity.acting(make.who(key)) as by:
        with pytest.raises(Refused):
            pooling.claim(offer_id=offer.pk, by=by)
        with pytest.raises(Refused):
            queries.offers(by)
