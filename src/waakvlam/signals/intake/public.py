"""The public doors: no account, no cookie but the one that keeps others from sending in your name, six languages."""

import json
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from waakvlam.access import audit
from waakvlam.access.identity import acting, system
from waakvlam.access.limits import Limit, limited
from waakvlam.access.pages import page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent, Invalid, Refused

from .. import codes, commands, drafts, notices, public_words
from ..commands.doors import takes_in
from ..public_forms import HEAR, KNOWS, TRAP, WHAT, PublicForm, language_of, ticket

# A library or a community centre has one address for everybody who comes there.
SENDING = Limit("signals.public", most=30, seconds=3600)
GUESSING = Limit("signals.status", most=20, seconds=600, failures_only=True)


@page(public=True, methods=("GET", "POST"))
@limited(SENDING)
def door(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask, take in, or keep for a day. Sent twice it is one signal, and the same answer."""
    found = _door(slug)
    if request.method == "GET":
        with acting(system(found["organisation_id"], Purpose.SIGNAL)) as by:
            if not takes_in(by):
                raise _none()
        return _asked(request, found, PublicForm(slug, _language(request), ticket=ticket(slug)))
    form = PublicForm(slug, _language(request), request.POST.dict())
    if request.POST.get("doen") == "later":
        return _later(request, found, form)
    if not form.check(request.POST):
        return _asked(request, found, form, 400)
    try:
        return _taken_in(request, found, form)
    except (Invalid, Refused) as error:  # refused: the covenant changed while somebody was typing
        form.wrong["tell"] = "e_tell" if isinstance(error, Invalid) else "e_shut"
        return _asked(request, found, form, 400)


def _taken_in(request: HttpRequest, found: dict[str, Any], form: PublicForm) -> HttpResponse:
    assert form.signal_id is not None
    with acting(system(found["organisation_id"], Purpose.SIGNAL)) as by:
        made = commands.take_in(id=form.signal_id, telling=form.telling(), by=by)
        audit.flush(by)  # nobody is signed in here: the lines are the organisation's
        code = codes.of(made.pk)
        notices.came_in(made.pk, code, by)
    audit.begin()
    number = public_words.of(form.language)["number"].format(number=made.number)
    return _shown(request, "done", found, form, 200, number=number, code=code)


def _later(request: HttpRequest, found: dict[str, Any], form: PublicForm) -> HttpResponse:
    """Under a code that only the teller has; nobody else can read what they typed, and after a day it is gone."""
    code = codes.draw()
    with acting(system(found["organisation_id"], Purpose.SIGNAL)) as by:
        drafts.save(key=f"public {found['slug']} {code}", fields=form.typed, by=by)
    return _shown(request, "later", found, form, 200, code=code)


@page(public=True, methods=("GET", "POST"))
@limited(GUESSING)
def resume(request: HttpRequest, slug: str) -> HttpResponse:
    """The form as it was left, on any device; one answer for every wrong code."""
    found = _door(slug)
    typed = codes.tidy(request.POST.get("code", ""))
    with acting(system(found["organisation_id"], Purpose.SIGNAL)) as by:
        fields = drafts.find(by, f"public {slug} {typed}") if typed else {}
    if fields:
        return _asked(request, found, PublicForm(slug, _language(request), fields, ticket(slug)))
    posted = request.method == "POST"
    return _shown(request, "resume", found, PublicForm(slug, _language(request)), 400 if posted else 200, wrong=posted)


@page(public=True, methods=("GET", "POST"))
@limited(GUESSING)
def status(request: HttpRequest) -> HttpResponse:
    """How far it is, by code; one answer for every code that does not work."""
    form = PublicForm("", _language(request))
    found = codes.status(request.POST.get("code", "")) if request.method == "POST" else None
    wrong = request.method == "POST" and found is None
    return _shown(request, "status", {}, form, 400 if wrong else 200, found=found, wrong=wrong, **_said(found, form.language))


def _said(found: dict[str, Any] | None, language: str) -> dict[str, str]:
    """Three sentences: how far it is, since which day, and when it came. Days, no hours: those tell who was at work."""
    if found is None:
        return {}
    w = public_words.of(language)
    with override(language):
        day, came = (date_format(localtime(found[name]), "DATE_FORMAT") for name in ("told_at", "at"))
    return {"stands": w[found["told"]], "since": w["since"].format(day=day), "came": w["came"].format(day=came)}


def _door(slug: str) -> dict[str, Any]:
    """The open door, or Absent: closed and never made look the same."""
    with transaction.atomic(), connection.cursor() as db:
        db.execute("select signals_door(%s)", [slug])
        found = (db.fetchone() or [None])[0]
    row: dict[str, Any] | None = json.loads(found) if isinstance(found, str) else found
    if row is None:
        raise _none()
    return row | {"organisation_id": UUID(row["organisation_id"])}


def _none() -> Absent:
    return Absent("signal.door", _("Dit meldpunt is er niet (meer)."))


def _language(request: HttpRequest) -> str:
    given = request.POST if request.method == "POST" else request.GET
    return language_of(given, request.headers.get("Accept-Language", ""))


def _asked(request: HttpRequest, found: dict[str, Any], form: PublicForm, status: int = 200) -> HttpResponse:
    return _shown(request, "door", found, form, status, trap=TRAP)


def _shown(request: HttpRequest, name: str, at: dict[str, Any], form: PublicForm, status: int, **more: Any) -> HttpResponse:
    """A page in the teller's language, that no cache keeps and that tells no other site where one came from."""
    words = public_words.of(form.language)
    w = {key: text.replace("{by}", at.get("organisation", "")) for key, text in words.items()}
    titles = {"door": at.get("title", ""), "done": w["done"], "later": w["saved"], "resume": w["resume"], "status": w["status"]}
    texts = at.get("texts") or {}
    with override(form.language):
        answer = render(request, f"signals/public/{name}.html", {
            "title": titles[name], "w": w, "form": form, "typed": form.typed, "door": at, "text": texts.get(form.language) or texts.get("nl", ""),
            "whats": [(k, w[k]) for k in WHAT], "knows": [(k, w[k]) for k in KNOWS], "hears": [(k, w[k]) for k in HEAR],
            "wrongs": [(field, w[key]) for field, key in form.wrong.items()], "languages": public_words.LANGUAGES.items(),
            "tongue": form.language, "rtl": form.language in public_words.RIGHT_TO_LEFT, **more}, status=status)
    answer["Cache-Control"], answer["Referrer-Policy"] = "no-store", "no-referrer"
    return answer
