"""Sign-in of an organisation, against a real provider."""

import json

import oidc_provider_mock
import pytest
from django.db import connection
from django.test import Client

from waakvlam.access.identity import acting
from waakvlam.access.models import Membership
from waakvlam.access.tests import cast
from waakvlam.kit.time import now
from waakvlam.signin.models import ProviderSubject
from waakvlam.signin.tests.providing import at_the_real_one, come_back, leave, provider

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19"), pytest.mark.usefixtures("ground"),
              pytest.mark.filterwarnings("ignore::DeprecationWarning:authlib")]


@pytest.fixture(scope="module")
def real():
    people = [oidc_provider_mock.User(sub="s-alice", claims={"email": "Alice@wonen.example.org", "email_verified": True, "amr": ["pwd", "mfa"]}),
              oidc_provider_mock.User(sub="s-bob", claims={"email": "bob@wonen.example.org", "email_verified": True}),
              oidc_provider_mock.User(sub="s-unsure", claims={"email": "bea@wonen.example.org", "email_verified": False}),
              oidc_provider_mock.User(sub="s-charlie", claims={"email": "charlie@gemeente.example.org", "email_verified": True, "amr": ["mfa"]})]
    with oidc_provider_mock.run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


def test_another_site_cannot_begin_a_session_for_somebody():
    made, client = provider("https://login.example.org"), Client(headers={"Sec-Fetch-Site": "cross-site"})
    answer = client.get(f"/aanmelden/organisatie/{made.id}/")
    assert (answer.status_code, answer["Location"]) == (302, "/aanmelden/")
    assert "oidc" not in client.session


def test_with_the_account_of_work_one_comes_in_and_is_pinned(real):
    made, client = provider(real), Client()
    assert "Wonen aan de Laan" in Client().get("/aanmelden/").content.decode()
    address, asked = leave(client, made)
    assert asked["scope"] == "openid email"
    assert asked["code_challenge_method"] == "S256"
    assert json.loads(asked["claims"]) == {"id_token": {"email": {"essential": True}, "email_verified": None}}
    answer = come_back(client, at_the_real_one(address, "s-alice"))
    assert (answer.status_code, answer["Location"]) == (302, "/werk/")
    assert client.get("/werk/").status_code == 200
    assert client.session["factor"] == "organisation"
    with acting(cast.who("admin")):
        pinned = ProviderSubject.objects.get()
    assert (pinned.subject, pinned.person_id) == ("s-alice", cast.who("alice").person_id)


def test_without_proof_of_a_second_factor_ours_comes_first(real):
    made, client = provider(real), Client()
    address, _ = leave(client, made)
    assert come_back(client, at_the_real_one(address, "s-bob"))["Location"] == "/mijn/sleutels/"
    assert client.get("/werk/").status_code == 302


def test_somebody_of_another_organisation_does_not_come_in_by_this_one(real):
    made, client = provider(real), Client()
    address, _ = leave(client, made)
    assert come_back(client, at_the_real_one(address, "s-charlie")).status_code == 403
    with acting(cast.who("admin")):
        assert not ProviderSubject.objects.exists()


def test_an_address_that_nobody_vouches_for_matches_nobody_unless_the_organisation_hands_it_out(real):
    made, client = provider(real), Client()
    address, _ = leave(client, made)
    assert come_back(client, at_the_real_one(address, "s-unsure")).status_code == 403
    provider(real, trusts_email=True)
    address, _ = leave(client, made)
    assert come_back(client, at_the_real_one(address, "s-unsure")).status_code == 302


def test_code_and_state_serve_once_and_in_one_browser(real):
    made, client, thief = provider(real), Client(), Client()
    address, _ = leave(client, made)
    told = at_the_real_one(address, "s-alice")
    assert come_back(thief, told).status_code == 403, "another browser"
    assert come_back(client, told).status_code == 302
    assert come_back(client, told).status_code == 403, "the same again"
    address, asked = leave(thief, made)
    assert come_back(thief, {"code": told["code"], "state": asked["state"]}).status_code == 403, "a used code"
    address, asked = leave(thief, made)
    assert come_back(thief, {**at_the_real_one(address, "s-alice"), "iss": "https://elders.example"}).status_code == 403


def test_who_no_longer_works_there_does_not_come_in_though_pinned(real):
    made, client = provider(real), Client()
    address, _ = leave(client, made)
    come_back(client, at_the_real_one(address, "s-alice"))
    with acting(cast.who("admin")):
        Membership.objects.filter(id=cast.membership("alice")).update(until=now())
        with connection.cursor() as db:  # the database's own clock stands still in a test
            db.execute("update access_membership set until = now() where id = %s", [cast.membership("alice")])
    later = Client()
    address, _ = leave(later, made)
    assert come_back(later, at_the_real_one(address, "s-alice")).status_code == 403
