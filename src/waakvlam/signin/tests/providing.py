"""Providers of sign-in for tests: how to reach a real one, and one that lies in every way we know."""

import base64
import hashlib
import json
import logging
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.test import Client
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from waakvlam.access.identity import acting
from waakvlam.access.tests import cast
from waakvlam.signin import commands, oidc
from waakvlam.signin.models import Provider

SECRET = "WAAKVLAM_OIDC_PROEFSTAD_WONEN"


@pytest.fixture
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


def come_back(client: Client, told: dict[str, str]):
    return client.get("/aanmelden/organisatie/terug/", told)


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
