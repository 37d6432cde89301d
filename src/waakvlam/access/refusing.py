"""A refusal: written in the log though its own transaction is undone, and led on to why (R2)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from waakvlam.kit.errors import WaakvlamError

from . import audit
from .identity import Who, acting

DENIED = 403


def note(request: HttpRequest, who: Who | None, code: str, about: Mapping[str, str]) -> None:
    """Append the denial, as an act in a transaction of its own. Two statements, for refusals only.

    Holds the page, the code and ids; never what was typed. Whoever is not signed in has no log.
    """
    if who is None:
        return
    place = request.resolver_match
    things = {key: value for key, value in (place.kwargs if place else {}).items() if isinstance(value, UUID)}
    with acting(who):
        audit.record(who, "access.denied", code=code, page=place.view_name if place else "",
                     method=request.method, **{**about, **things})


def way_to_why(error: WaakvlamError, path: str) -> str:
    """The address that says which row decided, or that none did. "" where nothing was denied."""
    if error.status != DENIED:
        return ""
    asked: dict[str, Any] = {"pad": path, "code": error.code, **error.problem.about}
    return f"{reverse('access:why')}?{urlencode(asked)}"
