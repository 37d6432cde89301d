"""Somebody with a mandate calls for a decision; unanswered it moves up, and at the top it stays in sight (C14)."""

import re
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from waakvlam.access import identity
from waakvlam.access.models import Clock
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.breakthroughs import commands, diagram, queries
from waakvlam.breakthroughs.models import (
    TRANSITIONS,
    Breakthrough,
    Decision,
    Ladder,
    Named,
    State,
    Step,
)
from waakvlam.breakthroughs.tests import factories as make
from waakvlam.handovers import commands as handover_commands
from waakvlam.handovers import tasks
from waakvlam.handovers.tests import factories as handed
from waakvlam.kit import time
from waakvlam.kit.errors import Absent, Invalid, Refused, WrongState
from waakvlam.post.models import Delivery

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C14", "R10")]


def answered(made, key="carla", **more):
    with identity.acting(make.who(key)) as by:
        found = queries.one(by, made.pk)
        return commands.answer(**{"breakthrough": found, "option_id": found.options.get(place=0).pk, "words": "De directie tekent vrijdag.",
                                  "obstacle": "waiting_list", "by": by} | more)


def verbs(made):
    with identity.acting(make.who("roer")):
        return list(Step.objects.filter(breakthrough=made).order_by("at", "id").values_list("verb", flat=True))


def days_pass(*days):
    start = time.now()
    for day in days:
        with time.at(start + timedelta(days=day)):
            tasks.look_at_clocks(timestamp=0)


def test_the_helmsman_asks_and_the_named_decider_answers_with_obstacle_and_time(sign_in):
    made = make.called()
    client = sign_in("carla")
    assert make.QUESTION in client.get("/").content.decode()
    option = re.search(r'name="option" value="([^"]+)"', client.get(reverse("breakthroughs:one", args=[made.pk])).content.decode())
    answer = client.post(reverse("breakthroughs:act", args=[made.pk, "antwoord"]), {
        "option": option.group(1), "words": "De directie tekent vrijdag.", "obstacle": "waiting_list", "removed_by": str(cast.organisation("wonen"))})
    assert answer.status_code == 302
    page = sign_in("roer").get(reverse("breakthroughs:one", args=[made.pk])).content.decode()
    assert "De directie tekent vrijdag." in page and "een wachtlijst" in page and "0 werkdagen" in page
    with identity.acting(make.who("roer")):
        assert not Clock.objects.filter(subject_id=made.pk, stopped_at=None).exists()
        named = Named.objects.get()
        assert (named.kind, named.partner_id) == ("waiting_list", cast.organisation("wonen")) and named.removed_at
    assert verbs(made) == ["call", "decide"]


def test_without_a_line_of_the_covenant_that_names_the_role_it_is_refused_with_why(sign_in):
    with identity.acting(make.who("kees")) as by:
        commands.call(question=make.QUESTION, options=make.OPTIONS, to=make.to("carla"), days=3, by=by)
    page = sign_in("alice").get(reverse("breakthroughs:new"))
    assert page.status_code == 403
    by = cast.who("kees", Purpose.BREAKTHROUGH)
    elsewhere = identity.Who(**{**by.__dict__, "organisation_kind": "police"})
    with identity.acting(elsewhere), pytest.raises(Refused, match="geen mandaat"):
        commands.call(question=make.QUESTION, options=make.OPTIONS, to=make.to("carla"), days=3, by=elsewhere)


@pytest.mark.parametrize("text", ["Mag mevrouw Jansen in de Dorpsstraat 12 blijven?", "Bel 06-12345678 over deze woning, ja of nee?",
                                  "Is hij te verward voor deze woning, ja of nee?"])
def test_what_looks_like_a_person_is_not_kept_until_the_writer_says_it_is_none(text):
    with identity.acting(make.who("roer")) as by:
        with pytest.raises(Invalid) as error:
            commands.call(question=text, options=make.OPTIONS, to=make.to("carla"), days=3, by=by)
        assert error.value.code == "sensitive_words"
        assert commands.call(question=text, options=make.OPTIONS, to=make.to("carla"), days=3, words_kept=True, by=by).pk


