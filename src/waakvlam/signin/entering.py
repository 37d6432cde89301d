"""The steps of coming in, whatever the way: what somebody knows, what they have, as what they act."""

import logging
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from waakvlam.access import audit, identity, signin
from waakvlam.access.limits import Limit, check, hit
from waakvlam.kit.errors import Invalid
from waakvlam.post import commands as post

from . import alone, devices, queries, sessions

logger = logging.getLogger(__name__)
# Per person: a stranger who guesses is stopped, a browser that this person came in with before is
# counted by itself and still gets in, and so does a passkey.
GUESSES = Limit("sign_in.person", most=10, seconds=900)
KNOWN_DEVICE = Limit("sign_in.device", most=10, seconds=900)


def with_password(request: HttpRequest, email: str, password: str) -> signin.Known:
    """Whose it is. Raises Invalid, or TooMany; counts failures only."""
    address = email.strip().lower()
    limit, key = GUESSES, address
    if device := _known_device(request, address):
        limit, key = KNOWN_DEVICE, f"{device}|{address}"
    check(limit, key)
    try:
        return signin.sign_in(address, password)
    except Invalid:
        hit(limit, key)
        note_refusal("password", address)
        raise


def note_refusal(factor: str, whose: str) -> None:
    """A line per attempt that failed, for who watches over the server; whose it was as a keyed hash."""
    logger.warning("sign-in refused: %s of %s", factor, GUESSES.hashed(whose).hex()[:16])


def _known_device(request: HttpRequest, address: str) -> str:
    """The id of this browser where whoever has this address came in with it before."""
    person = queries.person_of(address)
    return devices.known(request, person) if person else ""


def proved(request: HttpRequest, person_id: UUID, way: str, *, only: UUID | None = None, first: bool = False) -> HttpResponse:
    """They gave what they know. What they have comes next, or is set up first; not in the demo."""
    with alone.acting(person_id) as me:
        has = queries.factors(me).any
    sessions.half(request, person_id, way, only, first)
    if settings.DEMO and not has:
        return enter(request, person_id, way, "demo", only=only)
    return redirect("signin:second" if has else "signin:keys")


def enter(request: HttpRequest, person_id: UUID, way: str, factor: str, *, only: UUID | None = None) -> HttpResponse:
    """Known for certain: on to work, or first to a password of their own."""
    new_device, first = not devices.known(request, person_id), sessions.half_with_first(request)
    sessions.know(request, person_id, factor, only)
    if new_device and not settings.DEMO:
        _tell_of_new_device(request, person_id)
    if first:
        sessions.must_choose(request, way)
    answer = redirect("signin:first_password") if first else to_work(request, person_id, way)
    devices.remember(request, answer, person_id)
    return answer


def to_work(request: HttpRequest, person_id: UUID, way: str) -> HttpResponse:
    """Straight on with one membership, a choice with several."""
    posts = posts_of(request, person_id)
    if len(posts) != 1:
        return redirect("signin:switch")
    sessions.act_as(request, posts[0])
    note_entry(request)
    return redirect(way)


def posts_of(request: HttpRequest, person_id: UUID) -> list[signin.Post]:
    """What somebody may act as in this session: only for the organisation whose own sign-in let them in."""
    only = sessions.only(request)
    return [post for post in signin.posts(person_id) if only is None or post.organisation_id == only]


def note_entry(request: HttpRequest) -> None:
    """The log says who came in and how, in the name of the organisation that they act for."""
    with identity.restored():
        who = identity.member(request.session["membership"], request.session["purpose"])
        if who is not None:
            audit.record(who, "session.enter", factor=request.session.get("factor", ""))


def _tell_of_new_device(request: HttpRequest, person_id: UUID) -> None:
    """A mail from the first organisation that they work for; without one nobody can send it."""
    with alone.acting(person_id) as me:
        address = me.email
    body = _(
        "Er is met jouw account aangemeld bij Waakvlam op een apparaat dat we nog niet kenden: %(device)s.\n\n"
        "Was jij dat? Dan hoef je niets te doen.\n\n"
        "Was jij dat niet? Kies dan in Waakvlam een nieuw wachtwoord bij Mijn aanmeldingen. Alle andere "
        "aanmeldingen stoppen dan meteen. Bel daarna je beheerder."
    ) % {"device": devices.words(request)}
    with identity.restored():
        for who in alone.roles(person_id)[:1]:
            identity.enter(who)
            post.send(channel="email", to=address, subject=_("Aangemeld op een nieuw apparaat"), body=body, by=who)
