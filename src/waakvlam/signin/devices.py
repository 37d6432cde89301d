"""Which browser it is: in words for its owner, and whether somebody came in with it before.

A browser that came in keeps a signed cookie with hashes of whom: it is not held back when a
stranger guesses at their password, and its owner gets no mail about a new device.
"""

import hashlib
import hmac
import secrets
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

SALT = "waakvlam.device"
DAYS = 180
AT_MOST = 5  # people who share one computer
BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"),
            ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
           ("Mac OS X", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"))


def words(request: HttpRequest) -> str:
    """As “Firefox op Windows”; never the whole line that the browser sends."""
    sent = request.headers.get("User-Agent", "")
    browser = next((name for mark, name in BROWSERS if mark in sent), _("een browser"))
    system = next((name for mark, name in SYSTEMS if mark in sent), _("een onbekend apparaat"))
    return _("%(browser)s op %(system)s") % {"browser": browser, "system": system}


def cookie_name() -> str:
    return "__Host-waakvlam-device" if settings.SECURE else "waakvlam-device"


def known(request: HttpRequest, person_id: UUID) -> str:
    """The id of this browser where this person came in with it before; otherwise empty."""
    held = _held(request)
    return held["id"] if _mark(held["id"], person_id) in held["who"] else ""


def remember(request: HttpRequest, response: HttpResponse, person_id: UUID) -> None:
    held = _held(request)
    mark = _mark(held["id"], person_id)
    who = [mark, *(other for other in held["who"] if other != mark)][:AT_MOST]
    response.set_cookie(
        cookie_name(), signing.dumps({"id": held["id"], "who": who}, salt=SALT), max_age=DAYS * 86400,
        secure=settings.SECURE, httponly=True, samesite="Lax")


def _held(request: HttpRequest) -> dict[str, Any]:
    try:
        found: dict[str, Any] = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=SALT, max_age=DAYS * 86400)
    except signing.BadSignature:
        return {"id": secrets.token_hex(8), "who": []}
    return found


def _mark(device: str, person_id: UUID) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{device}|{person_id}".encode(), hashlib.sha256).hexdigest()[:24]
