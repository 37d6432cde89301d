"""The caller's screen through HTTP: one person, why, a number, an outcome."""

import re
from datetime import timedelta

import pytest

from waakvlam.access.identity import acting
from waakvlam.access.models import ProcessingLine
from waakvlam.access.tests import cast
from waakvlam.kit import time
from waakvlam.outreach import call_queries
from waakvlam.outreach.models import Attempt, Finding, RoundEntry
from waakvlam.people.models import Household, Phone, Resident

from .call_pages import attempt_in, finish, take, text
from .calls import ALICE, household, round_of
from .factories import round_

pytestmark = pytest.mark.django_db


@pytest.mark.proves("C1", "R6", "R8")
def test_one_person_fills_the_screen_with_why_and_a_number_to_tap(three, sign_in):
    bob = sign_in("bob")
    page = bob.get(take(bob, three))
    words = text(page)
    assert page.status_code == 200
    for part in ("Ria van der Berg", "80–84 jaar", "Dorpsstraat", "We bellen huurders boven de 80",
                 "Goedemorgen, u spreekt met", "Gesproken", "Niet meer bellen", "112", "0800-2000"):
        assert part in words, part
    assert 'href="tel:+3161' in page.content.decode()
    assert page.content.decode().count('class="wv-outcome') == 8


@pytest.mark.proves("R28")
def test_each_person_on_the_screen_gets_a_line_in_the_log(three, sign_in):
    bob = sign_in("bob")
    url = take(bob, three)
    bob.get(url)
    with acting(cast.who("fg")):
        assert ProcessingLine.objects.filter(name="outreach.call").count() == 2


@pytest.mark.proves("C1")
def test_an_outcome_brings_the_next_person_and_says_what_was_saved(three, sign_in):
    # In the evening: after a call in the night the second try would still be today.
    with time.at(time.now().replace(hour=17) + timedelta(days=1)):
        bob = sign_in("bob")
        first = take(bob, three)
        answer = finish(bob, first, "no_answer")
        assert answer.status_code == 302 and answer["Location"] != first
        page = bob.get(answer["Location"])
    assert "Bewaard: geen gehoor." in text(page)
    assert "Vandaag 1 van 3 gebeld, jij 1" in text(page)
    assert re.search(r'action="/belacties/poging/[0-9a-f-]{36}/terugname/"', page.content.decode())


@pytest.mark.proves("C1")
def test_the_same_outcome_sent_twice_is_kept_once(three, sign_in):
    bob = sign_in("bob")
    url = take(bob, three)
    form = {"attempt": attempt_in(bob.get(url)), "outcome": "spoken"}
    first, second = bob.post(f"{url}uitkomst/", form), bob.post(f"{url}uitkomst/", form)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    with acting(ALICE):
        assert Attempt.objects.count() == 1


def test_the_same_outcome_sent_again_while_the_first_is_being_kept_is_no_dead_end(three, sign_in, monkeypatch):
    bob, real, looks = sign_in("bob"), call_queries.told_attempt, []

    def not_yet(who, attempt_id):  # the first look of the second asking falls before the first one was kept
        looks.append(attempt_id)
        return None if len(looks) == 2 else real(who, attempt_id)

    url = take(bob, three)
    form = {"attempt": attempt_in(bob.get(url)), "outcome": "spoken"}
    monkeypatch.setattr(call_queries, "told_attempt", not_yet)
    assert [bob.post(f"{url}uitkomst/", form).status_code for _again in range(2)] == [302, 302]
    assert len(looks) == 3


def test_undo_brings_the_person_back_with_what_was_typed(three, sign_in):
    bob = sign_in("bob")
    url = take(bob, three)
    finish(bob, url, "do_not_call", observation="wil rust", topics=["groceries"])
    with acting(ALICE):
        made = Attempt.objects.get()
    answer = bob.post(f"/belacties/poging/{made.pk}/terugname/")
    assert answer["Location"] == url
    page = bob.get(url)
    assert "wil rust" in page.content.decode()
    assert 'value="groceries" checked' in page.content.decode()
    with acting(ALICE):
        assert not Household.objects.get(pk=made.household_id).do_not_call
        assert not Finding.objects.exists()


@pytest.mark.proves("C1", "R5")
def test_a_caller_does_not_see_who_was_drawn_by_lot(three, sign_in):
    with acting(ALICE):
        type(three).objects.filter(pk=three.pk).update(reference_percent=10)
        RoundEntry.objects.filter(rank=0).update(in_reference=True, why={"reference": True})
    seen = []
    for name in ("bob", "bea"):
        client = sign_in(name)
        page = client.get(take(client, three))
        seen.append(re.search(r"Waarom je belt\.(.*?)Een klein deel", text(page))[1])
    assert seen[0] == seen[1]


def test_numbers_of_children_and_people_who_left_are_not_shown(sign_in):
    with acting(ALICE):
        home = household(ALICE, 1)
        for n, fields in enumerate(({"part": "child"}, {"moved_at": time.now()}, {"deceased_at": time.now()})):
            ours = {"network_id": ALICE.network_id, "organisation_id": ALICE.organisation_id}
            other = Resident.objects.create(**ours, household=home, key=f"X{n}", first_name=f"Weg{n}", **fields)
            Phone.objects.create(**ours, resident=other, number=f"+3162000000{n}")
        round = round_of(ALICE, [home])
    bob = sign_in("bob")
    page = bob.get(take(bob, round)).content.decode()
    assert "tel:+3162000000" not in page and "Weg" not in page


@pytest.mark.proves("R8")
def test_a_round_that_has_not_begun_is_not_there_for_a_caller(three, sign_in):
    with acting(ALICE):
        draft = round_(ALICE, approve=False)
    for round_id, key, status in ((three.pk, "bob", 200), (draft.pk, "bob", 404), (draft.pk, "alice", 200)):
        assert sign_in(key).get(f"/belacties/{round_id}/bellen/").status_code == status
        assert sign_in(key).post(f"/belacties/{round_id}/bellen/beurt/").status_code == (404 if status == 404 else 302)
