"""OpenID Connect, code flow with PKCE, in the manner of the NL GOV profile: the scope is `openid email`
and never `profile`, claims are asked one by one, the client proves itself with a key or a secret.

Source: OpenID Connect Core 1.0 section 3.1.3.7, NL GOV Assurance profile for OpenID Connect 1.0.
"""

import base64
import hashlib
import json
import logging
import os
import re
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db import connection
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey, import_key

from waakvlam.access.fresh import LASTS
from waakvlam.kit import fetching
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now

logger = logging.getLogger(__name__)
SCOPE = "openid email"
EMAIL: dict[str, Any] = {"email": {"essential": True}, "email_verified": None}
ALGORITHMS = ["PS256", "ES256", "RS256", "PS384", "ES384", "RS384", "PS512", "ES512", "RS512"]  # never none, never HMAC
LEEWAY = 60  # seconds that clocks may differ
KEPT = 600  # seconds that the description of a provider is kept
RENEWED = 60  # seconds between two looks for a key that we do not know


class Failed(Exception):
    """Signing in with a provider did not work; says why, in English, for the log. No personal data."""


@dataclass(frozen=True)
class Service:
    """A provider as it was set by an administrator of its organisation."""

    id: UUID
    organisation_id: UUID
    issuer: str
    client_id: str
    method: str
    strong: str
    trusts_email: bool
    network: str
    organisation: str

    @property
    def secret_name(self) -> str:
        """Follows from who it is, so that nobody can send another one's secret to a place of their own."""
        return "WAAKVLAM_OIDC_" + re.sub(r"[^A-Z0-9]+", "_", f"{self.network}_{self.organisation}".upper())


@dataclass(frozen=True)
class Told:
    """What the provider says of somebody, after every check."""

    subject: str
    email: str | None  # only where it vouches for it
    strong: bool


def offered() -> list[tuple[UUID, str]]:
    """(id, organisation) of providers at the door. One query."""
    with connection.cursor() as db:
        db.execute("select id, organisation from providers_offered()")
        return [(UUID(str(i)), name) for i, name in db.fetchall()]


def service(provider_id: UUID) -> Service | None:
    with connection.cursor() as db:
        db.execute("select provider_open(%s)", [provider_id])
        found = (db.fetchone() or [None])[0]
    if found is None:
        return None
    row: dict[str, Any] = json.loads(found) if isinstance(found, str) else found
    return Service(**{**row, "id": UUID(row["id"]), "organisation_id": UUID(row["organisation_id"])})


def person(provider: Service, told: Told) -> UUID | None:
    """Who that is, where they work for this organisation now."""
    with connection.cursor() as db:
        db.execute("select provider_person(%s, %s, %s, %s)", [provider.id, told.subject, told.email, uuid7()])
        found = (db.fetchone() or [None])[0]
    return UUID(str(found)) if found else None


def begin(provider: Service, return_to: str, *, scope: str = SCOPE, claims: dict[str, Any] = EMAIL, anew: bool = False) -> tuple[str, dict[str, str]]:
    """Where to send the browser, and what the session must remember to recognise the answer.

    `anew` asks the provider not to rest on a sign-in of before; what it says of that is checked.
    """
    held = {"provider": str(provider.id), "state": secrets.token_urlsafe(32), "nonce": secrets.token_urlsafe(32),
            "verifier": secrets.token_urlsafe(48)}
    challenge = base64.urlsafe_b64encode(hashlib.sha256(held["verifier"].encode()).digest()).rstrip(b"=").decode()
    query = {"response_type": "code", "client_id": provider.client_id, "redirect_uri": return_to, "scope": scope,
             "state": held["state"], "nonce": held["nonce"], "code_challenge": challenge,
             "code_challenge_method": "S256", "claims": json.dumps({"id_token": claims}, separators=(",", ":"))}
    if provider.strong:
        query["acr_values"] = provider.strong
    if anew:
        query |= {"prompt": "login", "max_age": "0"}
        held["anew"] = "1"
    address = described(provider)["authorization_endpoint"]
    fetching.checked(address)
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}", held


