"""The search in the strip: collects what each module finds for a few letters.

A module takes part with ``search(who, words, limit)`` in its queries and ``SEARCH_PURPOSE``; it
returns objects with title, note, url and icon.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from waakvlam.access.identity import Who
from waakvlam.access.words import Purpose, Role

from .asking import ask_all, takers
from .places import EVERYTHING, Door

LEAST = 2  # letters; fewer would list everybody
MOST = 5  # per module
NAMES = {
    "people": _("Mensen en adressen"),
    "outreach": _("Belacties"),
    "handovers": _("Overdrachten"),
    "resources": _("Sociale kaart"),
}
ACTIONS = (
    Door("/belacties/nieuw/", _("Nieuwe belactie"), "round", Purpose.CALL_ROUND, "", (Role.COORDINATOR,)),
    Door("/overdrachten/nieuw/", _("Nieuwe overdracht"), "handover", Purpose.HANDOVER),
    Door("/register/importen/", _("Register inlezen"), "import", Purpose.REGISTER),
    Door("/wissel/", _("Anders werken: rol, organisatie of doel"), "switch"),
)


@dataclass(frozen=True)
class Group:
    """What one module found."""

    title: str | Promise
    hits: list[Any]


def found(who: Who, words: str) -> list[Group]:
    """Groups with hits, actions first. A few queries per module; nothing under LEAST letters."""
    words = " ".join(words.split())
    if len(words) < LEAST:
        return []
    asked = list(takers("search", "SEARCH_PURPOSE"))
    answers = ask_all(who, [(search, purposes) for _name, search, purposes in asked], words, limit=MOST)
    groups = [Group(_("Doen en gaan"), actions(who, words))]
    groups += [Group(NAMES.get(name, name), hits) for (name, *_rest), hits in zip(asked, answers, strict=True)]
    return [group for group in groups if group.hits]


def actions(who: Who, words: str) -> list[dict[str, Any]]:
    """Actions and places whose name holds each of the words."""
    wanted = words.casefold().split()
    return [
        {"title": door.label, "note": door.note, "url": door.url, "icon": door.icon}
        for door in (*ACTIONS, *EVERYTHING)
        if door.is_open_to(who) and all(word in str(door.label).casefold() for word in wanted)
    ][:MOST]
