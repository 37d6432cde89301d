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

from .models import Round

TEMPLATE = Path(__file__).parent / "reports" / "card.typ"
LANGUAGES = ("nl", "en")
LONGEST = 500
PER_PAGE = 4


def standard(who: Who, phone: str, language: str) -> str:
    """Plain words, whatever the round is about: a housemate reads it first."""
    with override(language):
        return _("Wij belden bij u aan. U was er niet, of het kwam niet uit. Dat geeft niet. "
                 "Wij komen langs bij meer mensen in de buurt. Wilt u een afspraak maken, of wilt u liever "
                 "geen bezoek? Bel ons dan op %(phone)s. Vraag naar %(organisation)s.") % {
            "phone": phone or "…", "organisation": who.organisation_name}


def texts(who: Who, round: Round) -> dict[str, str]:
    """The card of this round by language. One query."""
    phone = Organisation.objects.filter(pk=who.organisation_id).values_list("phone", flat=True).first() or ""
    return {tongue: round.card.get(tongue) or standard(who, phone, tongue) for tongue in LANGUAGES}


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


def paper(who: Who, round: Round) -> bytes:
    """PDF: four cards on an A4, in both languages, to cut."""
    with override("nl"):
        title = _("Wij waren bij u aan de deur")
    given = {"title": title, "organisation": who.organisation_name, "count": PER_PAGE,
             "texts": [{"lang": tongue, "text": text} for tongue, text in texts(who, round).items()]}
    return bytes(typst.compile(str(TEMPLATE), sys_inputs={"given": json.dumps(given)}))
