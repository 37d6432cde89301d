"""What the card for the letter box says: the only sentences of this module that residents read in six languages.

Plain words, whatever the round is about: a housemate reads it first.
"""

from django.utils.translation import gettext as _

from waakvlam.kit.languages import apart


def _number(phone: str) -> str:
    """On one line, and in its own order."""
    return apart(phone.replace(" ", "\u00a0").replace("-", "\u2011"))


def title() -> str:
    return _("Wij waren bij u aan de deur")


def whole(phone: str, organisation: str) -> str:
    return _("Wij belden bij u aan. U was er niet, of het kwam niet uit. Dat geeft niet. "
             "Wij komen langs bij meer mensen in de buurt. Wilt u een afspraak maken, of wilt u liever "
             "geen bezoek? Bel ons dan op %(phone)s. Vraag naar %(organisation)s.") % {
        "phone": _number(phone), "organisation": apart(organisation)}


def line(phone: str) -> str:
    """For whoever reads another language than the card is in: what it is, and where to find help."""
    return _("Wij belden bij u aan. Wilt u een afspraak, of liever geen bezoek? Bel %(phone)s. "
             "Iemand anders mag voor u bellen.") % {"phone": _number(phone)}
