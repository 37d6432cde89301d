"""The app itself as files: which there are, and a version that changes when one of them does."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import PrefixNode
from django.urls import reverse

MODULES = ("app", "cells", "database", "day", "dom", "door", "ids", "keys", "opening", "queue", "sync", "talk", "vault", "wire")
FONT = "vendor/atkinson/atkinson-hyperlegible-next-latin-wght-normal.woff2"
WORKER = "field/js/worker.js"
# Icons that code chooses; the others stand in the templates.
ICONS = ("call", "calendar", "check", "circle", "clock", "hourglass", "letter", "lock", "no-answer", "offline", "person-check",
         "send", "sign-in", "team", "warning", "reached", "message", "callback", "refused", "no-call", "away", "wrong-number")


def files() -> list[str]:
    """Static files of the app, below the static folder, besides its page."""
    theme = [settings.THEME] if settings.THEME else []
    return ["web/css/tokens.css", "field/css/field.css", "field/css/doors.css", *theme, FONT, "web/img/favicon.svg",
            "web/img/icon-192.png", *(f"field/js/{name}.js" for name in MODULES)]


def page(request: HttpRequest) -> str:
    """The page without anybody in it: it may lie in a cache for ever."""
    return render_to_string("field/app.html", {"icons": ICONS}, request)


def worker(request: HttpRequest) -> str:
    """The service worker, with what it keeps."""
    shell = reverse("field:app")
    prefix = PrefixNode.handle_simple("STATIC_URL")
    kept = [shell, reverse("field:manifest"), *(prefix + name for name in files())]
    version = hashlib.sha256(page(request).encode() + contents().encode()).hexdigest()[:16]
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in (
        ("VERSION", version), ("SHELL", shell), ("FILES", kept)))
    return head + source(WORKER).read_text(encoding="utf-8")


def contents() -> str:
    """One hash of all files: read once, but while building at every request."""
    return _hash() if not settings.DEBUG else _hash.__wrapped__()


@lru_cache(maxsize=1)
def _hash() -> str:
    found = hashlib.sha256()
    for name in [*files(), WORKER]:
        found.update(source(name).read_bytes())
    return found.hexdigest()


def source(name: str) -> Path:
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(f"static file {name} of the app at the door is missing")
    return Path(found)
