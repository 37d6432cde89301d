"""Before keys, codes or a password change, one shows once more who one is; nobody else's proof will do."""

from datetime import timedelta

import pytest
from django.test import Client

from waakvlam.access import fresh
from waakvlam.access.identity import acting
from waakvlam.access.models import Audit
from waakvlam.access.tests import cast
from waakvlam.kit.time import at, now
from waakvlam.signin import alone
from waakvlam.signin.models import OneTimeSecret
from waakvlam.signin.tests.coming_in import PASSWORD, _phone, come_in, with_app, with_password

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19")]
ALICE = cast.who("alice").person_id
BOB = cast.who("bob").person_id
AGAIN = "/aanmelden/opnieuw/"
ACTS = [
    ("alice", "post", "/mijn/sleutels/codes/"), ("alice", "post", "/mijn/sleutels/app/einde/"), ("alice", "get", "/mijn/sleutels/"),
    ("alice", "post", "/mijn/sleutels/nieuw/"), ("alice", "post", "/mijn/sleutels/nieuw/opties/"),
    ("alice", "get", "/mijn/wachtwoord/"), ("alice", "post", "/mijn/wachtwoord/"), ("alice", "post", "/mijn/aanmeldingen/einde/"),
    ("alice", "post", f"/mijn/aanmeldingen/{BOB}/einde/"), ("admin", "post", f"/beheer/aanmelden/{BOB}/herstel/"),
    ("admin", "post", f"/beheer/medewerkers/{BOB}/wachtwoord/"), ("admin", "post", "/beheer/aanmelden/organisatie/"),
    ("admin", "get", "/api/sleutels/"), ("admin", "post", "/api/sleutels/"), ("admin", "post", f"/api/sleutels/{BOB}/intrekking/"),
]


def stale(client: Client) -> Client:
    """As if the last proof was six minutes ago."""
    session = client.session
    session[fresh.PROVED] = fresh.moment() - fresh.LASTS - 60
    session.save()
    return client


@pytest.mark.parametrize(("key", "verb", "where"), ACTS, ids=lambda v: str(v)[-28:])
def test_what_changes_sign_in_asks_for_a_proof_of_the_last_five_minutes(sign_in, key, verb, where):
    with_app("bob")
    answer = getattr(sign_in(key), verb)(where)
    assert not answer.get("Location", "").startswith(AGAIN), "fresh: done, or refused for another reason"
    answer = getattr(stale(sign_in(key)), verb)(where)
    assert answer.status_code == 302
    assert answer["Location"].startswith(AGAIN)
    with alone.acting(BOB):
        assert OneTimeSecret.objects.count() == (0 if "herstel" in where else 1)


def test_a_code_proves_it_and_one_goes_on_where_one_was():
    with_password("alice")
    client = stale(come_in("alice"))
    way = client.get("/mijn/sleutels/")["Location"]
    assert way == f"{AGAIN}?naar=%2Fmijn%2Fsleutels%2F"
    assert "Laat nog eens zien" in client.get(way).content.decode()
    before = client.session.session_key
    with alone.acting(ALICE) as me:
        OneTimeSecret.objects.filter(person_id=me.id).update(last_step=0)
    answer = client.post(AGAIN, {"proof": _phone("alice").now(), "naar": "/mijn/sleutels/"})
    assert (answer.status_code, answer["Location"]) == (302, "/mijn/sleutels/")
    assert client.session.session_key != before
    assert client.post("/mijn/sleutels/codes/").status_code == 200
    with acting(cast.who("alice")):
        assert Audit.objects.get(verb="session.prove").detail["factor"] == "app"
    with at(now() + timedelta(minutes=6)):
        assert client.post("/mijn/sleutels/codes/")["Location"].startswith(AGAIN)


def test_with_a_second_factor_a_password_proves_nothing():
    with_password("alice")
    client = stale(come_in("alice"))
    for typed in (PASSWORD, "000000", ""):
        assert client.post(AGAIN, {"proof": typed, "naar": "/mijn/sleutels/"}).status_code == 400
    assert client.post(AGAIN, {"answer": '{"rawId": "AAAA"}', "naar": "/mijn/sleutels/"}).status_code == 400
    assert client.get("/mijn/sleutels/").status_code == 302


def test_without_a_second_factor_the_password_does_and_somebody_elses_does_not(sign_in):
    with_password("admin")
    with_password("bob", "een heel ander wachtwoord")
    admin = stale(sign_in("admin"))
    assert admin.post(AGAIN, {"proof": "een heel ander wachtwoord"}).status_code == 400
    assert admin.post(AGAIN, {"proof": PASSWORD, "naar": "/beheer/aanmelden/"})["Location"] == "/beheer/aanmelden/"
    assert admin.post(f"/beheer/aanmelden/{BOB}/herstel/").status_code == 302


def test_guessing_ends_and_the_way_back_is_a_page_of_ours(sign_in):
    with_password("alice")
    client = stale(sign_in("alice"))
    assert client.post(AGAIN, {"proof": PASSWORD, "naar": "https://elders.example/"})["Location"] == "/"
    for _n in range(10):
        assert client.post(AGAIN, {"proof": "fout fout fout"}).status_code == 400
    assert client.post(AGAIN, {"proof": PASSWORD}).status_code == 429
    assert Client().get(AGAIN)["Location"] == "/aanmelden/"


def test_in_the_demo_there_is_nothing_to_prove_it_with(sign_in, settings):
    settings.DEMO = True
    client = stale(sign_in("alice"))
    assert client.get("/mijn/sleutels/").status_code == 302
    session = client.session
    session["factor"] = "demo"
    session.save()
    assert client.get("/mijn/sleutels/").status_code == 200
