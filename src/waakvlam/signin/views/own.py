"""Where am I signed in, and my password."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.forms import told
from waakvlam.access.fresh import fresh
from waakvlam.access.limits import Limit, allow
from waakvlam.access.pages import Request, Signed, page
from waakvlam.kit.errors import Absent, Invalid

from .. import alone, commands, entering, sessions
from ..forms import NewPassword, OwnPassword

PASSWORDS = Limit("password.change", most=10, seconds=900)
ASKING = Limit("factor.ask_reset", most=3, seconds=3600)


@page()
def signed_in(request: Signed) -> HttpResponse:
    """The browsers that are signed in as me."""
    return render(request, "signin/signed_in.html", {"title": _("Mijn aanmeldingen"), "found": sessions.mine(request)})


@page(methods=("POST",))
@fresh("signin:signed_in")
def session_end(request: Signed, handle: UUID) -> HttpResponse:
    """One of mine ends: that browser is out at its next request."""
    if not sessions.end(handle):
        raise Absent("session", _("Deze aanmelding is er niet (meer)."))
    alone.told(_me(request), "session.end")
    messages.success(request, _("Die aanmelding is gestopt."))
    return redirect("signin:signed_in")


@page(methods=("POST",))
@fresh("signin:signed_in")
def others_end(request: Signed) -> HttpResponse:
    ended = sessions.end_others(_me(request), request.session.session_key or "")
    alone.told(_me(request), "session.end_others", sessions=ended)
    messages.success(request, _("Alle andere aanmeldingen zijn gestopt."))
    return redirect("signin:signed_in")


@page(methods=("GET", "POST"))
@fresh("signin:password")
def password(request: Signed) -> HttpResponse:
    form = NewPassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = _me(request)
        allow(PASSWORDS, str(person))
        try:
            with alone.acting(person) as me:
                commands.change_password(me=me, old=form.cleaned_data["old"], new=form.cleaned_data["password"],
                                         keep=request.session.session_key or "")
            messages.success(request, _("Je wachtwoord is veranderd. Andere aanmeldingen zijn gestopt."))
            return redirect("signin:signed_in")
        except Invalid as error:
            told(form, error)
    return render(request, "signin/password.html", {"title": _("Ander wachtwoord"), "form": form},
                  status=400 if form.errors else 200)


@page(public=True, methods=("GET", "POST"))
def first_password(request: Request) -> HttpResponse:
    """Known for certain with a password that an administrator made: no other page opens before one's own is chosen."""
    person, way = sessions.person(request), sessions.way_after_choice(request)
    if person is None or not way:
        return redirect("signin:sign_in")
    form = OwnPassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        allow(PASSWORDS, str(person))
        try:
            with alone.acting(person) as me:
                commands.choose_password(me=me, new=form.cleaned_data["password"], keep=request.session.session_key or "")
            sessions.chose(request)
            return entering.to_work(request, person, way)
        except Invalid as error:
            told(form, error)
    return render(request, "signin/first_password.html", {"title": _("Kies je eigen wachtwoord"), "form": form},
                  status=400 if form.errors else 200)


@page(public=True, methods=("POST",))
def help_asked(request: Request) -> HttpResponse:
    """Half in and without the second factor: ask an administrator. Another person decides."""
    half = sessions.half_known(request)
    if half is None:
        return redirect("signin:sign_in")
    allow(ASKING, str(half[0]))
    commands.ask_reset(person_id=half[0])
    return render(request, "signin/asked.html", {"title": _("Je beheerder weet het")})


def _me(request: Signed) -> UUID:
    if request.who.person_id is None:
        raise Absent("person")
    return request.who.person_id
