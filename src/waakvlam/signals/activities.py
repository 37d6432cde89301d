"""What signals do with the data of residents, and their acts in words."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.activities import Words, activity
from waakvlam.access.words import Category, Purpose

_FOR = (Purpose.SIGNAL,)
_TOLD = (Category.CONTACT, Category.SIGNAL)

ACTIVITIES = [
    activity("signal.bring", _("Opschrijven wat iemand opmerkte"), _FOR, _TOLD),
    activity("signal.list", _("De lijst van signalen bekijken"), _FOR, _TOLD),
    activity("signal.search", _("Zoeken in signalen"), _FOR, _TOLD),
    activity("signal.read", _("Een signaal lezen"), _FOR, _TOLD),
    activity("signal.teller", _("Lezen wie een signaal meldde"), _FOR, (Category.CONTACT,)),
    activity("signal.nuisance", _("Een overlastbestand inlezen"), _FOR, (Category.SIGNAL,)),
    activity("signal.give", _("Een signaal met de inhoud doorgeven"), _FOR, _TOLD),
]
ACTS: dict[str, Words] = {
    "signal.bring": _("Signaal opgeschreven"),
    "signal.take": _("Signaal opgepakt"),
    "signal.put_back": _("Signaal teruggelegd"),
    "signal.follow_up": _("Afgesproken wat er volgt op een signaal"),
    "signal.follow_done": _("Gedaan wat volgde op een signaal"),
    "signal.follow_failed": _("Wat volgde op een signaal lukte niet"),
    "signal.rest": _("Signaal laten liggen"),
    "signal.expire": _("Signaal vervallen"),
    "signal.close": _("Signaal afgesloten"),
    "signal.urgency": _("Urgentie van een signaal veranderd"),
    "signal.give": _("Signaal doorgegeven"),
    "signal.give_back": _("Signaal teruggegeven"),
    "signal.pool": _("Signaal in de open pot gelegd"),
    "signal.unpool": _("Signaal uit de open pot gehaald"),
    "signal.claim": _("Signaal uit de open pot genomen"),
    "signal.routes": _("Regels voor routeren veranderd"),
    "signal.note": _("Notitie bij een signaal"),
    "signal.ask_words": _("Gevraagd of de woorden mee mogen"),
    "signal.report_out": _("Gemeld bij het meldpunt van de gemeente"),
    "signal.words": _("Woorden alsnog meegegaan"),
    "signal.no_words": _("Woorden gaan niet mee"),
    "signal.join": _("Signaal bij een ander gevoegd"),
    "signal.joined": _("Er is een signaal bij gevoegd"),
    "signal.apart": _("Signaal losgemaakt"),
    "signal.parted": _("Er is een signaal van losgemaakt"),
    "signal.review": _("Delen zonder toestemming nagekeken"),
    "signal.redact": _("Naam van de melder gewist"),
    "signal.view": _("Bewaarde lijst van signalen veranderd"),
    "signal.export": _("Signalen als bestand opgehaald"),
    "signal.nuisance_read": _("Overlastbestand gelezen"),
    "signal.nuisance_mean": _("Betekenis van woorden in een overlastbestand gekozen"),
    "signal.nuisance_approve": _("Overlastbestand goedgekeurd"),
    "signal.nuisance_done": _("Overlastbestand verwerkt"),
    "signal.nuisance_cancel": _("Overlastbestand weggegooid"),
    "signal.nuisance_undo": _("Overlastbestand teruggedraaid"),
    "signal.nuisance_undone": _("Terugdraaien van een overlastbestand afgerond"),
    "signal.nuisance_export": _("Opmerkingen bij een overlastbestand opgehaald"),
    "signal.door": _("Ingang voor het publiek veranderd"),
    "signal.tell": _("Aan een melder verteld dat het nog loopt"),
}
