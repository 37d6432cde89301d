"""Sign-in of an organisation: against a real provider, and against one that lies in every way we know."""

import base64
import hashlib
import json
import logging
import threading
import time
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import oidc_provider_mock
import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

from waakvlam.access.identity import acting
from waakvlam.access.models import Membership
from waakvlam.access.tests import cast
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now
from waakvlam.signin import commands, oidc
from waakvlam.signin.models import Provider, ProviderSubject

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19"),
              pytest.mark.filterwarnings("ignore::DeprecationWarning:authlib")]
SECRET = "WAAKVLAM_OIDC_PROEFSTAD_WONEN"


@pytest.fixture(autouse=True)
def ground(settings, monkeypatch):
    settings.INTERNAL_HOSTS = ["localhost", "127.0.0.1"]
    monkeypatch.setenv(SECRET, "zeer-geheim-woord")
    oidc._descriptions.clear()
    oidc._key_sets.clear()
    logging.getLogger("oidc_provider_mock").setLevel(logging.ERROR)


def provider(issuer: str, **more) -> Provider:
    given = {"client_id": "waakvlam", "method": "client_secret_post", "strong": "", "trusts_email": False, "active": True}
    with acting(cast.who("admin")) as by:
        return commands.set_provider(issuer=issuer, **{**given, **more}, by=by)


def leave(client: Client, made: Provider) -> tuple[str, dict[str, str]]:
    answer = client.get(f"/aanmelden/organisatie/{made.id}/?naar=/werk/")
    assert answer.status_code == 302
    return answer["Location"], dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(answer["Location"]).query))


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args):
        return None


def at_the_real_one(address: str, subject: str) -> dict[str, str]:
    """Somebody signs in over there; what they come back with."""
    body = urllib.parse.urlencode({"sub": subject}).encode()
    try:
        urllib.request.build_opener(NoRedirect).open(address, body)
    except urllib.error.HTTPError as answer:
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(answer.headers["Location"]).query))
    raise AssertionError("no redirect")


@pytest.fixture(scope="module")
def real():
    people = [oidc_provider_mock.User(sub="s-alice", claims={"email": "Alice@wonen.example.org", "email_verified": True, "amr": ["pwd", "mfa"]}),
              oidc_provider_mock.User(sub="s-bob", claims={"email": "bob@wonen.example.org", "email_verified": True}),
              oidc_provider_mock.User(sub="s-unsure", claims={"email": "bea@wonen.example.org", "email_verified": False}),
              oidc_provider_mock.User(sub="s-charlie", claims={"email": "charlie@gemeente.example.org", "email_verified": True, "amr": ["mfa"]})]
    with oidc_provider_mock.run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


def come_back(client: Client, told: dict[str, str]):
    return client.get("/aanmelden/organisatie/terug/", told)


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


class Liar(BaseHTTPRequestHandler):
    """A provider that signs whatever the test says, and remembers what it was sent."""

    def do_GET(self):
        where = self.server.where
        told = {"/.well-known/openid-configuration": {
            "issuer": self.server.says_it_is or where, "authorization_endpoint": f"{where}/authorize",
            "token_endpoint": f"{where}/token", "jwks_uri": f"{where}/jwks"}, "/jwks": self.server.keys.as_dict(private=False)}
        self.answer(told[self.path])

    def do_POST(self):
        self.server.sent = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        self.answer({"access_token": "toegang", "token_type": "Bearer", "id_token": self.server.token()})

    def answer(self, said):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def liar():
    made = ThreadingHTTPServer(("127.0.0.1", 0), Liar)
    made.where, made.says_it_is = f"http://127.0.0.1:{made.server_port}", ""
    made.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
    made.keys = KeySet([made.key])
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()


def tells(liar, nonce: str, *, header=None, key=None, **claims):
    """Let the liar answer with this token."""
    moment = int(time.time())
    at_hash = base64.urlsafe_b64encode(hashlib.sha256(b"toegang").digest()[:16]).rstrip(b"=").decode()
    whole = {"iss": liar.where, "aud": "waakvlam", "sub": "s-1", "nonce": nonce, "iat": moment, "exp": moment + 300,
             "email": "alice@wonen.example.org", "email_verified": True, "amr": ["mfa"], "at_hash": at_hash, **claims}
    whole = {name: value for name, value in whole.items() if value is not None}
    liar.token = lambda: jwt.encode(header or {"alg": "RS256", "kid": "one"}, whole, key or liar.key)


def goes(liar, made, **wrong) -> int:
    client = Client()
    _address, asked = leave(client, made)
    tells(liar, wrong.pop("nonce", asked["nonce"]), **wrong)
    return come_back(client, {"code": "code", "state": asked["state"]}).status_code


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
