"""One's own keys and codes: setting them up (also half in, the first time) and taking them away."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from waakvlam.access import fresh
from waakvlam.access.limits import Limit, limited
from waakvlam.access.pages import Request, page
from waakvlam.kit.errors import Absent, Invalid, Refused

from .. import alone, codes, commands, entering, passkeys, queries, sessions
from ..alone import Me
from ..forms import Code
from ..models import Passkey

SETTING_UP = Limit("sign_in.set_up", most=60, seconds=600)
View = Callable[..., HttpResponse]


def mine(view: View) -> View:
    """Hands the view who it is, where they showed that a moment ago. Somebody half in (who just did) may come only as long as they have no factor:
    a password alone must never add one to an account that has one."""

    @wraps(view)
    def inside(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        whole, half = sessions.person(request), sessions.half_known(request)
        if whole is None and half is None:
            return redirect("signin:sign_in")
        if whole is not None and not fresh.is_fresh(request):
            return fresh.asked(reverse("signin:keys"))
        with alone.acting(whole or half[0]) as me:  # type: ignore[index]
            if whole is None and queries.factors(me).any:
                return redirect("signin:second")
            return view(request, me, *args, **kwargs)

    return inside


def own(methods: tuple[str, ...]) -> Callable[[View], View]:
    return lambda view: page(public=True, methods=methods)(limited(SETTING_UP)(mine(view)))


@own(("GET",))
def keys(request: Request, me: Me) -> HttpResponse:
    """What I have, and what I can set up."""
    return _keys(request, me)


def _keys(request: Request, me: Me, problem: str = "") -> HttpResponse:
    waiting = codes.waiting(me)
    drawing, typed = codes.shown(me, waiting) if waiting else ("", "")
    # The drawing is made by us from our own letters and digits.
    context = {"title": _("Mijn sleutels en codes"), "has": queries.factors(me), "form": Code(), "me_alone": me,
               "drawing": mark_safe(drawing), "typed": typed, "problem": problem,  # noqa: S308
               "first": sessions.person(request) is None}
    return render(request, "signin/keys.html", context, status=400 if problem else 200)


@own(("POST",))
def app(request: Request, me: Me) -> HttpResponse:
    """Begin with an app that makes codes."""
    if queries.factors(me).app is not None:
        raise Refused("app", _("Je hebt al een app. Haal die eerst weg."))
    codes.begin(me)
    return redirect("signin:keys")


@own(("POST",))
def app_confirmation(request: Request, me: Me) -> HttpResponse:
    try:
        paper = commands.confirm_app(me=me, code=request.POST.get("code", ""))
    except Invalid as error:
        return _keys(request, me, error.sentence)
    return _done(request, me, paper, "app")


@own(("POST",))
def app_end(request: Request, me: Me) -> HttpResponse:
    held = queries.factors(me).app
    if held is None:
        raise Absent("app")
    commands.remove_factor(me=me, factor=held)
    return redirect("signin:keys")


@own(("POST",))
def passkey_options(request: Request, me: Me) -> HttpResponse:
    return HttpResponse(passkeys.to_make(request, me), content_type="application/json")


@own(("POST",))
def passkey(request: Request, me: Me) -> HttpResponse:
    try:
        made = passkeys.make(request, me, request.POST.get("answer", ""), request.POST.get("name", ""))
    except Invalid as error:
        return _keys(request, me, error.sentence)
    return _done(request, me, commands.keep_passkey(me=me, made=made), "passkey")


@own(("POST",))
def passkey_end(request: Request, me: Me, key_id: UUID) -> HttpResponse:
    found = Passkey.objects.filter(person_id=me.id, pk=key_id).first()
    if found is None:
        raise Absent("passkey")
    commands.remove_factor(me=me, factor=found)
    return redirect("signin:keys")


@own(("POST",))
def paper(request: Request, me: Me) -> HttpResponse:
    if sessions.person(request) is None:
        raise Refused("half", _("Stel eerst een sleutel of een app in."))
    return _shown_once(request, commands.renew_paper(me=me), "/mijn/sleutels/")


def _done(request: Request, me: Me, paper: list[str], factor: str) -> HttpResponse:
    """Whoever was half in is in now. Paper codes are shown once, on the answer itself."""
    way, half = "/mijn/sleutels/", sessions.half_known(request)
    answer: HttpResponse | None = None
    if sessions.person(request) is None and half is not None:
        answer = entering.enter(request, me.id, half[1], factor, only=half[2])
        way = answer["Location"]
    else:
        messages.success(request, _("Ingesteld. Vanaf nu kun je hiermee aanmelden."))
    shown = _shown_once(request, paper, way) if paper else redirect(way)
    if answer is not None:
        shown.cookies.update(answer.cookies)
    return shown


def _shown_once(request: Request, paper: list[str], way: str) -> HttpResponse:
    shown = render(request, "signin/paper.html", {"title": _("Je herstelcodes"), "paper": paper, "way": way})
    shown["Cache-Control"] = "no-store"
    return shown
