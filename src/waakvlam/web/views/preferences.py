"""Language and light: kept in a cookie, so that they also hold before signing in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from waakvlam.access.pages import page
from waakvlam.signin.sessions import safe_way

from ..context import THEME_COOKIE, THEMES

YEAR = 365 * 24 * 3600


@page(public=True, methods=("POST",))
def language(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("language", "")
    known = dict(settings.LANGUAGES)
    return kept(request, settings.LANGUAGE_COOKIE_NAME, chosen if chosen in known else "")


@page(public=True, methods=("POST",))
def light(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("theme", "")
    return kept(request, THEME_COOKIE, chosen if chosen in THEMES else "")


def kept(request: HttpRequest, cookie: str, value: str) -> HttpResponse:
    response = redirect(safe_way(request, request.POST.get("next", "")))
    if value:
        response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", secure=settings.SECURE)
    else:
        response.delete_cookie(cookie, samesite="Lax")
    return response
