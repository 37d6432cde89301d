"""Where a link comes in."""

from collections.abc import Callable
from typing import cast

from django.http import HttpResponse
from django.utils.translation import gettext as _

from waakvlam.kit.errors import Absent

from .. import identity, links
from ..limits import Limit, limited
from ..pages import Request, Signed, page_for_link

# Kind of link → the view that serves it; filled by the modules' apps when they start.
DOORS: dict[str, Callable[[Signed, str], HttpResponse]] = {}

# Whoever guesses at links is slowed down; whoever opens the one they got never notices.
GUESSING = Limit("link", most=30, seconds=300, failures_only=True, methods=("GET", "HEAD", "POST"))


@page_for_link
@limited(GUESSING)
def link(request: Request, secret: str) -> HttpResponse:
    """Open a link. Expired, revoked and never existed get one answer."""
    who = identity.guest(links.hash_of(secret))
    door = DOORS.get(who.link_kind) if who else None
    if who is None or door is None:
        raise Absent("link", _("Deze link werkt niet (meer). Vraag een nieuwe aan wie hem stuurde."))
    request.who = who
    response = door(cast(Signed, request), secret)
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response
