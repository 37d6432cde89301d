"""Sign-in of an organisation, against a provider that lies in every way we know."""

import base64
import json
import time

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

from waakvlam.access.identity import acting
from waakvlam.access.tests import cast
from waakvlam.kit.ids import uuid7
from waakvlam.signin import oidc
from waakvlam.signin.models import ProviderSubject
from waakvlam.signin.tests.providing import SECRET, come_back, goes, leave, provider, tells

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19"), pytest.mark.usefixtures("ground")]


@pytest.mark.parametrize("wrong", [
    {"nonce": "een andere"}, {"iss": "https://elders.example"}, {"aud": "iemand anders"},
    {"aud": ["waakvlam", "iemand anders"]}, {"azp": "iemand anders"}, {"exp": -120}, {"exp": None},
    {"iat": 3600}, {"nbf": 3600}, {"at_hash": "anders"}, {"sub": ""}, {"sub": None},
    {"nonce": None}, {"iat": None}], ids=str)
def test_a_token_that_is_wrong_in_one_thing_opens_nothing(liar, wrong):
    made = provider(liar.where)
    moved = {name: int(time.time()) + value if isinstance(value, int) else value for name, value in wrong.items()}
    assert goes(liar, made) == 302, "right in everything else"
    assert goes(liar, made, **moved) == 403


def test_a_token_without_signature_or_signed_with_a_public_key_or_by_somebody_else_opens_nothing(liar):
    made = provider(liar.where)
    other = RSAKey.generate_key(2048, {"kid": "one"})
    assert goes(liar, made, key=other) == 403

    def unsigned(algorithm):
        client = Client()
        _address, asked = leave(client, made)
        tells(liar, asked["nonce"])
        _head, body, _signature = liar.token().split(".")
        head = base64.urlsafe_b64encode(json.dumps({"alg": algorithm, "kid": "one"}).encode()).rstrip(b"=").decode()
        liar.token = lambda: f"{head}.{body}."
        return come_back(client, {"code": "code", "state": asked["state"]}).status_code

    assert [unsigned(algorithm) for algorithm in ("none", "None", "HS256")] == [403, 403, 403]


def test_a_new_key_of_the_provider_is_found_and_an_old_one_forgotten(liar, monkeypatch):
    made = provider(liar.where)
    assert goes(liar, made) == 302
    liar.key = ECKey.generate_key("P-256", {"kid": "two"})
    old, liar.keys = liar.keys, KeySet([liar.key])
    new = {"header": {"alg": "ES256", "kid": "two"}}
    assert goes(liar, made, **new) == 403, "not looked for again within a minute"
    monkeypatch.setattr(oidc, "RENEWED", 0)
    assert goes(liar, made, **new) == 302
    assert goes(liar, made, header={"alg": "RS256", "kid": "one"}, key=old.keys[0]) == 403


def test_a_description_of_another_issuer_is_refused(liar):
    made = provider(liar.where)
    liar.says_it_is = "https://elders.example"
    assert Client().get(f"/aanmelden/organisatie/{made.id}/").status_code == 403


def test_the_secret_or_a_signed_assertion_proves_who_we_are(liar, monkeypatch):
    made = provider(liar.where)
    goes(liar, made)
    assert liar.sent["client_secret"] == "zeer-geheim-woord"
    assert len(liar.sent["code_verifier"]) >= 43
    ours = ECKey.generate_key("P-256")
    monkeypatch.setenv(SECRET, ours.as_pem(private=True).decode())
    made = provider(liar.where, method="private_key_jwt")
    assert goes(liar, made) == 302
    assert "client_secret" not in liar.sent
    read = jwt.decode(liar.sent["client_assertion"], ours, algorithms=["ES256"]).claims
    assert (read["iss"], read["sub"], read["aud"]) == ("waakvlam", "waakvlam", f"{liar.where}/token")


def test_one_comes_in_for_the_own_organisation_only(liar):
    from waakvlam.access import commands as members
    from waakvlam.access.identity import system

    with acting(system(cast.organisation("gemeente"), "administration")) as by:
        members.add_member(name="Alice", email="alice@wonen.example.org", role="caller", by=by)
    with connection.cursor() as db, acting(system(cast.organisation("gemeente"), "administration")):
        db.execute("update access_membership set since = now() where organisation_id = %s and person_id = %s",
                   [cast.organisation("gemeente"), cast.who("alice").person_id])
    made, client = provider(liar.where), Client()
    _address, asked = leave(client, made)
    tells(liar, asked["nonce"])
    come_back(client, {"code": "code", "state": asked["state"]})
    page = client.get("/wissel/").content.decode()
    assert "Wonen aan de Laan" in page
    assert "Gemeente Proefstad" not in page


def test_the_administrator_sets_and_tries_it_and_never_sees_a_secret(sign_in, liar):
    admin = sign_in("admin")
    form = {"issuer": liar.where, "client_id": "waakvlam", "method": "client_secret_post", "active": "on"}
    assert admin.post("/beheer/aanmelden/organisatie/", {**form, "issuer": "http://10.0.0.1/"}).status_code == 400
    assert admin.post("/beheer/aanmelden/organisatie/", form).status_code == 302
    page = admin.post("/beheer/aanmelden/organisatie/proef/").content.decode()
    assert "De dienst antwoordt" in page
    assert SECRET in page
    assert "zeer-geheim-woord" not in page
    liar.says_it_is = "https://elders.example"
    assert "another issuer" in admin.post("/beheer/aanmelden/organisatie/proef/").content.decode()
    assert sign_in("alice").get("/beheer/aanmelden/organisatie/").status_code == 403


def test_the_name_of_a_secret_follows_from_the_organisation():
    """An administrator must not send the secret of another organisation, or the server's, to a place of theirs."""
    with acting(cast.who("admin")) as who:
        from waakvlam.signin import queries

        provider("https://login.example.org")
        assert queries.service(who).secret_name == SECRET


def test_pins_are_written_by_the_function_only():
    made = provider("https://login.example.org")
    with acting(cast.who("admin")) as by, pytest.raises(ProgrammingError), transaction.atomic():
        ProviderSubject.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, issuer=made.issuer,
                                       subject="x", person_id=by.person_id)
    with connection.cursor() as db:
        db.execute("select provider_person(%s, 's', 'charlie@gemeente.example.org', %s)", [made.id, uuid7()])
        assert db.fetchone()[0] is None


def test_asked_anew_the_provider_must_say_that_one_signed_in_just_now(liar):
    made = provider(liar.where)
    for auth_time, status in ((None, 403), (-3600, 403), (-1, 302)):
        client = Client()
        address = client.get(f"/aanmelden/organisatie/{made.id}/?opnieuw=1")["Location"]
        assert "prompt=login" in address
        assert "max_age=0" in address
        held = client.session["oidc"]
        tells(liar, held["nonce"], **({} if auth_time is None else {"auth_time": int(time.time()) + auth_time}))
        assert come_back(client, {"code": "code", "state": held["state"]}).status_code == status
    assert client.session["provider"] == str(made.id), "where they may prove it again"
