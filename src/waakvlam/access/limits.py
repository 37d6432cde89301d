"""How often one address or one person may knock: counters that never lock everybody.

    GUESSING = Limit("link", most=30, seconds=300, failures_only=True)

    @page(public=True, methods=("GET", "POST"))
    @limited(GUESSING)                       # per network address, before anything else is done
    def view(request): ...

    limits.allow(CODES, str(person_id))      # inside a view or command: per whatever the key says

Both raise or answer 429 with a plain sentence and Retry-After. What is counted during a request is
written after it, outside its transaction: a refused attempt counts though everything else rolled
back. Only hashes of keys are kept, for two windows at most; a busy key slows down nobody else.
"""

import hashlib
import hmac
import logging
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waakvlam.kit.errors import WaakvlamError
from waakvlam.kit.time import now

logger = logging.getLogger(__name__)
LIMITED = "waakvlam_limited"
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Limit:
    """At most `most` times per `seconds` for one key; `failures_only` counts answers from 400 up."""

    name: str
    most: int
    seconds: int
    failures_only: bool = False
    methods: tuple[str, ...] = ("POST",)

    def hashed(self, key: str) -> bytes:
        """Keyed, so that a copy of the table tells no addresses."""
        return hmac.digest(settings.SECRET_KEY.encode(), f"{self.name}|{key}".encode(), hashlib.sha256)


class TooMany(WaakvlamError):
    """Knocked too often (429); `retry_after` is in seconds."""

    status = 429

    def __init__(self, limit: Limit, retry_after: int) -> None:
        minutes = ceil(retry_after / 60)
        super().__init__("too_many", ngettext(
            "Dit is net te vaak geprobeerd. Wacht %(n)d minuut en probeer het dan opnieuw.",
            "Dit is net te vaak geprobeerd. Wacht %(n)d minuten en probeer het dan opnieuw.",
            minutes) % {"n": minutes}, remedy=_("Er is niets veranderd en niets verloren."))
        self.retry_after = retry_after


_waiting: ContextVar[list[tuple[Limit, str]] | None] = ContextVar("waakvlam_hits", default=None)


def check(limit: Limit, key: str) -> None:
    """Raises TooMany where this key was used up; counts nothing. One query."""
    with connection.cursor() as db:
        db.execute("select used, wait from limit_seen(%s, %s, %s)", [limit.hashed(key), limit.seconds, now()])
        used, wait = db.fetchone() or (0, 0)
    if used >= limit.most * settings.LIMIT_FACTOR:
        logger.warning("limit reached: %s", limit.name)
        raise TooMany(limit, max(1, int(wait)))


def hit(limit: Limit, key: str) -> None:
    """Count one use: after the request where there is one, at once elsewhere."""
    waiting = _waiting.get()
    if waiting is None:
        _write(limit, key)
    else:
        waiting.append((limit, key))


def allow(limit: Limit, key: str) -> None:
    """Check and count. Raises TooMany."""
    check(limit, key)
    hit(limit, key)


def _write(limit: Limit, key: str) -> None:
    with connection.cursor() as db:
        db.execute("select limit_hit(%s, %s, %s)", [limit.hashed(key), limit.seconds, now()])


def forget() -> int:
    """Remove counters that stand for nothing any more; returns how many."""
    with connection.cursor() as db:
        db.execute("select limits_forget(%s)", [now()])
        return int((db.fetchone() or [0])[0])


def limited(*limits: Limit) -> Callable[[View], View]:
    """Limit a view per network address. Stands below `@page`."""

    def declare(view: View) -> View:
        setattr(view, LIMITED, limits)
        return view

    return declare


def address(request: HttpRequest) -> str:
    """Where a request comes from. Behind proxies: what the nearest trusted one saw. IPv6 per /64,
    since one household or office has that many addresses."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    trusted = settings.PROXIES
    given = hops[-trusted] if trusted and len(hops) >= trusted else request.META.get("REMOTE_ADDR", "")
    try:
        found = ip_address(given)
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found
    return str(ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)


class Limits:
    """Middleware: checks declared limits before a view, writes what was counted after it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = _waiting.set([])
        try:
            response = self.get_response(request)
            for limit in getattr(request, LIMITED, ()):
                if not limit.failures_only or response.status_code >= 400:
                    hit(limit, address(request))
            waiting = _waiting.get() or []
        finally:
            _waiting.reset(token)
        for limit, key in waiting:
            _write(limit, key)
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any,
                     kwargs: Any) -> HttpResponseBase | None:
        from .middleware import error_page

        applying = tuple(x for x in getattr(view, LIMITED, ()) if request.method in x.methods)
        try:
            for limit in applying:
                check(limit, address(request))
        except TooMany as error:
            return error_page(request, error)
        setattr(request, LIMITED, applying)
        return None
