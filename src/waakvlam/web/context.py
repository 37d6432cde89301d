"""What every page's frame shows: who, for which organisation, for which purpose."""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.http import urlencode

from waakvlam.access.identity import Who
from waakvlam.access.pages import Request
from waakvlam.access.words import Purpose, Role

from .places import places

THEME_COOKIE = f"{'__Host-' if settings.SECURE else ''}waakvlam_theme"
THEMES = ("light", "dark")


def frame(request: Request) -> dict[str, Any]:
    """No query: everything comes from the identity that the middleware made."""
    who = getattr(request, "who", None)
    theme = request.COOKIES.get(THEME_COOKIE, "")
    common = {
        "who": who,
        "demo": settings.DEMO,
        "theme": theme if theme in THEMES else "",
        "partner_theme": getattr(settings, "THEME", ""),
        "LANGUAGE_CODE": translation.get_language() or settings.LANGUAGE_CODE,
        "language_url": "/taal/",
        "theme_url": "/licht/",
    }
    if who is None or who.is_guest:
        return common
    return common | {
        "me": me(who, request),
        "places": places(who, request),
        "search_url": "/zoeken/",
        "why_url": f"/beheer/waarom/?{urlencode({'pad': request.path})}",
    }


def me(who: Who, request: Request) -> dict[str, Any]:
    """Name, organisation, role and purpose in words, for the strip; and the purpose that stood until now."""
    before = request.purpose_before if request.purpose_before in request.purposes else ""
    team = f"{who.organisation_name}, {who.team_name}" if who.team_name else who.organisation_name
    return {
        "name": who.name,
        "first": who.name.split(" ", 1)[0],
        "organisation": team,
        "role": Role(who.role).label,
        # A page that was refused asked for a purpose that is not open.
        "purpose": Purpose(who.purpose).label if who.purpose in request.purposes else "–",
        "purpose_before": Purpose(before).label if before else "",
        "switch_url": "/wissel/",
        "sessions_url": "/mijn/aanmeldingen/",
        "sign_out_url": "/afmelden/",
    }