def finish(provider: Service, held: dict[str, str], code: str, return_to: str) -> Told:
    """What the provider says of somebody at work. Raises Failed."""
    claims = proved(provider, held, code, return_to)
    vouched = claims.get("email_verified") is True or provider.trusts_email
    email = claims.get("email")
    return Told(claims["sub"], email if vouched and isinstance(email, str) else None, _is_strong(provider, claims))


def proved(provider: Service, held: dict[str, str], code: str, return_to: str) -> dict[str, Any]:
    """Change the code for a token and check it whole. Raises Failed."""
    token = _token(provider, {"grant_type": "authorization_code", "code": code, "redirect_uri": return_to,
                              "code_verifier": held["verifier"], "client_id": provider.client_id})
    claims, algorithm = _opened(provider, str(token.get("id_token", "")))
    _check(provider, claims, held["nonce"])
    if held.get("anew"):
        _check_anew(claims)
    _check_access_token(claims, str(token.get("access_token", "")), algorithm)
    return claims


def _is_strong(provider: Service, claims: dict[str, Any]) -> bool:
    """Whether the provider says that more than a password was asked (RFC 8176, or an agreed acr)."""
    methods = claims.get("amr")
    return (isinstance(methods, list) and "mfa" in methods) or claims.get("acr", "") in provider.strong.split()


def _check(provider: Service, claims: dict[str, Any], nonce: str) -> None:
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    moment = now().timestamp()
    wrong = {
        "issuer": claims.get("iss") != provider.issuer,
        "audience": provider.client_id not in audiences,
        "authorised party": claims.get("azp", provider.client_id) != provider.client_id
        or (len(audiences) > 1 and "azp" not in claims),
        "nonce": not secrets.compare_digest(str(claims.get("nonce", "")), nonce),
        "expiry": not isinstance(claims.get("exp"), int | float) or claims["exp"] + LEEWAY < moment,
        "issued in the future": not isinstance(claims.get("iat"), int | float) or claims["iat"] - LEEWAY > moment,
        "not before": isinstance(claims.get("nbf"), int | float) and claims["nbf"] - LEEWAY > moment,
        "subject": not isinstance(claims.get("sub"), str) or not 0 < len(claims["sub"]) <= 255,
    }
    if found := [name for name, is_wrong in wrong.items() if is_wrong]:
        raise Failed(f"id_token: wrong {', '.join(found)}")


def _check_anew(claims: dict[str, Any]) -> None:
    """auth_time, which max_age makes a provider give: when somebody really signed in over there."""
    when = claims.get("auth_time")
    if not isinstance(when, int | float) or now().timestamp() - when > LEEWAY + LASTS:
        raise Failed("id_token: not signed in anew")


