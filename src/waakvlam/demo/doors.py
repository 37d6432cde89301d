"""Two of the cast come in without an account, as in life: a resident with the code of a letter, and a
partner by a link. Neither secret is ever kept, so each visit makes a fresh one.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from waakvlam.access.identity import acting
from waakvlam.access.links import CODE
from waakvlam.access.words import Purpose
from waakvlam.handovers import notices
from waakvlam.handovers.models import Handover
from waakvlam.post import commands as post
from waakvlam.post.models import Delivery
from waakvlam.rights import commands, visits

from .loading import rights
from .loading.network import organisation, who


@dataclass(frozen=True)
class Door:
    """A card that leads to a link. The handover is the newest one in `state` that fits."""

    slug: str
    name: str
    function: str
    organisation: str
    card: str
    icon: str
    state: str
    receiver: str = ""


DOORS = (
    Door("joke", "Joke Smit", "coördinator", "Voedselbank Vlierdrecht",
         "Heeft geen account. Kreeg een mail met een link en antwoordt daar.", "link", "offered", "voedselbank"),
    Door("bewoner", "De bewoner", "huurder", "Vlierwonen",
         "Ziet wat over haar gedeeld is en met wie. Kan het stoppen.", "home", "under_way"),
)


def open_to(slug: str) -> tuple[str, dict[str, str]]:
    """Where this card leads and which cookies it needs: a fresh link, or the resident's own pages as
    the code of a letter opens them. "/" where nobody fits any more. Raises StopIteration for an unknown slug."""
    door = next(d for d in DOORS if d.slug == slug)
    return (_link(door), {}) if door.receiver else _visit()


def _link(door: Door) -> str:
    with acting(who("ingrid", Purpose.HANDOVER)) as by:
        rows = Handover.objects.filter(sender_id=by.organisation_id).order_by("-offered_at")
        rows = rows.filter(receiver_id=organisation(door.receiver))
        found = rows.filter(state=door.state).first() or rows.first()
        return urlsplit(notices.partner_link(found, by)).path if found else "/"


def _visit() -> tuple[str, dict[str, str]]:
    """A letter is written and opened in one go; it stands in the outbox as passed on by hand."""
    somebody = rights.resident()
    if somebody is None:
        return "/", {}
    with acting(who("ingrid", Purpose.REGISTER)) as by:
        made = commands.give(resident_id=somebody.pk, channel="letter", by=by)
        letter = Delivery.objects.get(about_id=made.pk)
        code = CODE.search(letter.body)
    with acting(who("ingrid", Purpose.HANDOVER)) as by:
        post.mark_sent(letter, by=by)  # which blanks the code in our own copy
    opened = visits.open_with(code.group(), somebody.birth_date) if code else None
    return ("/mijn/", {visits.COOKIE: opened[0]}) if opened else ("/", {})
