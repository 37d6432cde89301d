"""Unusual reading becomes a question; usual reading does not; no resident is shown."""

from datetime import datetime, timedelta

import pytest

from waakvlam.access import audit, identity
from waakvlam.access.models import Audit, Person, ProcessingLine
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers.tests.factories import resident
from waakvlam.kit.errors import Invalid, Refused, WrongState
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import AMSTERDAM, at, today
from waakvlam.oversight import commands, queries, tasks
from waakvlam.oversight.models import Question
from waakvlam.post.models import Delivery

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19", "R28")]
YESTERDAY = today() - timedelta(days=1)


def moment(hour: int, days_ago: int = 1, minute: int = 0) -> datetime:
    day = today() - timedelta(days=days_ago)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=AMSTERDAM)


def reads(key: str, n: int = 1, *, when: datetime, subjects=None, act: str = "") -> None:
    """One page with these people, as this colleague."""
    with at(when), identity.acting(cast.who(key)) as who:
        audit.begin()
        if act:
            audit.record(who, act)
        audit.touched(who, "outreach.list", subjects or [uuid7() for _ in range(n)])
        audit.flush(who)


def noticed(slug: str = "wonen", **only) -> list[Question]:
    with identity.acting(identity.system(cast.organisation(slug), Purpose.REGISTER)) as by:
        commands.notice(day=YESTERDAY, by=by)
        return list(Question.objects.filter(**only).order_by("kind"))


def person(key: str):
    return cast.who(key).person_id


def test_many_people_in_an_hour_is_a_question_only_where_it_is_unusual_for_this_person():
    for ago in range(2, 8):
        reads("bob", 100, when=moment(10, ago))
        reads("bea", 5, when=moment(10, ago))
    for key in ("bob", "bea"):
        reads(key, 160, when=moment(11))
    reads("alice", 149, when=moment(11))
    found, = noticed(kind="many")
    assert (found.person_id, found.count, found.usual) == (person("bea"), 160, 5)


def test_many_people_spread_over_a_day_is_no_question():
    for hour in range(8, 17):
        reads("bob", 40, when=moment(hour))
    assert noticed() == []


@pytest.mark.parametrize(("hour", "minute", "asked"), [(22, 0, True), (21, 59, False), (5, 59, True), (6, 0, False), (12, 0, False)])
def test_looking_in_the_quiet_hours_is_a_question(hour, minute, asked):
    reads("bob", 5, when=moment(hour, minute=minute))
    reads("bea", 4, when=moment(hour, minute=minute))
    assert [q.person_id for q in noticed(kind="quiet")] == ([person("bob")] if asked else [])


def test_looking_at_one_person_again_and_again_without_an_act_is_a_question():
    watched, helped, listed = uuid7(), uuid7(), [uuid7() for _ in range(6)]
    for ago in (1, 3, 5, 7):
        reads("bob", when=moment(10, ago), subjects=[watched])
        reads("bea", when=moment(10, ago), subjects=[helped], act="call.finish" if ago == 7 else "")
        reads("alice", when=moment(10, ago), subjects=listed)
    found, = noticed(kind="again")
    assert (found.person_id, found.count) == (person("bob"), 4)
    assert bytes(found.subject) == audit.pseudonym(cast.NETWORK, watched)


def test_many_refused_attempts_are_a_question():
    for key, n in (("bob", 5), ("bea", 4)):
        with at(moment(10)), identity.acting(cast.who(key)) as who:
            for _ in range(n):
                audit.record(who, "access.denied")
    assert [(q.person_id, q.count) for q in noticed(kind="refused")] == [(person("bob"), 5)]


def _works_as(key: str, **given) -> None:
    with identity.acting(cast.who("admin")):
        Person.objects.filter(pk=person(key)).update(**given)


@pytest.mark.parametrize(("given", "last_name", "hint"), [
    ({"email": "ria@bewoner.example.org"}, "Berg", "same_home"), ({"phone": "+31612345678"}, "Berg", "same_home"),
    ({"name": "Bob Zeldzaamsma"}, "Zeldzaamsma", "same_name"), ({"name": "Bob Zeldzaamsma"}, "Jansen", "")])
def test_somebody_who_may_stand_near_is_a_question_without_saying_who(given, last_name, hint):
    seen = resident()
    with identity.acting(cast.who("alice", Purpose.REGISTER)):
        type(seen).objects.filter(pk=seen.pk).update(last_name=last_name)
    _works_as("bob", **given)
    reads("bob", when=moment(10), subjects=[seen.pk])
    found = noticed(kind="near")
    assert [q.hint for q in found] == ([hint] if hint else [])
    for q in found:
        assert seen.pk.bytes not in bytes(q.subject)


def test_a_neighbour_in_the_own_street_is_a_question():
    own, neighbour = resident(), resident()
    with identity.acting(cast.who("alice", Purpose.REGISTER)):
        type(own).objects.filter(pk=own.pk).update(email="bob@thuis.example.org")
    _works_as("bob", email="bob@thuis.example.org")
    reads("bob", when=moment(10), subjects=[neighbour.household_id])
    assert [q.hint for q in noticed(kind="near")] == ["same_street"]


