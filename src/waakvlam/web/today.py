"""Vandaag: what asks for attention now, most urgent first, per role.

A module takes part with ``today(who)`` in its queries and ``TODAY_PURPOSE`` (one or more); it
returns sections: objects with key, title, rows, total and where useful url, note and empty. Rows:
title, url and where useful note, icon, status, when, tone, done, total, mine, action, action_url.
What a module shows because a clock runs it finds with ``access.waiting`` and names in ``TODAY_CLOCKS``; what it
reads whatever else it finds, with ``access.reads``, and names in ``TODAY_READS``: purpose → functions.
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.access import covenant, reads, waiting
from waakvlam.access.identity import Who
from waakvlam.access.words import Role
from waakvlam.kit.time import AMSTERDAM, now

from . import areas, handed
from .asking import ask_all, takers
from .places import EVERYTHING, Door

# Which sections come first; what is not named comes after, in the order of the modules.
FIRST = ("silent", "decisions", "calling", "callbacks", "signals", "together", "nuisances", "incoming", "accepted", "arrears", "rounds", "waiting", "told", "findings", "area")
LEADS: dict[str, Any] = {
    Role.CALLER: gettext_lazy("Eén mens tegelijk. Neem de tijd."),
    Role.COORDINATOR: gettext_lazy("Eerst wat stil viel, dan de rondes, dan wat er binnenkwam."),
    Role.STEWARD: gettext_lazy("Wat vastzit en om een besluit vraagt."),
    Role.BOARD: gettext_lazy("De buurt en de afspraken. Nooit een persoon."),
    Role.PRIVACY_OFFICER: gettext_lazy("Wie wat zag, en waarom dat mocht."),
    Role.ADMINISTRATOR: gettext_lazy("Organisaties, mensen en het convenant."),
}
DEFAULT_LEAD = gettext_lazy("Wie op jou wacht, staat bovenaan.")


def sections(who: Who) -> list[Any]:
    """Everything that modules have for this person now, sorted. One query for all that waits, a few per module."""
    asked = [(today, purposes) for _name, today, purposes in takers("today", "TODAY_PURPOSE")]
    asked += [(handed.sections, handed.PURPOSES), (areas.sections, areas.PURPOSES)]
    if who.role in handed.TOLD:
        asked.append((handed.told, handed.CALLERS))
    with waiting.ahead(who, _kinds(who)):
        found = [section for answer in ask_all(who, asked, first=_reads(who)) for section in answer]
    place = {key: at for at, key in enumerate(FIRST)}
    return sorted(found, key=lambda section: place.get(section.key, len(FIRST)))


def _kinds(who: Who) -> list[tuple[str, ...]]:
    """The groups of kinds of clocks that each module shows, of modules that have a purpose open to `who`."""
    offered = [(groups, purposes) for _name, groups, purposes in takers("TODAY_CLOCKS", "TODAY_PURPOSE")]
    offered.append((handed.TODAY_CLOCKS, handed.PURPOSES))
    open_ = covenant.purposes(who)
    return [group for groups, purposes in offered if set(purposes) & set(open_) for group in groups]


def _reads(who: Who) -> list[tuple[reads.Read, Who]]:
    """What modules read whatever they find; by purpose, the one at hand last, so that the wall stands at it again."""
    offered = [named for _name, named, _purposes in takers("TODAY_READS", "TODAY_PURPOSE")] + [handed.TODAY_READS]
    open_ = covenant.purposes(who)
    found = [(purpose, read) for named in offered for purpose, asked in named.items() if purpose in open_ for read in asked]
    return [(read, who.for_purpose(purpose)) for purpose, read in sorted(found, key=lambda pair: (pair[0] == who.purpose, pair[0]))]


def lead(who: Who) -> Any:
    return LEADS.get(who.role, DEFAULT_LEAD)


def greeting(who: Who) -> str:
    """By the hour in the Netherlands, with the first name."""
    hour = now().astimezone(AMSTERDAM).hour
    if hour < 6 or hour >= 18:
        words = _("Goedenavond, %(name)s")
    elif hour < 12:
        words = _("Goedemorgen, %(name)s")
    else:
        words = _("Goedemiddag, %(name)s")
    return words % {"name": who.name.split(" ", 1)[0]}


def doors(who: Who) -> list[Door]:
    """Where this role can start."""
    return [door for door in EVERYTHING if door.is_open_to(who)]