def test_a_stuck_handover_is_named_by_its_number_and_both_sides_follow_it(sign_in):
    with time.at(time.now() - timedelta(days=30)):
        stuck = handed.offered()
    handed.act("alice", handover_commands.ask_mandate, stuck)
    with identity.acting(make.who("roer")) as by:
        clock = Clock.objects.get(subject_id=stuck.pk, stopped_at=None)
    client = sign_in("roer")
    page = client.get(reverse("breakthroughs:new"), {"klok": str(clock.pk)}).content.decode()
    assert stuck.number in page and "Ria" not in page
    done = client.post(f"{reverse('breakthroughs:new')}?klok={clock.pk}", {
        "question": make.QUESTION, "options": "Ja\nNee", "decider": f"{by.organisation_id}:{by.person_id}", "days": "3"})
    assert done.status_code == 302
    for key in ("alice", "carla"):
        assert stuck.number in sign_in(key).get(done.url).content.decode(), key
    for key in ("dora", "eva", "zed"):
        assert sign_in(key).get(done.url).status_code == 404, key


def test_only_the_decider_or_the_heads_of_that_organisation_answer():
    made = make.called(decider="charlie")
    for key in ("roer", "alice", "eva"):
        with identity.acting(make.who(key)) as by, pytest.raises((Refused, Absent)):
            commands.answer(breakthrough=made, option_id=None, words="x", obstacle="money", by=by)
    assert answered(made, "charlie").pk
    other = make.called(decider="charlie")
    assert answered(other, "carla").pk


def test_it_is_answered_by_link_without_an_account_once():
    made = make.called()
    with identity.acting(make.who("roer")):
        mail = Delivery.objects.filter(about_id=made.pk).latest("created_at")
    link = re.search(r"https?://[^/]+(/l/\S+/)", mail.body).group(1)
    client = Client()
    page = client.get(link).content.decode()
    assert make.QUESTION in page and "Wonen aan de Laan" in page
    option = re.search(r'name="option" value="([^"]+)"', page).group(1)
    given = {"act": "antwoord", "option": option, "words": "Wij doen het.", "obstacle": "money", "removed_by": str(cast.organisation("gemeente"))}
    assert client.post(link, given).status_code == 400, "a name is asked"
    assert "Dank u wel" in client.post(link, {**given, "name": "Carla"}).content.decode()
    assert client.get(link).status_code == 404
    with identity.acting(make.who("roer")):
        assert Decision.objects.get().name == "Carla"


def test_unanswered_it_is_reminded_then_moves_up_and_stays_in_sight_at_the_top(sign_in):
    make.ladder(("gemeente", "charlie"), (None, "board"))
    made = make.called(days=1)
    days_pass(*range(1, 40))
    assert verbs(made) == ["call", "remind", "up", "remind", "up", "remind", "up", "remind", "top"]
    with identity.acting(make.who("roer")), time.at(time.now() + timedelta(days=40)):
        found = Breakthrough.objects.get(pk=made.pk)
        assert found.is_top and found.decider_id == cast.organisation("netwerk")
        assert made.pk in {line.subject_id for line in queries.screen(make.who("roer"), queries.Chosen()).lines}
        assert [b.pk for b in queries.asked_of(make.who("roer"))] == [made.pk]
    assert make.QUESTION in sign_in("board").get(reverse("breakthroughs:one", args=[made.pk])).content.decode()


def test_without_a_ladder_it_goes_to_the_network_itself():
    made = make.called("kees", "carla", days=1)
    days_pass(*range(1, 12))
    with identity.acting(make.who("kees")):
        assert Breakthrough.objects.get(pk=made.pk).decider_id == cast.organisation("netwerk")


