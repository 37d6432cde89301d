"""What may be sent, part by part, and the letter that is made of it.

The letter is made in one place: the preview, the copy that is kept and what the receiver reads
are the same text. Arrears, tenancy facts and birth dates are no parts: they never go along.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from waakvlam.access import covenant
from waakvlam.access.identity import Who
from waakvlam.access.screening import screen
from waakvlam.access.words import Category, Purpose


class Part(TextChoices):
    """One tick on the letter."""

    NAME = "name", _("naam")
    ADDRESS = "address", _("adres")
    PHONE = "phone", _("telefoonnummer")
    EMAIL = "email", _("e-mailadres")
    HOUSEHOLD = "household", _("met wie iemand woont")
    WORDS = "words", _("de vraag in eigen woorden")
    NOTE = "note", _("toelichting van ons")
    FILES = "files", _("foto's en documenten")


CATEGORY: dict[str, str] = {
    Part.NAME: Category.CONTACT, Part.ADDRESS: Category.CONTACT, Part.PHONE: Category.CONTACT,
    Part.EMAIL: Category.CONTACT, Part.HOUSEHOLD: Category.HOUSEHOLD,
    Part.WORDS: Category.REQUEST, Part.NOTE: Category.REQUEST,
    Part.FILES: Category.FILE,
}
WRITTEN = (Part.WORDS, Part.NOTE)


class Meeting(TextChoices):
    """How the receiver is introduced: warm, not by form."""

    NONE = "none", _("niet, de ontvanger neemt zelf contact op")
    CALL = "call", _("we bellen samen")
    VISIT = "visit", _("we gaan samen langs")
    NAMED = "named", _("we noemen een naam en een moment")


@dataclass(frozen=True)
class Introduction:
    how: str = Meeting.NONE
    name: str = ""
    moment: str = ""

    def plain(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True)
class Letter:
    """What goes: {part: text} and the introduction, cleaned."""

    parts: dict[str, str]
    introduction: Introduction
    masked: int = 0


def allowed(who: Who, receiver_kind: str) -> tuple[str, ...]:
    """The parts for which the covenant has a line on both sides. At most two queries."""
    def lines(kind: str) -> set[str]:
        return {line.category for line in covenant.lines(who.network_id)
                if line.kind == kind and line.purpose == Purpose.HANDOVER}

    both = lines(who.organisation_kind) & lines(receiver_kind)
    return tuple(part for part in Part.values if CATEGORY[part] in both)


def prepare(parts: Mapping[str, str], introduction: Introduction) -> Letter:
    """Mask what must not go, drop what is empty. Order as on the letter."""
    clean = {part: screen(parts[part]) for part in Part.values if parts.get(part, "").strip()}
    name, moment = screen(introduction.name), screen(introduction.moment)
    masked = sum(s.masked for s in (*clean.values(), name, moment))
    return Letter({p: s.text for p, s in clean.items()},
                  Introduction(introduction.how, name.text, moment.text), masked)


@dataclass(frozen=True)
class Heading:
    """Who writes to whom about what, and on which ground."""

    sender: str
    sender_person: str
    receiver: str
    topic: str
    urgency: str
    permission: str
    until: date | None
    necessity: bool = False


def compose(heading: Heading, letter: Letter) -> str:
    """The letter, in Dutch: the caller sees to the language of the labels."""
    blocks = [_opening(heading), *_facts(letter.parts), _words(letter.parts),
              letter.parts.get(Part.NOTE, ""), _introduced(letter.introduction),
              _ground(heading), f"Met groet,\n{heading.sender_person}\n{heading.sender}".replace("\n\n", "\n")]
    return "\n\n".join(block for block in blocks if block)


def _opening(heading: Heading) -> str:
    return (f"Beste collega's van {heading.receiver},\n\n"
            f"Wij dragen graag een vraag aan jullie over. Het gaat om: {heading.topic}. "
            f"Hoe snel: {heading.urgency}.")


def _facts(parts: Mapping[str, str]) -> list[str]:
    lines = [f"{Part(p).label.capitalize()}: {parts[p]}"
             for p in Part.values if p not in WRITTEN and p in parts]
    return ["\n".join(lines)] if lines else []


def _words(parts: Mapping[str, str]) -> str:
    return f"In eigen woorden:\n“{parts[Part.WORDS]}”" if Part.WORDS in parts else ""


def _introduced(introduction: Introduction) -> str:
    sentence = {
        Meeting.CALL: "We bellen de eerste keer graag samen.",
        Meeting.VISIT: "We gaan de eerste keer graag samen langs.",
        Meeting.NAMED: "We hebben aan de bewoner verteld wie er belt.",
    }.get(Meeting(introduction.how), "")
    who = f" Met: {introduction.name}." if introduction.name and sentence else ""
    when = f" Moment: {introduction.moment}." if introduction.moment and sentence else ""
    return f"{sentence}{who}{when}"


def _ground(heading: Heading) -> str:
    if heading.necessity:
        return ("De bewoner gaf geen toestemming. Wij sturen dit omdat het nodig is; een tweede "
                "collega heeft dat bevestigd.")
    until = f" Dit geldt tot en met {heading.until:%d-%m-%Y}." if heading.until else ""
    return f"De bewoner weet dat wij dit sturen. Zo is het gevraagd:\n“{heading.permission}”{until}"


def from_register(facts: Mapping[str, Any]) -> dict[str, str]:
    """{part: text} from what the register gives; empty texts are left out."""
    return {part: str(facts[part]).strip() for part in Part.values if facts.get(part)}
