"""Who has room is asked before anybody is named: no person, no signal, no small area, no words."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from waakvlam.access import clocks, identity
from waakvlam.access.tests import cast
from waakvlam.handovers.commands import look_at
from waakvlam.kit.errors import Absent, Invalid, Refused, WrongState
from waakvlam.kit.time import at, now
from waakvlam.people.models import District, Neighbourhood
from waakvlam.signals import areas, commands, queries
from waakvlam.signals.commands import Passed, rooms
from waakvlam.signals.models import RoomAsk, Signal
from waakvlam.signals.models.states import RoomState
from waakvlam.signals.queries import rooms as asked
from waakvlam.signals.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4", "C12", "R30")]


def ask(made: Signal, key: str = "alice", **given) -> dict[str, RoomAsk]:
    """The question to each, by the key of somebody there."""
    with identity.acting(make.who(key)) as by:
        rows = rooms.ask(signal=made, by=by, **({"kind": "visit", "within": 7} | given))
    slugs = {cast.organisation(slug): slug for slug in ("gemeente", "zorg", "wonen")}
    return {slugs[row.to_id]: row for row in rows if row.to_id in slugs}


def answer(row: RoomAsk, key: str, state: str, days: int | None = None) -> RoomAsk:
    with identity.acting(make.who(key)) as by:
        return rooms.answer(ask_id=row.pk, state=state, days=days, by=by)


def area(households: int | None) -> None:
    with identity.acting(cast.who("admin")):
        district = District.objects.create(id=uuid4(), network_id=cast.NETWORK, code="WK099901", year=2024, name="Proefwijk")
        figures = {} if households is None else {"huishoudens": households}
        Neighbourhood.objects.create(id=uuid4(), network_id=cast.NETWORK, district=district, code="BU09990101", year=2024, name="Proefbuurt",
                                     figures=figures)


@pytest.mark.proves("R22")
def test_the_question_holds_nobody_and_nothing_that_leads_to_a_signal(sign_in):
    made = make.taken(urgency="today")
    row = ask(made)["zorg"]
    with identity.acting(make.who("eva")) as by:
        found = next(one for one in asked.to_us(by) if one.id == row.pk)
        said = str(vars(found))
        for hidden in (str(made.pk), made.number, make.WORDS, "Mevrouw Proef", "Duinroos", "today"):
            assert hidden not in said
        assert not RoomAsk.objects.exists()
    page = sign_in("eva").get(reverse("signals:overs")).content.decode()
    assert "contact en gezelschap" in page and made.number not in page


@pytest.mark.parametrize(("households", "district", "said"), [
    (areas.LARGE_ENOUGH, False, "BU09990101"), (areas.LARGE_ENOUGH - 1, False, "WK099901"), (None, False, "WK099901"),
    (areas.LARGE_ENOUGH, True, "WK099901")])
def test_a_neighbourhood_is_named_only_where_it_is_known_to_be_large_enough(households, district, said):
    area(households)
    assert ask(make.taken(), wide="district" if district else "")["zorg"].area == said


def test_an_area_that_nobody_knows_is_not_named():
    assert ask(make.taken())["zorg"].area == ""


@pytest.mark.parametrize(("state", "days"), [("place", None), ("later", 5), ("no", None)])
def test_answers_come_back_to_who_asked(sign_in, state, days):
    made = make.taken()
    row = ask(made)["zorg"]
    sign_in("eva").post(reverse("signals:room_answer", args=[row.pk]), {"state": state, "days": days or ""})
    with identity.acting(make.who("alice")) as by:
        found = next(one for one in asked.of_signal(by, made.pk) if one.to_id == cast.organisation("zorg"))
        assert (found.state, found.days) == (state, days)
        assert not clocks.of(by, [row.pk]).exists()
    assert (f"aan={row.to_id}" in sign_in("alice").get(reverse("signals:signal", args=[made.pk])).content.decode()) is (state != "no")


@pytest.mark.parametrize(("state", "days"), [("later", None), ("place", 3), ("later", 0), ("later", 366), ("open", None), ("closed", None)])
def test_an_answer_is_one_of_three(state, days):
    row = ask(make.taken())["zorg"]
    with pytest.raises(Invalid):
        answer(row, "eva", state, days)


def test_only_who_is_asked_answers_and_once():
    row = ask(make.taken())["zorg"]
    for key in ("carla", "alice", "dora"):
        with pytest.raises(Absent):
            answer(row, key, "no")
    for key in ("bob", "vera", "roer"):
        with pytest.raises(Refused):
            answer(row, key, "no")
    answer(row, "eva", "no")
    with pytest.raises(Absent):
        answer(row, "eva", "place")


@pytest.mark.parametrize("key", ["bob", "vera", "roer"])
def test_the_database_tells_only_who_weighs_signals(key):
    ask(make.taken())
    with identity.acting(make.who(key)), pytest.raises(ProgrammingError), transaction.atomic():
        connection.cursor().execute("select * from signals_room_asked()")


def test_who_was_asked_already_is_not_asked_again_until_they_answered():
    made = make.taken()
    row = ask(made)["zorg"]
    with pytest.raises(Invalid):
        ask(made)
    answer(row, "eva", "no")
    assert set(ask(made)) == {"zorg"}


@pytest.mark.parametrize("given", [{"kind": "x"}, {"within": 8}])
def test_a_question_is_made_of_agreed_words_only(given):
    with pytest.raises(Invalid):
        ask(make.taken(), **given)


def test_only_the_holder_asks_and_only_while_it_is_open():
    given = make.given()
    with identity.acting(make.who("alice")) as by, pytest.raises(Refused):
        rooms.ask(signal=given, kind="visit", within=7, by=by)
    made = make.taken()
    with identity.acting(make.who("alice")) as by:
        commands.weighing.close(signal=made, outcome="helped", by=by)
    with pytest.raises(WrongState):
        ask(made)


def test_without_an_answer_it_lapses():
    made = make.taken()
    row = ask(made)["zorg"]
    with at(now() + timedelta(days=6)):
        for due in clocks.due():
            look_at(due.clock_id, due.asker)
    with identity.acting(make.who("alice")):
        assert RoomAsk.objects.get(pk=row.pk).state == RoomState.LAPSED
    with pytest.raises(Absent):
        answer(row, "eva", "place")


def test_choosing_an_answer_starts_handing_on_and_ends_what_was_still_asked(sign_in):
    made = make.taken(basis="unknown")
    rows = ask(made)
    answer(rows["zorg"], "eva", "place")
    page = sign_in("alice").get(reverse("signals:signal", args=[made.pk]), {"aan": str(cast.organisation("zorg"))}).content.decode()
    assert f'value="{cast.organisation("zorg")}" selected' in page
    with identity.acting(make.who("alice")) as by:
        commands.giving.give(signal=made, to=cast.organisation("zorg"), passed=Passed("knows"), reason="capacity", by=by)
        assert {row.state for row in asked.of_signal(by, made.pk)} == {RoomState.PLACE, RoomState.CLOSED}
    with identity.acting(make.who("eva")) as by:
        assert queries.page(by, made.pk).content is None  # without the resident no words go


def test_asking_can_be_stopped(sign_in):
    made = make.taken()
    row = ask(made)["zorg"]
    sign_in("alice").post(reverse("signals:act", args=[made.pk, "ruimte-niet-meer"]))
    with identity.acting(make.who("eva")) as by:
        assert row.pk not in {one.id for one in asked.to_us(by)}
