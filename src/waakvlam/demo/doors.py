"""Two of the cast come in by a link, as in life: a resident, and a partner without account.

A link's secret is never kept, so each visit makes a fresh one.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from waakvlam.access.identity import acting
from waakvlam.access.words import Purpose
from waakvlam.handovers import commands, notices
from waakvlam.handovers.models import Handover

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


def address(slug: str) -> str:
    """The path of a fresh link, or "/" where no handover fits any more. Raises StopIteration for
    an unknown slug."""
    door = next(d for d in DOORS if d.slug == slug)
    with acting(who("ingrid", Purpose.HANDOVER)) as by:
        rows = Handover.objects.filter(sender_id=by.organisation_id).order_by("-offered_at")
        if door.receiver:
            rows = rows.filter(receiver_id=organisation(door.receiver))
        found = rows.filter(state=door.state).first() or rows.first()
        if found is None:
            return "/"
        made = notices.partner_link(found, by) if door.receiver else commands.resident_link(handover=found, by=by)
        return urlsplit(made).path
