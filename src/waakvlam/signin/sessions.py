"""What the session remembers: who half came in, who came in, as what they act, for which purpose.

Somebody who gave a password and no second factor yet is *half* in: their session names no
membership, so no page knows them but those of sign-in. There is no flag that a page could forget.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from waakvlam.access import fresh
from waakvlam.access.signin import Post
from waakvlam.access.words import PURPOSES
from waakvlam.kit.time import now

from . import devices
from .store import hashed

HALF_LASTS = timedelta(minutes=10)


def half(request: HttpRequest, person_id: UUID, way: str, only: UUID | None = None, first: bool = False) -> None:
    """Somebody gave what they know; what they have comes next. `only` one organisation may be acted for;
    `first`: with a password that somebody else chose."""
    request.session.flush()
    request.session["half"] = {"person": str(person_id), "at": int(now().timestamp()), "way": way,
                               "only": str(only) if only else "", "first": first}


def half_known(request: HttpRequest) -> tuple[UUID, str, UUID | None] | None:
    """Who is half in, where they were going, and for which organisation only; None after ten minutes."""
    found: dict[str, Any] | None = request.session.get("half")
    if not found or now().timestamp() - found["at"] > HALF_LASTS.total_seconds():
        return None
    return UUID(found["person"]), found["way"], UUID(found["only"]) if found["only"] else None


def half_with_first(request: HttpRequest) -> bool:
    """Whether whoever is half in gave a password that somebody else chose."""
    return bool((request.session.get("half") or {}).get("first"))


def know(request: HttpRequest, person_id: UUID, factor: str, only: UUID | None = None) -> None:
    """Somebody proved who they are. A new session: the old key is worth nothing any more."""
    request.session.flush()
    request.session.update({"person": str(person_id), "factor": factor, "device": devices.words(request),
                            "only": str(only) if only else "", "since": int(now().timestamp()),
                            fresh.PROVED: fresh.moment()})


def proved(request: HttpRequest) -> None:
    """Whoever is signed in showed it once more. The old key of the session is worth nothing any more."""
    request.session.cycle_key()
    request.session[fresh.PROVED] = fresh.moment()


def act_as(request: HttpRequest, post: Post, purpose: str = "") -> None:
    """From now on this membership acts; without a purpose the first that its role has."""
    allowed = PURPOSES.get(post.role, ())
    request.session.cycle_key()
    request.session["membership"] = str(post.id)
    request.session["purpose"] = purpose if purpose in allowed else (allowed[0] if allowed else "")


def person(request: HttpRequest) -> UUID | None:
    """Who came in whole."""
    known = request.session.get("person")
    return UUID(known) if known else None


def must_choose(request: HttpRequest, way: str) -> None:
    """Known for certain, and acting for nobody until they chose their own password; then on to `way`."""
    request.session["first"] = way


def way_after_choice(request: HttpRequest) -> str:
    """Where whoever must choose a password was going; empty where nobody must."""
    return str(request.session.get("first", ""))


def chose(request: HttpRequest) -> None:
    """They have a password of their own now."""
    request.session.pop("first", None)


def only(request: HttpRequest) -> UUID | None:
    """The one organisation that may be acted for, where its own sign-in let somebody in."""
    found = request.session.get("only")
    return UUID(found) if found else None


@dataclass(frozen=True)
class Standing:
    """A browser that is signed in as this person now."""

    handle: UUID
    device: str
    since: datetime
    seen_at: datetime
    this: bool


def mine(request: HttpRequest) -> list[Standing]:
    """Own sessions, this one first. One query; inside the identity of the person."""
    with connection.cursor() as db:
        db.execute("select * from sessions_mine(%s, %s)", [hashed(request.session.session_key), now()])
        return [Standing(*row) for row in db.fetchall()]


def end(handle: UUID) -> bool:
    """End one own session; False where there is none."""
    with connection.cursor() as db:
        db.execute("select session_end(%s)", [handle])
        return bool((db.fetchone() or [False])[0])


def end_others(person_id: UUID, keep: str = "") -> int:
    """End the sessions of this person except the one with key `keep`. Raises ProgrammingError (42501)."""
    with connection.cursor() as db:
        db.execute("select sessions_end(%s, %s)", [person_id, hashed(keep) if keep else None])
        return int((db.fetchone() or [0])[0])


def safe_way(request: HttpRequest, way: str) -> str:
    """Where to go next: only a path inside our own pages (never another site, nor the name of a view)."""
    inside = url_has_allowed_host_and_scheme(
        way, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return way if inside and way.startswith("/") else "/"
