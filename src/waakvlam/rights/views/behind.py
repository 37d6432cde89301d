"""What stands around each page of a resident: the visit, the language, and errors in plain words."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from waakvlam.access import audit
from waakvlam.access.limits import Limit, limited
from waakvlam.access.pages import page
from waakvlam.kit.errors import Refused, WaakvlamError

from .. import digid, visits
from ..words import LANGUAGES, RIGHT_TO_LEFT

LANGUAGE = settings.LANGUAGE_COOKIE_NAME  # the same cookie as on the other pages
GUESSING = Limit("rights.code", most=20, seconds=600, failures_only=True)

View = Callable[..., HttpResponse]


def public(*, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """A page before signing in: the language, and errors as a resident reads them."""

    def declare(view: View) -> View:
        @page(public=True, methods=methods)
        @limited(GUESSING)
        @wraps(view)
        def shown(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
            with override(language_of(request)):
                try:
                    with transaction.atomic():
                        response = view(request, *given, **named)
                except WaakvlamError as error:
                    audit.begin()  # nothing was shown, and the wall went back with the savepoint
                    response = problem(request, error)
                response["Cache-Control"], response["Referrer-Policy"] = "no-store", "no-referrer"
                return response

        return shown

    return declare


def resident_page(*, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """A page of the resident whose visit this is; `request.who` is them, and nobody else's key fits."""

    def declare(view: View) -> View:
        @public(methods=methods)
        @wraps(view)
        def behind(request: Any, *given: Any, **named: Any) -> HttpResponse:
            who = visits.who_of(request.COOKIES.get(visits.COOKIE, ""))
            if who is None:
                if request.method in ("GET", "HEAD"):
                    return redirect("rights:home")
                raise Refused("visit", _("Uw bezoek is voorbij. Typ uw code opnieuw."))
            request.who = who
            return view(request, *given, **named)

        return behind

    return declare


def language_of(request: HttpRequest) -> str:
    """What was chosen, else what the browser asks for, else Dutch."""
    chosen = request.COOKIES.get(LANGUAGE, "")
    if chosen in LANGUAGES:
        return chosen
    asked = (code[:2] for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()))
    return next((code for code in asked if code in LANGUAGES), "nl")


def shown(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page in the resident's frame."""
    tongue = (get_language() or "nl")[:2]
    return render(request, template, context | {
        "languages": LANGUAGES.items(), "tongue": tongue, "rtl": tongue in RIGHT_TO_LEFT,
        "digid": digid.is_on()}, status=status)


def problem(request: HttpRequest, error: WaakvlamError) -> HttpResponse:
    return shown(request, "rights/problem.html", error.status, title=_("Dit lukt niet"), sentence=error.sentence,
                 signed_in=getattr(getattr(request, "who", None), "link_kind", "") == visits.KIND)
