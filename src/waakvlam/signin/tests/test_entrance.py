"""Coming in: password, then something one has; nobody is let in half, nobody locks out another."""

import pytest
from django.test import Client

from waakvlam.access.tests import cast
from waakvlam.signin.tests.coming_in import PASSWORD, come_in, knock, with_app, with_password

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19")]


@pytest.fixture(autouse=True)
def alice_has_a_password():
    with_password("alice")


def test_password_and_code_lead_to_where_one_wanted_to_go():
    phone, client = with_app("alice"), Client()
    asked = client.get("/werk/?x=1")
    assert (asked.status_code, asked["Location"]) == (302, "/aanmelden/?naar=%2Fwerk%2F%3Fx%3D1")
    assert knock(client, "alice", naar="/werk/?x=1")["Location"] == "/aanmelden/extra/"
    answer = client.post("/aanmelden/extra/", {"code": phone.now()})
    assert (answer.status_code, answer["Location"]) == (302, "/werk/?x=1")
    assert client.get("/werk/").status_code == 200


def test_with_a_password_alone_no_page_opens():
    with_app("alice")
    client = Client()
    knock(client, "alice")
    for path in ("/", "/werk/", "/belacties/", "/mijn/aanmeldingen/", "/mijn/wachtwoord/", "/beheer/", "/wissel/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"][:11]) == (302, "/aanmelden/"), path
    assert client.get("/mijn/sleutels/")["Location"] == "/aanmelden/extra/", "a password alone adds no key"
    assert client.post("/mijn/sleutels/app/")["Location"] == "/aanmelden/extra/"
    assert client.post("/mijn/sleutels/nieuw/opties/")["Location"] == "/aanmelden/extra/"


def test_whoever_has_no_second_factor_reaches_only_setting_one_up_and_going_out():
    client = Client()
    assert knock(client, "alice")["Location"] == "/mijn/sleutels/"
    assert client.get("/mijn/sleutels/").status_code == 200
    assert client.get("/belacties/").status_code == 302
    assert client.post("/mijn/sleutels/codes/").status_code == 403, "paper alone is no second factor"
    client.post("/afmelden/")
    assert client.get("/mijn/sleutels/")["Location"] == "/aanmelden/"


def test_in_the_demo_a_password_is_enough(settings):
    settings.DEMO = True
    client = Client()
    assert knock(client, "alice", naar="/werk/")["Location"] == "/werk/"


def test_signing_in_never_leads_to_another_site():
    phone, client = with_app("alice"), Client()
    knock(client, "alice", naar="https://elders.example/")
    assert client.post("/aanmelden/extra/", {"code": phone.now()})["Location"] == "/"


def test_half_in_lasts_ten_minutes():
    from datetime import timedelta

    from waakvlam.kit.time import at, now

    phone, client = with_app("alice"), Client()
    knock(client, "alice")
    with at(now() + timedelta(minutes=11)):
        assert client.post("/aanmelden/extra/", {"code": phone.now()})["Location"] == "/aanmelden/"


def test_the_same_answer_for_a_wrong_password_and_an_unknown_address():
    wrong = knock(Client(), "alice", "iets anders dan dat")
    unknown = Client().post("/aanmelden/", {"email": "niemand@wonen.example.org", "password": PASSWORD})
    assert wrong.status_code == unknown.status_code == 400
    for answer in (wrong, unknown):
        assert "E-mailadres of wachtwoord klopt niet" in answer.content.decode()


def test_guessing_from_many_addresses_stops_at_one_person_only():
    with_password("bob")
    for n in range(10):
        assert knock(Client(REMOTE_ADDR=f"192.0.2.{n}"), "alice", "iets anders dan dat").status_code == 400
    refused = knock(Client(REMOTE_ADDR="192.0.2.99"), "alice")
    assert refused.status_code == 429, "after many failures even the right one waits, from where alice never was"
    assert int(refused["Retry-After"]) > 0
    assert knock(Client(REMOTE_ADDR="192.0.2.99"), "bob").status_code == 302


def test_a_browser_that_she_came_in_with_before_is_not_held_back_by_a_stranger():
    browser = come_in("alice")
    browser.post("/afmelden/")
    for n in range(11):
        knock(Client(REMOTE_ADDR=f"192.0.2.{n}"), "alice", "iets anders dan dat")
    assert knock(Client(), "alice").status_code == 429
    assert knock(browser, "alice").status_code == 302
    stranger = Client()
    stranger.cookies["waakvlam-device"] = browser.cookies["waakvlam-device"].value[:-1] + "x"
    assert knock(stranger, "alice").status_code == 429, "a cookie of one's own making is no known device"


def test_a_burst_from_one_address_stops_that_address_and_no_other():
    for n in range(60):
        Client(REMOTE_ADDR="192.0.2.1").post("/aanmelden/", {"email": f"x{n}@x.example.org", "password": "x"})
    assert knock(Client(REMOTE_ADDR="192.0.2.1"), "alice").status_code == 429
    assert knock(Client(REMOTE_ADDR="192.0.2.2"), "alice").status_code == 302


def test_the_log_says_who_came_in_and_how():
    from waakvlam.access.identity import acting
    from waakvlam.access.models import Audit

    come_in("alice")
    with acting(cast.who("alice")):
        act = Audit.objects.get(verb="session.enter")
    assert (act.person_id, act.detail) == (cast.who("alice").person_id, {"factor": "app"})


def test_signing_out_forgets_who_it_was(sign_in):
    client = sign_in("alice")
    assert client.get("/").status_code == 200
    client.post("/afmelden/")
    assert client.get("/meer/").status_code == 302


@pytest.mark.proves("R2")
def test_a_purpose_that_the_role_does_not_have_cannot_be_chosen(sign_in):
    client = sign_in("bob")
    chosen = {"post": str(cast.membership("bob")), "purpose": "register"}
    assert client.post("/wissel/", chosen).status_code == 302
    assert client.session["purpose"] == "call_round"
    stranger = {"post": str(cast.membership("alice")), "purpose": "register"}
    assert client.post("/wissel/", stranger).status_code == 404


def test_each_refused_attempt_leaves_a_line_without_a_name(caplog):
    with_password("alice")
    client = Client()
    knock(client, "alice", "dit is het niet")
    assert [r.message.rsplit(" ", 1)[0] for r in caplog.records if "sign-in refused" in r.message] == [
        "sign-in refused: password of"]
    assert "alice" not in caplog.text


def test_a_password_counts_as_it_was_typed():
    with_password("alice", " spaties horen erbij ")
    assert knock(Client(), "alice", "spaties horen erbij").status_code == 400
    assert knock(Client(), "alice", " spaties horen erbij ").status_code == 302
