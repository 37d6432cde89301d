"""The card for the letter box: who rang, why in general, and a number. Nothing that tells housemates more."""

import json
from pathlib import Path

import typst
from django.utils.translation import gettext as _
from django.utils.translation import override

from waakvlam.access.identity import Who
from waakvlam.access.models import Organisation
from waakvlam.access.screening import screen
from waakvlam.kit.errors import Invalid
from waakvlam.kit.languages import LANGUAGES, RIGHT_TO_LEFT
from waakvlam.kit.phones import spoken

from . import card_words
from .models import Round

TEMPLATE = Path(__file__).parent / "reports" / "card.typ"
FONTS = Path(__file__).parents[1] / "web" / "static" / "vendor" / "naskh"
LONGEST = 500
PER_PAGE = 4
NO_PHONE = "…"


def texts(who: Who, round: Round) -> dict[str, str]:
    """The card of this round by language: as it was written, else the standard one. One query."""
    phone, found = _phone(who), dict[str, str]()
    for tongue in LANGUAGES:
        with override(tongue):
            found[tongue] = round.card.get(tongue) or card_words.whole(phone, who.organisation_name)
    return found


def parse(given: dict[str, str]) -> dict[str, str]:
    """Checked texts. Raises Invalid where one is too long, or holds a word about illness or crime."""
    found = {}
    for tongue in LANGUAGES:
        screened = screen(given.get(tongue, ""))
        if screened.words:
            raise Invalid("card_words", _("Op een kaart past geen woord over ziekte of strafbare feiten: %(words)s.") % {
                "words": ", ".join(screened.words)}, field=tongue)
        if len(screened.text) > LONGEST:
            raise Invalid("card_length", _("De tekst is te lang voor een kaart."), field=tongue, expected=str(LONGEST))
        if screened.text:
            found[tongue] = screened.text
    return found


def first(round: Round, chosen: str = "") -> str:
    """The language that stands large: what was chosen for a stack of cards, else that of the round."""
    return next((tongue for tongue in (chosen, round.language) if tongue in LANGUAGES), "nl")


def paper(who: Who, round: Round, language: str = "") -> bytes:
    """PDF: four cards on an A4, to cut; whole in one language, a line in each of the five others."""
    tongue = first(round, language)
    with override(tongue):
        title = card_words.title()
    given = {"title": title, "organisation": who.organisation_name, "count": PER_PAGE,
             "text": _piece(tongue, texts(who, round)[tongue]), "lines": lines(who, tongue)}
    return bytes(typst.compile(str(TEMPLATE), sys_inputs={"given": json.dumps(given)}, font_paths=[str(FONTS)]))


def lines(who: Who, without: str) -> list[dict[str, object]]:
    """Where to find help, in each language but one. One query."""
    phone, found = _phone(who), []
    for tongue in LANGUAGES:
        with override(tongue):
            found.append(_piece(tongue, card_words.line(phone)))
    return [piece for piece in found if piece["lang"] != without]


def _piece(tongue: str, text: str) -> dict[str, object]:
    return {"lang": tongue, "rtl": tongue in RIGHT_TO_LEFT, "text": text}


def has_phone(who: Who) -> bool:
    """Whether there is a number to print. One query."""
    return _phone(who) != NO_PHONE


def _phone(who: Who) -> str:
    return spoken(Organisation.objects.filter(pk=who.organisation_id).values_list("phone", flat=True).first() or NO_PHONE)
