"""A resident's sign-in at a real provider: what is asked, what is checked, and the code of a letter the first time."""

import json
import logging
import urllib.parse

import oidc_provider_mock
import pytest
from django.test import Client

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.kit.time import at, now
from waakvlam.rights import codes, openid
from waakvlam.rights.models import KnownSubject
from waakvlam.rights.tests import factories
from waakvlam.signin import oidc
from waakvlam.signin.tests.providing import at_the_real_one

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19", "R29"),
              pytest.mark.filterwarnings("ignore::DeprecationWarning:authlib")]
LEVEL = "http://eidas.europa.eu/LoA/substantial"
BACK = "/mijn/digid/terug/"


@pytest.fixture(scope="module")
def real():
    people = [oidc_provider_mock.User(sub="pseudoniem-1", claims={"acr": LEVEL, "name": "Ria van der Berg"}),
              oidc_provider_mock.User(sub="pseudoniem-2", claims={"acr": LEVEL}),
              oidc_provider_mock.User(sub="te-laag", claims={"acr": "http://eidas.europa.eu/LoA/low", "amr": ["mfa"]})]
    with oidc_provider_mock.run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def switched_on(settings, monkeypatch, real):
    settings.RESIDENT_SIGN_IN = "waakvlam.rights.openid.Provider"
    settings.RESIDENT_PROVIDERS = f"proefstad wonen {real} waakvlam-mijn client_secret_post {LEVEL}"
    settings.INTERNAL_HOSTS = ["localhost", "127.0.0.1"]
    monkeypatch.setenv("WAAKVLAM_MIJN_PROEFSTAD_WONEN", "zeer-geheim-woord")
    oidc._descriptions.clear()
    oidc._key_sets.clear()
    logging.getLogger("oidc_provider_mock").setLevel(logging.ERROR)


def away(client: Client) -> tuple[str, dict[str, str]]:
    address = client.get("/mijn/digid/")["Location"]
    return address, dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))


def signs_in(client: Client, subject: str):
    return client.get(BACK, at_the_real_one(away(client)[0], subject))


def pairs(client: Client, code: str, born: str = "24-11-1941"):
    return client.post("/mijn/digid/koppeling/", {"code": code, "born": born})


def test_only_who_and_how_sure_is_asked_and_never_a_profile():
    asked = away(Client())[1]
    assert (asked["scope"], asked["code_challenge_method"], asked["response_type"]) == ("openid", "S256", "code")
    assert json.loads(asked["claims"]) == {"id_token": {"acr": {"essential": True, "values": [LEVEL]}}}
    assert "email" not in json.dumps(asked)
    assert asked["redirect_uri"].endswith(BACK)


def test_the_first_time_a_letter_says_who_it_is_and_from_then_on_nothing_is_asked():
    about, client = factories.resident(), Client()
    page = signs_in(client, "pseudoniem-1")
    assert page.status_code == 200
    assert "Typ daarom één keer de code uit uw brief" in page.content.decode()
    assert "waakvlam_mijn" not in client.cookies
    code = factories.code_for(about)
    assert pairs(client, "ABCDE-FGHJK").status_code == 400
    assert pairs(client, code, "25-11-1941").status_code == 400
    assert pairs(client, code).status_code == 302
    assert "Dit is voor Ria van der Berg" in client.get("/mijn/").content.decode()
    later = Client()
    assert signs_in(later, "pseudoniem-1").status_code == 302
    assert "Dit is voor Ria van der Berg" in later.get("/mijn/").content.decode()
    assert signs_in(Client(), "pseudoniem-2").status_code == 200, "somebody else is still nobody"
    with identity.acting(factories.desk()):
        kept = KnownSubject.objects.get()
        assert bytes(kept.sub_hash) == codes.keyed("sub", "pseudoniem-1")
        assert b"pseudoniem" not in bytes(kept.sub_hash)


def test_another_subject_takes_the_place_of_the_one_before():
    about = factories.resident()
    for subject in ("pseudoniem-1", "pseudoniem-2"):
        client = Client()
        signs_in(client, subject)
        assert pairs(client, factories.code_for(about)).status_code == 302
    assert signs_in(Client(), "pseudoniem-1").status_code == 200
    with identity.acting(factories.desk()):
        assert KnownSubject.objects.count() == 1


def test_a_level_that_is_too_low_opens_nothing():
    client = Client()
    assert signs_in(client, "te-laag").status_code == 403
    assert pairs(client, factories.code_for(factories.resident())).status_code == 403


def test_a_code_by_sms_or_of_another_organisation_pairs_nobody():
    client = Client()
    signs_in(client, "pseudoniem-1")
    assert pairs(client, factories.code_for(factories.resident(), channel="sms")).status_code == 400
    assert pairs(client, factories.code_for(factories.resident("dora"), key="dora")).status_code == 400
    with identity.acting(factories.desk()):
        assert not KnownSubject.objects.exists()


def test_what_was_proved_waits_ten_minutes_in_that_browser_only():
    client, code = Client(), factories.code_for(factories.resident())
    signs_in(client, "pseudoniem-1")
    assert pairs(Client(), code).status_code == 403
    from datetime import timedelta

    with at(now() + timedelta(minutes=11)):
        assert pairs(client, code).status_code == 403


def test_state_and_code_serve_once():
    client, thief = Client(), Client()
    told = at_the_real_one(away(client)[0], "pseudoniem-1")
    assert thief.get(BACK, told).status_code == 403
    assert client.get(BACK, told).status_code == 200
    assert client.get(BACK, told).status_code == 403


def test_a_row_that_cannot_be_read_fails_loudly_and_each_network_has_its_own(settings):
    settings.RESIDENT_PROVIDERS = ("proefstad wonen https://een.example a private_key_jwt hoog; "
                                   "elders ver https://twee.example b client_secret_post hoog")
    assert openid.service("proefstad").issuer == "https://een.example"
    assert openid.service("proefstad").organisation_id == cast.organisation("wonen")
    assert Client().get("/mijn/digid/").status_code == 404, "with two, one must be chosen"
    for wrong in ("proefstad wonen", "a b c d geheim hoog", "a b c d private_key_jwt x; a b c d private_key_jwt x"):
        with pytest.raises(ValueError, match="WAAKVLAM_RESIDENT_PROVIDERS"):
            openid.parse(wrong)
