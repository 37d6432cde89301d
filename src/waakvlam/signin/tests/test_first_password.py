"""A password that somebody else chose opens one page for three days: the one to choose one's own."""

from datetime import timedelta

import pytest
from django.test import Client

from waakvlam.access import signin
from waakvlam.access.identity import acting
from waakvlam.access.tests import cast
from waakvlam.kit.time import at, now
from waakvlam.signin.tests.coming_in import PASSWORD, knock, with_app

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19")]
OWN = "drie uilen op het dak"


@pytest.fixture(autouse=True)
def admin_made_one_for_alice():
    with acting(cast.who("admin")):
        signin.set_password(cast.who("alice").person_id, PASSWORD)


def come_in(way: str = "") -> tuple[Client, str]:
    """A browser with password and code, and where it was sent."""
    phone, client = with_app("alice"), Client()
    knock(client, "alice", naar=way)
    return client, client.post("/aanmelden/extra/", {"code": phone.now()})["Location"]


def test_it_leads_to_choosing_ones_own_and_then_to_where_one_was_going():
    client, sent_to = come_in("/werk/?x=1")
    assert sent_to == "/aanmelden/wachtwoord/"
    assert "Kies je eigen wachtwoord" in client.get(sent_to).content.decode()
    assert client.post(sent_to, {"password": OWN})["Location"] == "/werk/?x=1"
    assert client.get("/werk/").status_code == 200
    assert client.get(sent_to)["Location"] == "/aanmelden/", "there is nothing to choose any more"
    assert knock(Client(), "alice").status_code == 400, "the password that was given opens nothing any more"
    with at(now() + timedelta(days=400)):
        assert knock(Client(), "alice", OWN)["Location"] == "/aanmelden/extra/", "one's own stays"


def test_no_other_page_opens_before_that():
    client, _sent_to = come_in()
    for path in ("/", "/werk/", "/belacties/", "/mijn/aanmeldingen/", "/mijn/wachtwoord/", "/beheer/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"][:11]) == (302, "/aanmelden/"), path
    assert client.get("/wissel/")["Location"] == "/aanmelden/wachtwoord/"
    assert client.post("/wissel/", {"post": str(cast.who("alice").membership_id)})["Location"] == "/aanmelden/wachtwoord/"


@pytest.mark.parametrize(("password", "said"), [
    (PASSWORD, "Dit is het wachtwoord dat je kreeg"), ("kort", "minstens 12 tekens"), ("welkom2026!!", "makkelijk te raden")])
def test_it_may_not_be_kept_nor_made_weaker(password, said):
    client, sent_to = come_in()
    answer = client.post(sent_to, {"password": password})
    assert (answer.status_code, said in answer.content.decode()) == (400, True)
    assert client.get("/wissel/")["Location"] == sent_to


def test_after_three_days_it_opens_nothing():
    with at(now() + signin.FIRST_LASTS - timedelta(minutes=1)):
        assert knock(Client(), "alice").status_code == 302
    with at(now() + signin.FIRST_LASTS + timedelta(minutes=1)):
        late = knock(Client(), "alice")
    unknown = Client().post("/aanmelden/", {"email": "niemand@wonen.example.org", "password": PASSWORD})
    assert (late.status_code, unknown.status_code) == (400, 400)
    sentence = "E-mailadres of wachtwoord klopt niet."
    assert sentence in late.content.decode() and sentence in unknown.content.decode()


def test_nobody_comes_to_that_page_otherwise():
    assert Client().get("/aanmelden/wachtwoord/")["Location"] == "/aanmelden/"
    client = Client()
    knock(client, "alice")
    assert client.post("/aanmelden/wachtwoord/", {"password": OWN})["Location"] == "/aanmelden/", "half in"
    assert knock(Client(), "alice", OWN).status_code == 400
