"""Whoever follows every link and sends nonsense into every form meets words, never a breakdown."""

import time
import traceback
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.http import Http404
from django.test import Client
from django.urls import resolve
from lxml import html

from . import model
from .town import Somebody

pytestmark = [pytest.mark.proves("C19"), pytest.mark.slow]
SECONDS = 5.0  # per role; twelve roles stay within a minute
FEWEST = 3  # forms, however slow the machine is
SAME = 3  # addresses of one view that are opened
# What ends the session of whoever crawls, or begins another.
NOT = {"signin:sign_out", "signin:session_end", "signin:switch", "web:cast"}
CONTROL = "\x00\x07\u202e\x1b[31m'\"<b>%s{{7*7}}\r\nX: y"
KINDS = {
    "long": lambda name: "wegen " * 4000,
    "control": lambda name: CONTROL,
    "uuid": lambda name: str(uuid4()),
    "number": lambda name: "-99999999999999999999",
    "empty": lambda name: "",
}


@dataclass
class Walk:
    """What one person met: addresses opened, forms sent, breakdowns."""

    client: Client
    until: float
    waiting: deque[str] = field(default_factory=lambda: deque(["/", "/mijn/"]))
    seen: set[str] = field(default_factory=set)
    opened: dict[str, int] = field(default_factory=dict)
    sent: set[tuple[str, str, tuple[str, ...]]] = field(default_factory=set)
    forms: list[tuple[str, html.HtmlElement]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Links first, for half the time; then the forms that were met, those of inner pages first."""
        self.follow(time.monotonic() + SECONDS / 2)
        while self.forms and (time.monotonic() < self.until or len(self.sent) < FEWEST):
            self.send(*self.forms.pop())

    def follow(self, until: float) -> None:
        while self.waiting and time.monotonic() < until:
            way = self.waiting.popleft()
            name = name_of(way)
            if way in self.seen or not name or name in NOT or self.opened.get(name, 0) >= SAME:
                continue
            self.seen.add(way)
            self.opened[name] = self.opened.get(name, 0) + 1
            answer = self.ask("get", way)
            if answer.status_code in (301, 302):
                self.waiting.append(urljoin(way, answer["Location"]))
            if "html" in answer.get("Content-Type", "") and not answer.streaming and answer.content:
                self.read(way, html.fromstring(answer.content))
            if parts := parse_qsl(urlsplit(way).query):
                for make in KINDS.values():
                    self.ask("get", f"{urlsplit(way).path}?{urlencode({key: make(key) for key, _value in parts})}")

    def read(self, way: str, tree: html.HtmlElement) -> None:
        for link in tree.xpath("//a/@href | //@hx-get"):
            self.waiting.append(urljoin(way, link).split("#")[0])
        for form in tree.xpath("//form"):
            self.forms.append((urljoin(way, form.get("action") or form.get("hx-post") or way), form))

    def send(self, way: str, form: html.HtmlElement) -> None:
        """Nonsense of each kind, once per form; everything at once, and with what is hidden left as it was."""
        method = (form.get("method") or "get").lower()
        fields = [f for f in form.xpath(".//input | .//select | .//textarea") if f.get("name")]
        key = (name_of(way), method, tuple(sorted({f.get("name") for f in fields})))
        if not key[0] or key[0] in NOT or key in self.sent:
            return
        self.sent.add(key)
        for make in KINDS.values():
            for keeps in (True, False):
                self.ask(method, way, {f.get("name"): nonsense(f, make, keeps) for f in fields})
        self.ask(method, way, {})

    def ask(self, method: str, way: str, data: dict | None = None):
        caught: list[str] = []

        def note(sender, **_kwargs):
            caught.append(traceback.format_exc(limit=-3))

        got_request_exception.connect(note)
        try:
            answer = self._asked(method, way, data or {})
        finally:
            got_request_exception.disconnect(note)
        shown = b"" if answer.streaming else answer.content
        if answer.status_code >= 500 or caught or b"Traceback (most recent call last)" in shown:
            self.broken.append(f"{method} {way[:120]!r} {str(data)[:160]}: {answer.status_code}\n{''.join(caught)}")
        return answer


    def _asked(self, method: str, way: str, data: dict):
        """As a browser: a form without a file is one line of names and values."""
        if method == "get" or any(isinstance(value, SimpleUploadedFile) for value in data.values()):
            return getattr(self.client, method)(way, data)
        return self.client.post(way, urlencode(data), content_type="application/x-www-form-urlencoded")


def name_of(way: str) -> str:
    """The name of the view behind an address of ours; empty for another host or no view."""
    parts = urlsplit(way)
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith("/static/"):
        return ""
    try:
        return resolve(parts.path).view_name
    except Http404:
        return ""


def nonsense(element: html.HtmlElement, make, keeps: bool) -> object:
    if element.get("type") == "file":
        return SimpleUploadedFile("../\u202egegevens.csv", make("").encode())
    return element.get("value", "") if keeps and element.get("type") == "hidden" else make(element.get("name"))


@pytest.mark.parametrize("role", [*model.ROLES, ""], ids=lambda role: role or "nobody")
def test_no_link_and_no_nonsense_breaks_a_page(matrix, role):
    who: Somebody = next(p for p in matrix.people if p.role == role)
    client = who.client
    client.raise_request_exception = False
    walk = Walk(client, time.monotonic() + SECONDS)
    walk.run()
    print(f"\n{role or 'nobody'}: {len(walk.seen)} addresses of {len(walk.opened)} views, {len(walk.sent)} forms")  # noqa: T201
    assert len(walk.opened) > 2 and len(walk.sent) > 1, walk.opened
    assert not walk.broken, "\n".join(walk.broken)
