"""A proof of who somebody is, not older than five minutes, before means of signing in change.

    @page(methods=("POST",))
    @fresh("signin:signed_in")        # where to come back to, after the proof
    def session_end(request, handle): ...

A session that was left open, or whose cookie was stolen, then changes no key, code or password. The
page that asks for the proof belongs to sign-in (`signin:again`). Source: OWASP ASVS 5.0, 7.5.1 and 7.5.2.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from waakvlam.kit.time import now

LASTS = 300  # seconds
PROVED, ASKS = "proved", "waakvlam_fresh"
View = Callable[..., HttpResponse]


def moment() -> int:
    """What the session keeps at each proof: seconds since 1970."""
    return int(now().timestamp())


def is_fresh(request: HttpRequest) -> bool:
    """Whoever was let into the demo without anything has nothing to prove it with."""
    if settings.DEMO and request.session.get("factor") == "demo":
        return True
    return 0 <= moment() - int(request.session.get(PROVED, 0)) <= LASTS


def asked(way: str) -> HttpResponse:
    """To the page that asks for the proof, and back to `way` afterwards."""
    return redirect(f"{reverse('signin:again')}?{urlencode({'naar': way})}")


def fresh(back: str, *names: str) -> Callable[[View], View]:
    """Below `@page`. A stale POST is not done: one comes back at `back` (with these arguments of the address)."""

    def declare(view: View) -> View:
        @wraps(view)
        def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if is_fresh(request):
                return view(request, *args, **kwargs)
            return asked(request.get_full_path() if request.method == "GET" else
                         reverse(back, kwargs={name: kwargs[name] for name in names}))

        setattr(inside, ASKS, True)
        return inside

    return declare
