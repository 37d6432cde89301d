"""What residents' rights do with the data of residents, and their acts in words."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.activities import Words, activity
from waakvlam.access.words import Category, Purpose

_REGISTER = (Purpose.REGISTER,)
_EVERYTHING = (Category.CONTACT, Category.HOUSEHOLD, Category.TENANCY)

ACTIVITIES = [
    activity("mijn.receipt", _("Als bewoner het eigen overzicht bekijken"), (Purpose.HANDOVER,),
             (Category.CONTACT, Category.REQUEST, Category.STATUS)),
    activity("rights.resident", _("Een bewoner helpen met zijn rechten"), _REGISTER, _EVERYTHING),
    activity("rights.requests", _("De lijst van verzoeken van bewoners bekijken"), _REGISTER, (Category.CONTACT,)),
    activity("rights.request", _("Een verzoek van een bewoner lezen"), _REGISTER, _EVERYTHING),
    activity("rights.ask", _("Een verzoek van een bewoner opschrijven"), (*_REGISTER, Purpose.HANDOVER), _EVERYTHING),
    activity("rights.answer", _("Een verzoek van een bewoner beantwoorden"), _REGISTER, _EVERYTHING),
]
ACTS: dict[str, Words] = {
    "rights.give_code": _("Bewoner een code gestuurd"),
    "rights.print": _("Overzicht van een bewoner op papier gemaakt"),
    "rights.visit": _("Bewoner meldde zich aan met een code"),
    "rights.ask": _("Verzoek van een bewoner ontvangen"),
    "rights.take": _("Verzoek van een bewoner opgepakt"),
    "rights.extend": _("Termijn van een verzoek verlengd"),
    "rights.answer": _("Verzoek van een bewoner beantwoord"),
    "rights.withdraw": _("Verzoek teruggenomen door de bewoner"),
    "rights.erase": _("Gegevens van een bewoner gewist op verzoek"),
}