def _check_access_token(claims: dict[str, Any], token: str, algorithm: str) -> None:
    """at_hash, where it is given: the access token belongs to this id_token."""
    if "at_hash" not in claims:
        return
    whole = hashlib.new(f"sha{algorithm[-3:]}", token.encode()).digest()
    expected = base64.urlsafe_b64encode(whole[:len(whole) // 2]).rstrip(b"=").decode()
    if not secrets.compare_digest(str(claims["at_hash"]), expected):
        raise Failed("id_token: wrong at_hash")


def _opened(provider: Service, token: str) -> tuple[dict[str, Any], str]:
    """The claims of a token with a good signature, and how it was signed. A key that we do not know
    may be new: then the keys are fetched once more."""
    for fresh in (False, True):
        try:
            read = jwt.decode(token, _keys(provider, fresh), algorithms=ALGORITHMS)
            return dict(read.claims), str(read.header["alg"])
        except (JoseError, ValueError) as error:
            problem = error
    raise Failed(f"id_token: {type(problem).__name__}")


def _token(provider: Service, form: dict[str, str]) -> dict[str, Any]:
    address = described(provider)["token_endpoint"]
    secret = secret_of(provider)
    if provider.method == "private_key_jwt":
        form |= {"client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                 "client_assertion": _assertion(provider, secret, address)}
    else:
        form |= {"client_secret": secret}
    return _fetched(address, method="POST", body=urlencode(form).encode(),
                    headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"})


def _assertion(provider: Service, secret: str, address: str) -> str:
    """We sign that we are this client (RFC 7523), for one minute."""
    key = import_key(secret.encode(), _kind_of(secret))
    moment = int(now().timestamp())
    algorithm = "ES256" if isinstance(key, ECKey) else "PS256"
    return jwt.encode({"alg": algorithm, "typ": "JWT", "kid": key.thumbprint()},
                      {"iss": provider.client_id, "sub": provider.client_id, "aud": address, "jti": secrets.token_urlsafe(16),
                       "iat": moment, "exp": moment + 60}, key, algorithms=[algorithm])


def _kind_of(pem: str) -> Any:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        return ECKey.key_type if isinstance(load_pem_private_key(pem.encode(), None), EllipticCurvePrivateKey) else RSAKey.key_type
    except (ValueError, TypeError):
        raise Failed("the private key cannot be read") from None


def secret_of(provider: Service) -> str:
    """From the environment or the file that it names. Raises Failed where neither is there."""
    if given := os.environ.get(provider.secret_name):
        return given
    if path := os.environ.get(f"{provider.secret_name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError:
            raise Failed(f"{provider.secret_name}_FILE cannot be read") from None
    raise Failed(f"{provider.secret_name} is not set")


# Descriptions and keys of providers, per process: issuer → (moment, what it said).
_descriptions: dict[str, tuple[float, dict[str, Any]]] = {}
_key_sets: dict[str, tuple[float, KeySet]] = {}


def described(provider: Service) -> dict[str, Any]:
    """The provider's own description. It must name the issuer that was set, to the letter. Raises Failed."""
    kept = _descriptions.get(provider.issuer)
    if kept and time.monotonic() - kept[0] < KEPT:
        return kept[1]
    found = _fetched(provider.issuer.rstrip("/") + "/.well-known/openid-configuration")
    if found.get("issuer") != provider.issuer:
        raise Failed("the description names another issuer")
    missing = [n for n in ("authorization_endpoint", "token_endpoint", "jwks_uri") if not isinstance(found.get(n), str)]
    if missing:
        raise Failed(f"the description lacks {', '.join(missing)}")
    _descriptions[provider.issuer] = (time.monotonic(), found)
    return found


def _keys(provider: Service, fresh: bool) -> KeySet:
    kept = _key_sets.get(provider.issuer)
    if kept and time.monotonic() - kept[0] < (RENEWED if fresh else KEPT):
        return kept[1]
    try:
        found = KeySet.import_key_set(_fetched(described(provider)["jwks_uri"]))  # type: ignore[arg-type]
    except (JoseError, ValueError, KeyError, TypeError):
        raise Failed("the keys cannot be read") from None
    _key_sets[provider.issuer] = (time.monotonic(), found)
    return found


def _fetched(address: str, **more: Any) -> dict[str, Any]:
    """JSON from an address of the provider. Raises Failed."""
    try:
        answer = fetching.fetch(address, **more)
        if answer.status != 200:
            raise Failed(f"the provider answered {answer.status}")
        found = answer.json()
    except fetching.Unsafe as error:
        raise Failed(f"the address may not be called: {error}") from None
    except (OSError, ValueError) as error:
        raise Failed(f"the provider cannot be reached: {type(error).__name__}") from None
    if not isinstance(found, dict):
        raise Failed("the provider answered something else than an object")
    return found


def tried(provider: Service) -> list[str]:
    """What does not work, in words for the log and the page; an empty list where all does."""
    _descriptions.pop(provider.issuer, None)
    _key_sets.pop(provider.issuer, None)
    problems = []
    for step in (described, lambda p: _keys(p, True), secret_of):
        try:
            step(provider)
        except Failed as error:
            problems.append(str(error))
    return problems
