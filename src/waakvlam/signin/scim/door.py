"""The way in for a directory: its key → the system of that organisation → one transaction behind the wall."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from waakvlam.access import identity, limits
from waakvlam.access.limits import Limit, TooMany
from waakvlam.access.links import hash_of
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import WaakvlamError
from waakvlam.kit.time import now

from . import reading
from .reading import Json, ScimError

TYPE, LARGEST = "application/scim+json", 1_000_000
GUESSING = Limit("scim.address", most=30, seconds=300)  # keys that open nothing, per address
PER_KEY = Limit("scim.key", most=1500, seconds=60)
View = Callable[..., HttpResponse]


def base() -> str:
    return settings.BASE_URL.rstrip("/") + "/scim/v2"


def answer(content: Json | None, status: int = 200) -> HttpResponse:
    made = HttpResponse(json.dumps(content) if content is not None else "", status=status, content_type=TYPE)
    made["Cache-Control"] = "no-store"
    return made


def failed(error: ScimError) -> HttpResponse:
    told: Json = {"schemas": [reading.ERROR], "status": str(error.status), "detail": error.detail}
    return answer(told | ({"scimType": error.kind} if error.kind else {}), error.status)


def body(request: HttpRequest) -> Json:
    """Raises ScimError where it is too large or no object."""
    if len(request.body) > LARGEST:
        raise ScimError(413, "too large")
    try:
        found = json.loads(request.body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ScimError(400, "expected a JSON object", "invalidSyntax")
    return found


def opened(**verbs: View) -> View:
    """One address: the function of each verb gets the request and who it acts as."""

    @csrf_exempt
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            organisation = _key(request)
            verb = verbs.get((request.method or "").lower())
            if verb is None:
                raise ScimError(405, "not this method here")
            with identity.restored(), transaction.atomic():
                by = identity.system(organisation, Purpose.ADMINISTRATION)
                identity.enter(by)
                return verb(request, by, *args, **kwargs)
        except ScimError as error:
            return _dressed(failed(error), error)
        except TooMany as error:
            return _later(error)
        except WaakvlamError as error:
            return failed(ScimError(error.status, error.sentence))

    run.waakvlam_door = True  # type: ignore[attr-defined]
    return run


def _key(request: HttpRequest) -> UUID:
    """Whose key this is; only from the header. Found by the hash of 256 random bits: no timing to learn."""
    kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
    limits.check(GUESSING, limits.address(request))
    with transaction.atomic(), connection.cursor() as db:
        db.execute("select token, organisation from scim_open(%s, %s)", [hash_of(secret.strip()), now()])
        row = db.fetchone() if kind.lower() == "bearer" else None
    if row is None:
        limits.hit(GUESSING, limits.address(request))
        raise ScimError(401, "no valid key")
    limits.allow(PER_KEY, str(row[0]))
    return UUID(str(row[1]))


def _dressed(made: HttpResponse, error: ScimError) -> HttpResponse:
    if error.status == 401:
        made["WWW-Authenticate"] = 'Bearer realm="waakvlam scim"'
    return made


def _later(error: TooMany) -> HttpResponse:
    made = failed(ScimError(429, error.sentence))
    made["Retry-After"] = str(error.retry_after)
    return made


def listed(request: HttpRequest, rows: Any, show: Callable[[Any], Json]) -> HttpResponse:
    """A page of a list: startIndex counts from one, at most two hundred at a time (RFC 7644, 3.4.2.4)."""
    start = max(1, _number(request, "startIndex", 1))
    count = min(200, max(0, _number(request, "count", 100)))
    shown = [show(row) for row in rows[start - 1:start - 1 + count]] if count else []
    return answer({"schemas": [reading.LIST], "totalResults": rows.count(), "startIndex": start,
                   "itemsPerPage": len(shown), "Resources": shown})


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    try:
        return min(int(request.GET.get(name, otherwise)), 10**9)
    except ValueError:
        raise ScimError(400, f"{name} must be a number", "invalidValue") from None
