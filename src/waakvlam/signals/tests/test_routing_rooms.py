"""An answer to who asked for room counts in the rules while it lasts, and is said on the signal that passed somebody over."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.kit.time import at, day_of, now
from waakvlam.signals import commands, queries, sentences
from waakvlam.signals.models import Signal
from waakvlam.signals.tests import factories as make
from waakvlam.signals.tests.test_rooms import answer, area, ask
from waakvlam.signals.tests.test_routing import line, rules

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4", "R5")]


def answered(state: str, days: int | None = None, key: str = "eva", **given) -> None:
    """“zorg” answers about room for company."""
    made = make.taken(**given)
    answer(ask(made)["zorg"], key, state, days)


def goes_to_care(**given) -> bool:
    """Whether a new signal goes there, by the rule that asks for room; the next rule sends it to the municipality."""
    with identity.acting(cast.who("admin", Purpose.ADMINISTRATION)) as by:
        already = commands.routes.lines_of(by)
    if not already:
        rules(line("zorg", only_with_room=True), line("gemeente"))
    return make.brought(**given).holder_id == cast.organisation("zorg")


def why(made: Signal, key: str = "carla") -> str:
    with identity.acting(make.who(key)) as by:
        return sentences.why_here(queries.page(by, made.pk).signal)


@pytest.mark.parametrize(("state", "days", "has_room"), [("no", None, False), ("later", 5, False), ("place", None, True)])
def test_an_answer_decides_while_it_counts(state, days, has_room):
    answered(state, days)
    assert goes_to_care() is has_room
    with at(now() + timedelta(days=(days or 7) - 1)):
        assert goes_to_care() is has_room
    with at(now() + timedelta(days=(days or 7) + 1)):
        assert goes_to_care()


def test_it_is_said_on_the_signal_who_was_passed_over_and_until_when():
    answered("later", 5)
    rules(line("zorg", only_with_room=True), line("gemeente"))
    made = make.brought()
    day = day_of(now() + timedelta(days=5))
    assert "Zorg Dichtbij is overgeslagen: die liet een ander weten tot" in why(made) and str(day.day) in why(made)
    with at(now() + timedelta(days=6)):
        assert "overgeslagen" not in why(make.brought(), "eva")


def test_the_next_version_counts_at_once():
    answered("later", 5)
    rules(line("zorg", only_with_room=True), line("gemeente"))
    assert "Zorg Dichtbij is overgeslagen" in why(make.brought())
    rules(line("politie"))
    assert make.brought().holder_id == cast.organisation("politie")


def test_where_no_rule_is_left_it_stays_with_who_wrote_it_down_and_says_so():
    answered("no")
    rules(line("zorg", only_with_room=True))
    assert "Zorg Dichtbij is overgeslagen" in why(make.brought(), "alice")


def test_a_rule_that_does_not_ask_for_room_looks_at_no_answer():
    answered("no")
    rules(line("zorg"))
    assert make.brought().holder_id == cast.organisation("zorg")


@pytest.mark.parametrize(("given", "passed"), [({}, True), ({"topic": "money"}, False), ({"neighbourhood_code": "BU09990102"}, False)], ids=["same", "topic", "area"])
def test_it_is_about_one_topic_and_one_area(given, passed):
    area(10_000)
    answered("no")
    assert goes_to_care(**given) is not passed


def test_the_newest_answer_counts():
    answered("no")
    with at(now() + timedelta(hours=2)):
        answered("place")
    with at(now() + timedelta(hours=3)):
        assert goes_to_care()


def test_an_answer_goes_before_what_services_say(monkeypatch):
    monkeypatch.setattr(commands.taking_in.routing, "full_for", lambda _topic, _who: frozenset({cast.organisation("zorg")}))
    made = make.taken()
    assert not goes_to_care()
    assert "op de sociale kaart" in why(make.brought())
    answer(ask(made)["zorg"], "eva", "place")
    assert goes_to_care()


def test_the_try_out_counts_whom_a_rule_would_have_passed_over(sign_in):
    make.brought()
    with at(now() - timedelta(days=3)):
        answered("no")
        for _n in range(2):
            make.brought()
    with identity.acting(cast.who("admin", Purpose.ADMINISTRATION)) as by:
        tried = commands.routes.try_out(lines=[line("zorg", only_with_room=True)], by=by)
        careless = commands.routes.try_out(lines=[line("zorg")], by=by)
    assert careless.passed == [] and sum(n for *_ab, n in careless.pairs) == careless.moved == careless.total
    assert tried.passed and tried.passed[0][0] == "Zorg Dichtbij" and tried.moved + tried.passed[0][1] == tried.total
    given = {"name": "Naar de zorg", "holder_id": str(cast.organisation("zorg")), "hours": "always", "reason": "afgesproken", "only_with_room": "on"}
    page = sign_in("admin").post("/signalen/regels/", {**given, "proef": "1"}).content.decode()
    assert "Overgeslagen, omdat" in page and f"Zorg Dichtbij: {tried.passed[0][1]}" in page


@pytest.mark.proves("R22", "C19")
def test_answers_are_read_without_who_asked_and_by_nobody_outside(sign_in):
    answered("no")
    for key, purpose in (("bob", Purpose.SIGNAL), ("carla", Purpose.SIGNAL), ("admin", Purpose.ADMINISTRATION)):
        with identity.acting(cast.who(key, purpose)), connection.cursor() as db:
            db.execute("select * from signals_room_said(now())")
            (row,) = db.fetchall()
            assert row[0] == cast.organisation("zorg") and cast.organisation("wonen") not in row
    with identity.acting(make.who("zed")), connection.cursor() as db:
        db.execute("select count(*) from signals_room_said(now())")
        assert db.fetchone() == (0,)
    for who in (cast.who("carla", Purpose.HANDOVER), cast.who("fg"), cast.who("alice", Purpose.ADMINISTRATION)):
        with identity.acting(who), pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as db:
            db.execute("select * from signals_room_said(now())")
