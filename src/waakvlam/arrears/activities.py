"""What the debt track does with the data of residents, and its acts in words."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.activities import Words, activity
from waakvlam.access.words import Category, Purpose

_FOR = (Purpose.DEBT,)
_OWN = (Category.CONTACT, Category.ARREARS, Category.TENANCY)
_SENT = (Category.CONTACT, Category.ARREARS, Category.STATUS)

ACTIVITIES = [
    activity("arrears.list", _("De lijst van huurachterstanden bekijken"), _FOR, _OWN),
    activity("arrears.read", _("Een huurachterstand bekijken"), _FOR, _OWN),
    activity("arrears.keep", _("Een huurachterstand bijhouden"), _FOR, _OWN),
    activity("arrears.import", _("Huurachterstanden inlezen"), _FOR, _OWN),
    activity("arrears.send", _("Een vroegsignaal of geplande ontruiming aan de gemeente melden"), _FOR, _SENT),
    activity("arrears.notices", _("De lijst van vroegsignalen bekijken"), _FOR, _SENT),
    activity("arrears.notice", _("Een vroegsignaal lezen"), _FOR, _SENT),
    activity("arrears.coach", _("Nieuwe huurders een budgetcoach aanbieden"), _FOR, (Category.CONTACT, Category.TENANCY)),
]
ACTS: dict[str, Words] = {
    "arrears.open": _("Huurachterstand opgeschreven"),
    "arrears.amount": _("Bedrag van een huurachterstand gewijzigd"),
    "arrears.tried": _("Geprobeerd contact te krijgen over huurachterstand"),
    "arrears.contact": _("Contact gehad over huurachterstand"),
    "arrears.help": _("Gewezen op schuldhulp"),
    "arrears.reminder": _("Herinnering gestuurd"),
    "arrears.offered": _("Aangeboden gegevens door te geven aan de gemeente"),
    "arrears.refused": _("Huurder wil niet dat gegevens worden doorgegeven"),
    "arrears.agreed": _("Huurder vindt doorgeven toch goed"),
    "arrears.note": _("Notitie bij een huurachterstand"),
    "arrears.collection": _("Huurachterstand naar incasso"),
    "arrears.judgment": _("Vonnis over huurachterstand"),
    "arrears.undo": _("Iets bij een huurachterstand ongedaan gemaakt"),
    "arrears.end": _("Huurachterstand afgerond"),
    "arrears.arrange": _("Betalingsregeling gemaakt"),
    "arrears.paid": _("Termijn van een regeling betaald"),
    "arrears.kept": _("Betalingsregeling nagekomen"),
    "arrears.broken": _("Betalingsregeling niet nagekomen"),
    "arrears.eviction": _("Ontruiming gepland"),
    "arrears.called_off": _("Ontruiming afgeblazen"),
    "arrears.signal": _("Vroegsignaal verstuurd"),
    "arrears.told": _("Geplande ontruiming aan het meldpunt gemeld"),
    "arrears.came_back": _("Bericht van de gemeente over een vroegsignaal"),
    "arrears.silent": _("Termijn van een huurachterstand verlopen"),
    "arrears.export": _("Huurachterstanden als bestand opgehaald"),
    "arrears.terms": _("Afspraken over vroegsignalen vastgelegd"),
    "arrears.import_read": _("Bestand met huurachterstanden gelezen"),
    "arrears.import_apply": _("Bestand met huurachterstanden akkoord"),
    "arrears.import_done": _("Bestand met huurachterstanden verwerkt"),
    "arrears.import_cancel": _("Bestand met huurachterstanden weggegooid"),
    "arrears.coach": _("Budgetcoach aangeboden"),
    "arrears.coach_answer": _("Antwoord op een budgetcoach opgeschreven"),
    "arrears.notice_send": _("Bericht aan de gemeente verstuurd"),
    "arrears.notice_accept": _("Vroegsignaal aangenomen"),
    "arrears.notice_decline": _("Vroegsignaal niet aangenomen"),
    "arrears.notice_contact": _("Contact gelegd na een vroegsignaal"),
    "arrears.notice_help": _("Schuldhulp geopend na een vroegsignaal"),
    "arrears.notice_report": _("Teruggekoppeld over een vroegsignaal"),
    "arrears.notice_end": _("Vroegsignaal afgerond"),
    "arrears.notice_withdraw": _("Vroegsignaal ingetrokken"),
    "arrears.notice_expire": _("Termijn van een vroegsignaal voorbij"),
    "arrears.notice_silent": _("Vroegsignaal stil gevallen"),
}
