"""The search in the strip: collects what each module finds for a few letters.

A module takes part with ``search(who, words, limit)`` in its queries and ``SEARCH_PURPOSE``; it
returns objects with title, note, url and icon. It is asked only for a purpose that the role has,
in a transaction that the wall knows by that purpose, so a search shows nothing a page would not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from waakvlam.access import covenant
from waakvlam.access.identity import Who, acting
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.errors import Refused

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
    Door("/register/inlezen/", _("Register inlezen"), "import", Purpose.REGISTER),
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
    groups = [Group(_("Doen en gaan"), actions(who, words))]
    for name, module in takers():
        groups.append(Group(NAMES.get(name, name), asked(who, module, words)))
    return [group for group in groups if group.hits]


def actions(who: Who, words: str) -> list[dict[str, Any]]:
    """Actions and places whose name holds each of the words."""
    wanted = words.casefold().split()
    return [
        {"title": door.label, "note": door.note, "url": door.url, "icon": door.icon}
        for door in (*ACTIONS, *EVERYTHING)
        if door.is_open_to(who) and all(word in str(door.label).casefold() for word in wanted)
    ][:MOST]


def takers() -> Iterator[tuple[str, ModuleType]]:
    """The modules that can be searched, in the order of the settings."""
    for name in settings.MODULES:
        if f"waakvlam.{name}" in settings.INSTALLED_APPS and find_spec(f"waakvlam.{name}.queries"):
            module = import_module(f"waakvlam.{name}.queries")
            if hasattr(module, "search") and hasattr(module, "SEARCH_PURPOSE"):
                yield name, module


def asked(who: Who, module: ModuleType, words: str) -> list[Any]:
    """What the module finds for this purpose; nothing where role or covenant does not have it."""
    purpose = module.SEARCH_PURPOSE
    if purpose not in who.purposes():
        return []
    other = who.for_purpose(purpose)
    try:
        covenant.require_purpose(other)
    except Refused:
        return []
    with acting(other):
        return list(module.search(other, words, limit=MOST))