def test_postponing_needs_a_reason_and_can_be_done_once():
    made = make.called(days=1)
    with identity.acting(make.who("carla")) as by:
        with pytest.raises(Invalid):
            commands.postpone(breakthrough=made, days=3, reason=" ", by=by)
        later = commands.postpone(breakthrough=made, days=3, reason="Het college vergadert dinsdag.", by=by)
        assert later.due_at > made.due_at
        with pytest.raises(WrongState):
            commands.postpone(breakthrough=made, days=3, reason="Nog eens.", by=by)


def test_withdrawn_or_decided_it_is_over():
    made = make.called()
    with identity.acting(make.who("roer")) as by:
        commands.withdraw(breakthrough=made, reason="De partners kwamen er samen uit.", by=by)
    with pytest.raises(WrongState):
        answered(made)
    days_pass(*range(1, 20))
    with identity.acting(make.who("roer")):
        assert Breakthrough.objects.get().state == State.WITHDRAWN


def test_the_ladder_needs_a_second_administrator_also_by_raw_sql(sign_in):
    client = sign_in("admin")
    roer = make.to("roer")
    given = {"below": [""], "above": [f"{roer.organisation_id}:{roer.person_id}"], "in_force_from": time.today().isoformat(), "reason": "start"}
    assert client.post(reverse("breakthroughs:ladder"), given).status_code == 302
    assert client.post(reverse("breakthroughs:verdict")).status_code == 403
    with identity.acting(cast.who("admin")) as by, transaction.atomic(), connection.cursor() as db:
        db.execute("update breakthroughs_ladder set state = 'approved', decided_by_id = %s", [by.person_id])
        assert db.rowcount == 0
    with identity.acting(make.who("alice")), transaction.atomic(), connection.cursor() as db:
        db.execute("update breakthroughs_ladder set reason = 'x'")
        assert db.rowcount == 0
    assert sign_in("ada").post(reverse("breakthroughs:verdict")).status_code == 302
    with identity.acting(cast.who("ada")), connection.cursor() as db:
        assert Ladder.objects.get().state == "approved"
        db.execute("update breakthroughs_ladder set reason = 'x'")
        assert db.rowcount == 0  # what was decided stays as it was


def test_nobody_adds_a_ladder_that_is_decided_on_by_raw_sql():
    ada = cast.who("ada")
    with identity.acting(cast.who("admin")) as by, pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Ladder.objects.create(network_id=by.network_id, in_force_from=time.today(), reason="zo", proposed_by_id=ada.person_id,
                              state="approved", decided_by_id=by.person_id)


def test_an_obstacle_that_the_mandate_named_on_a_handover_is_in_the_same_record_until_its_clock_stops():
    with time.at(time.now() - timedelta(days=30)):
        stuck = handed.offered()
    for obstacle, days in (("money", 0), ("whose", 14)):  # once more after the term that was set is over as well
        with time.at(time.now() + timedelta(days=days)):
            handed.act("alice", handover_commands.ask_mandate, stuck)
            with identity.acting(handed.who("roer")) as by:
                handover_commands.direct(handover=stuck, obstacle=obstacle, working_days=2, by=by)
    with identity.acting(make.who("roer")):
        rows = list(Named.objects.order_by("named_at", "id").values_list("kind", "superseded_at", "partner_id"))
    assert [(kind, at is None) for kind, at, _p in rows] == [("money", False), ("whose", True)]
    assert {partner for _k, _a, partner in rows} == {cast.organisation("gemeente")}


def test_the_diagram_agrees_with_the_transitions_and_shows_each_step_of_an_open_one():
    page = diagram.render()
    assert all(f"{a.value} --> {b.value}" in page for a, after in TRANSITIONS.items() for b in after)
    made = make.called(days=1)
    with identity.acting(make.who("carla")) as by:
        commands.postpone(breakthrough=made, days=1, reason="Het college vergadert dinsdag.", by=by)
    days_pass(*range(1, 25))
    assert set(verbs(made)) == set(diagram.STEPS)
