"""What a view needs, said above the view: `@page(purpose=Purpose.CALL_ROUND)`.

The routes' declarations are data: the access matrix in docs/reference is generated from them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waakvlam.kit.errors import Refused, WaakvlamError

from . import covenant
from .identity import Who
from .policies import require
from .words import Purpose

NEEDS = "waakvlam_needs"
View = TypeVar("View", bound=Callable[..., Any])


class Request(HttpRequest):
    """What the middleware hands a public view: `who` is None for people not signed in."""

    who: Who | None
    purposes: tuple[str, ...]  # what role and covenant open, for menus
    purpose_before: str  # what stood until this page chose another
    failed: WaakvlamError | None = None  # what the API answered with, for the log of refusals


class Signed(Request):
    """What it hands every other view: somebody signed in, or whom a link stands for."""

    who: Who


@dataclass(frozen=True)
class Needs:
    """`purpose` "" keeps whatever purpose stood; `public` also serves people not signed in."""

    purpose: str = ""
    permission: StrEnum | None = None
    public: bool = False
    methods: tuple[str, ...] = ("GET",)

    def check(self, who: Who) -> None:
        """Raises Refused: the role, the covenant, or the permission table says no."""
        if self.purpose not in who.purposes():
            raise Refused("purpose", _(
                "Voor “%(purpose)s” heb je een andere rol nodig. Vraag je beheerder."
            ) % {"purpose": Purpose(self.purpose).label}, came_in=who.role, expected=self.purpose,
                about={"purpose": self.purpose})
        covenant.require_purpose(who)
        if self.permission is not None:
            require(who, self.permission)


def page(*, purpose: str = "", permission: StrEnum | None = None, public: bool = False,
         methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Declare a view: for which purpose, with which permission, with which methods."""
    needs = Needs(purpose, permission, public, methods)

    def declare(view: View) -> View:
        allowed = [*methods, "HEAD"] if "GET" in methods else list(methods)
        wrapped = require_http_methods(allowed)(view)
        setattr(wrapped, NEEDS, needs)
        return wrapped  # type: ignore[no-any-return]

    return declare


def page_for_link(view: View) -> View:
    """A view behind a link: it opens the link itself, public until then."""
    return page(public=True, methods=("GET", "POST"))(view)