def test_a_surname_that_many_have_says_nothing():
    rows = [resident() for _ in range(11)]
    _works_as("bob", name="Bob van der Berg")
    reads("bob", when=moment(10), subjects=[rows[0].pk])
    assert noticed(kind="near") == []


def test_comparing_is_a_reading_too():
    seen = resident()
    reads("bob", when=moment(10), subjects=[seen.pk])
    noticed()
    with identity.acting(cast.who("fg")):
        line = ProcessingLine.objects.get(name="oversight.compare")
        assert bytes(line.data_subject_id) == audit.pseudonym(cast.NETWORK, seen.pk)


def test_each_organisation_gets_its_own_questions_and_a_second_night_adds_none():
    reads("bob", 5, when=moment(23))
    reads("charlie", 5, when=moment(23))
    assert tasks.look_over_yesterday.func(0) == 2
    assert tasks.look_over_yesterday.func(0) == 0
    with identity.acting(cast.who("fg")):
        assert [q.person_id for q in Question.objects.all()] == [person("bob")]


# --- asking -------------------------------------------------------------------------------------------
@pytest.fixture
def question():
    reads("bob", 5, when=moment(23))
    return noticed(kind="quiet")[0]


def test_the_privacy_officer_reads_who_when_and_what_and_no_resident(question, sign_in):
    page = sign_in("fg").get(f"/toezicht/vragen/{question.pk}/").content.decode()
    assert "Bob van den Berg" in page
    assert "gegevens van 5 bewoners" in page
    assert "Bob van den Berg" in sign_in("fg").get("/toezicht/vragen/").content.decode()
    assert bytes(question.subject).hex() == ""


def test_asking_sends_an_open_question_and_is_an_act(question, sign_in):
    fg = sign_in("fg")
    fg.post(f"/toezicht/vragen/{question.pk}/verzoek/")
    with identity.acting(cast.who("fg")) as by:
        sent = Delivery.objects.get(about_id=question.pk)
        assert Audit.objects.filter(verb="question.ask", subject_id=question.pk).count() == 1
        with pytest.raises(WrongState):
            commands.ask(question=Question.objects.get(pk=question.pk), by=by)
    assert (sent.to, sent.state) == ("bob@wonen.example.org", "queued")
    assert "geen verwijt" in sent.body


def test_the_explanation_closes_it_with_a_reason(question, sign_in):
    fg = sign_in("fg")
    assert fg.post(f"/toezicht/vragen/{question.pk}/uitleg/", {"reason": "x"}).status_code == 400
    fg.post(f"/toezicht/vragen/{question.pk}/uitleg/", {"reason": "Avonddienst, BSN 111222333 genoemd"})
    with identity.acting(cast.who("fg")) as by:
        kept = queries.question(by, question.pk).row
        assert (kept.state, kept.explained_by) == ("explained", by.person_id)
        assert "111222333" not in kept.reason
        assert Audit.objects.filter(verb="question.explain").count() == 1
    assert "Avonddienst" in fg.get("/toezicht/vragen/?stand=explained").content.decode() or "Bob" in fg.get(
        "/toezicht/vragen/?stand=explained").content.decode()


def test_nobody_else_sees_or_asks(question, sign_in):
    for key in ("alice", "admin", "bob"):
        assert sign_in(key).get("/toezicht/vragen/").status_code == 403
        assert sign_in(key).post(f"/toezicht/vragen/{question.pk}/verzoek/").status_code == 403
        with identity.acting(cast.who(key)) as by:
            assert not Question.objects.exists()
            with pytest.raises(Refused):
                commands.explain(question=question, reason="niets aan de hand", by=by)
    with identity.acting(cast.who("fg")) as by, pytest.raises(Refused):
        commands.notice(day=YESTERDAY, by=by)


def test_thresholds_are_dated_have_a_reason_and_count_from_their_day(sign_in):
    fg, given = sign_in("fg"), {"many": 150, "times": 3, "quiet_from": 22, "quiet_until": 6, "quiet_people": 2, "looks": 4,
                                "refusals": 5, "rare": 10, "in_force_from": today().isoformat(), "reason": "Kleine ploeg"}
    assert fg.post("/toezicht/vragen/wanneer/", {**given, "reason": ""}).status_code == 400
    assert fg.post("/toezicht/vragen/wanneer/", given).status_code == 302
    assert "Kleine ploeg" in fg.get("/toezicht/vragen/wanneer/").content.decode()
    reads("bob", 2, when=moment(23))
    assert len(noticed(kind="quiet")) == 1
    with identity.acting(cast.who("fg")) as by, pytest.raises(Invalid):
        commands.set_threshold(in_force_from=YESTERDAY, reason="x", by=by, **{n: 5 for n in commands.LEVELS})


def test_the_list_costs_the_same_for_one_and_for_many(sign_in, django_assert_max_num_queries):
    with identity.acting(cast.who("fg")) as by:
        Question.objects.bulk_create([Question(network_id=by.network_id, organisation_id=by.organisation_id, kind="many",
                                               day=today() - timedelta(days=n), person_id=person("bob"), count=200) for n in range(60)])
        with django_assert_max_num_queries(2):
            assert len(queries.questions(by)) == 50
