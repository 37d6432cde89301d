"""The register of processing activities, and the words for acts: rows that each module supplies.

A processing line points to its activity by an address of ours, with the version of what stands here;
purpose, ground, categories, terms and recipients come from the covenant (article 30 GDPR).
A module's `activities.py` holds ACTIVITIES and ACTS; `config` assembles them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .words import Category

Words = str | Promise
CODE = "[a-z_]+[.][a-z_]+"


@dataclass(frozen=True)
class Activity:
    """Something done with the data of residents. A change of meaning is a new version."""

    code: str
    words: Words
    purposes: tuple[str, ...]
    categories: tuple[str, ...]
    version: int = 1


TABLE: dict[str, Activity] = {}
WORDS: dict[str, Words] = {}


def activity(code: str, words: Words, purposes: Iterable[str], categories: Iterable[str], version: int = 1) -> Activity:
    return Activity(code, words, tuple(purposes), tuple(Category(c) for c in categories), version)


def install(activities: Iterable[Activity], acts: Mapping[str, Words]) -> None:
    """Called once, by config, with the rows of every module."""
    for row in activities:
        if TABLE.setdefault(row.code, row) != row:
            raise ValueError(f"activity {row.code} is declared twice")
    WORDS.update(acts)


def uri(code: str) -> str:
    """The address of an activity, with its version: what a processing line carries."""
    version = TABLE[code].version if code in TABLE else 1
    return f"{settings.BASE_URL.rstrip('/')}/verwerkingsactiviteiten/{code}/versies/{version}/"


def words_of(verb: str) -> Words:
    """An act in words; the code itself where no module has words for it."""
    return WORDS.get(verb, verb)


# The acts of access itself.
ACTS: dict[str, Words] = {
    "audit.verify": _("Zegels gecontroleerd"),
    "audit.export": _("Logboek als bestand opgehaald"),
    "covenant.adopt": _("Convenant vastgesteld"),
    "covenant.propose": _("Nieuwe versie van het convenant voorgesteld"),
    "covenant.reject": _("Voorstel voor het convenant afgewezen"),
    "covenant.withdraw": _("Voorstel voor het convenant ingetrokken"),
    "covenant.for_administrator": _("Namens een beheerder gehandeld, op de opdrachtregel"),
    "covenant.explain": _("Rechten van iemand laten uitleggen"),
    "data.read": _("Gegevens van bewoners bekeken"),
    "data.write": _("Gegevens van bewoners overgenomen"),
    "text.keep": _("Woorden laten staan na een waarschuwing"),
    "text.rewrite": _("Tekst herschreven na een waarschuwing"),
    "member.add": _("Medewerker een rol gegeven"),
    "member.end": _("Rol beëindigd"),
    "member.password": _("Wachtwoord gezet"),
    "organisation.add": _("Organisatie toegevoegd"),
    "organisation.change": _("Veranderd waar een organisatie te bereiken is"),
    "purpose.change": _("Ander doel gekozen"),
    "access.denied": _("Geweigerd"),
}
