"""What handovers do with the data of residents, and their acts in words."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.activities import Words, activity
from waakvlam.access.words import Category, Purpose

_HANDOVER = (Purpose.HANDOVER,)
_SENT = (Category.CONTACT, Category.REQUEST, Category.STATUS)

ACTIVITIES = [
    activity("handover.requests", _("Vragen om hulp bekijken die nog niet zijn overgedragen"), _HANDOVER,
             (Category.CONTACT, Category.REQUEST)),
    activity("handover.compose", _("Een overdracht schrijven"), _HANDOVER, (Category.CONTACT, Category.REQUEST)),
    activity("handover.offer", _("Een overdracht versturen"), _HANDOVER, _SENT),
    activity("handover.list", _("De lijst van overdrachten bekijken"), _HANDOVER, _SENT),
    activity("handover.read", _("Een overdracht lezen"), _HANDOVER, _SENT),
    activity("handover.to_ask", _("Bekijken aan wie nog gevraagd wordt of het hielp"), _HANDOVER,
             (Category.CONTACT, Category.STATUS)),
    activity("permission.withdraw", _("Toestemming intrekken"), _HANDOVER, (Category.STATUS,)),
    activity("permission.prolong", _("Toestemming verlengen"), _HANDOVER, (Category.STATUS,)),
    activity("necessity.read", _("Delen zonder toestemming beoordelen"), _HANDOVER, (Category.REQUEST,)),
]
ACTS: dict[str, Words] = {
    "handover.accept": _("Overdracht aangenomen"),
    "handover.ask": _("Iets gevraagd over een overdracht"),
    "handover.begin": _("Begonnen met helpen"),
    "handover.contact": _("Contact gelegd"),
    "handover.decide": _("Besluit genomen over een stille overdracht"),
    "handover.decline": _("Overdracht niet aangenomen"),
    "handover.end": _("Overdracht afgerond"),
    "handover.export": _("Overdrachten als bestand opgehaald"),
    "handover.helped": _("Gevraagd of het hielp"),
    "handover.direct": _("Doorbraak: opdracht gegeven"),
    "handover.leave": _("Stille overdracht gelaten zoals zij is"),
    "handover.mandate": _("Stille overdracht bij de roerganger gelegd"),
    "handover.note": _("Notitie bij een overdracht"),
    "handover.offer": _("Overdracht verstuurd"),
    "handover.offer_again": _("Overdracht opnieuw verstuurd"),
    "handover.remind": _("Herinnerd aan een overdracht"),
    "handover.report": _("Teruggekoppeld over een overdracht"),
    "handover.resident_link": _("Link voor de bewoner gemaakt"),
    "handover.resume": _("Overdracht heropend"),
    "handover.return": _("Overdracht teruggegeven"),
    "handover.stop": _("Delen gestopt door de bewoner"),
    "handover.withdraw": _("Overdracht ingetrokken"),
    "necessity.confirmed": _("Delen zonder toestemming bevestigd"),
    "necessity.refused": _("Delen zonder toestemming niet bevestigd"),
    "necessity.request": _("Delen zonder toestemming gevraagd"),
    "necessity.review": _("Delen zonder toestemming nagekeken"),
    "permission.prolong": _("Toestemming verlengd"),
    "permission.withdraw": _("Toestemming ingetrokken"),
}
