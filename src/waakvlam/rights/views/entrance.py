"""Coming in and leaving: a code, a language, a door that is closed unless an operator opens it."""

from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from waakvlam.access.pages import page

from .. import digid, document, queries, visits
from ..forms import SignInForm
from ..words import LANGUAGES
from .behind import LANGUAGE, public, resident_page, shown

YEAR = 365 * 24 * 3600


@public()
def home(request: Any) -> HttpResponse:
    """The receipt for who is signed in, else the place for the code."""
    who = visits.who_of(request.COOKIES.get(visits.COOKIE, ""))
    if who is None:
        return _asking(request, SignInForm())
    request.who = who
    found = queries.receipt(who)
    return shown(request, "rights/receipt.html", title=_("Wat wij van u weten"), receipt=found,
                 only_through=document.only_through(found))


@public(methods=("POST",))
def entry(request: HttpRequest) -> HttpResponse:
    """One answer for a code that is wrong, old, used up, or was never made, and for a wrong birth date."""
    form = SignInForm(request.POST)
    opened = visits.open_with(form.cleaned_data["code"], form.born_on()) if form.is_valid() else None
    if opened is None:
        if not form.errors:
            form.add_error("code", _("Deze code werkt niet (meer), of de geboortedatum klopt niet. Vraag een nieuwe code."))
        return _asking(request, form, 400)
    return _let_in(request, *opened)


@public()
def digid_begin(request: HttpRequest) -> HttpResponse:
    return redirect(digid.provider().begin(request))


@public()
def digid_end(request: HttpRequest) -> HttpResponse:
    opened = digid.enter(request)
    if opened is None:
        return _pairing(request, SignInForm())
    # The browser comes from the provider's site: a strict cookie would not go along with the next step.
    return _let_in(request, *opened, samesite="Lax")


@public(methods=("POST",))
def digid_pair(request: HttpRequest) -> HttpResponse:
    """Once: the code of a letter says who this is. One answer for every wrong code."""
    form = SignInForm(request.POST)
    opened = digid.pair(request, form.cleaned_data["code"], form.born_on()) if form.is_valid() else None
    if opened is None:
        if not form.errors:
            form.add_error("code", _("Deze code werkt niet (meer), of de geboortedatum klopt niet. Vraag een nieuwe code."))
        return _pairing(request, form, 400)
    return _let_in(request, *opened)


def _pairing(request: HttpRequest, form: SignInForm, status: int = 200) -> HttpResponse:
    return shown(request, "rights/pairing.html", status, title=_("Nog één keer uw code"), form=form)


@resident_page(methods=("POST",))
def leaving(request: HttpRequest) -> HttpResponse:
    visits.leave(request.COOKIES.get(visits.COOKIE, ""))
    response = redirect("rights:home")
    response.delete_cookie(visits.COOKIE, path="/mijn/", samesite="Strict")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@page(public=True, methods=("POST",))
def language(request: HttpRequest) -> HttpResponse:
    """One of the six; kept in the cookie that the other pages use."""
    chosen, way = request.POST.get("language", ""), request.POST.get("next", "")
    inside = way.startswith("/mijn/") and url_has_allowed_host_and_scheme(way, allowed_hosts={request.get_host()})
    response = redirect(way if inside else "/mijn/")
    if chosen in LANGUAGES:
        response.set_cookie(LANGUAGE, chosen, max_age=YEAR, samesite="Lax", secure=settings.SECURE)
    return response


def _asking(request: HttpRequest, form: SignInForm, status: int = 200) -> HttpResponse:
    return shown(request, "rights/entrance.html", status, title=_("Zien wat wij van u weten"), form=form)


def _let_in(request: HttpRequest, secret: str, tongue: str, samesite: Literal["Lax", "Strict"] = "Strict") -> HttpResponse:
    """A cookie for these pages only, gone with the browser; the language of the letter where none was chosen."""
    response = redirect("rights:home")
    response.set_cookie(visits.COOKIE, secret, path="/mijn/", httponly=True, samesite=samesite, secure=settings.SECURE)
    if LANGUAGE not in request.COOKIES and tongue in LANGUAGES:
        response.set_cookie(LANGUAGE, tongue, max_age=YEAR, samesite="Lax", secure=settings.SECURE)
    return response
