"""What sign-in does with the data of residents, and its acts in words."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.activities import Words, activity
from waakvlam.access.words import Category, Purpose

ACTIVITIES = [
    activity("emergency.open", _("Meekijken zonder toestemming omdat er gevaar was"), (Purpose.HANDOVER,),
             (Category.CONTACT, Category.REQUEST, Category.STATUS)),
]
ACTS: dict[str, Words] = {
    "emergency.open": _("Noodtoegang gebruikt"),
    "emergency.end": _("Noodtoegang beëindigd"),
    "emergency.review": _("Noodtoegang beoordeeld"),
    "factor.add": _("Tweede stap ingesteld"),
    "factor.remove": _("Tweede stap weggehaald"),
    "factor.renew": _("Nieuwe herstelcodes gemaakt"),
    "factor.ask_reset": _("Hulp gevraagd bij het aanmelden"),
    "factor.reset": _("Tweede stap van een collega hersteld"),
    "password.change": _("Wachtwoord veranderd"),
    "provider.set": _("Account van de organisatie ingesteld"),
    "scim.group": _("Groep uit de personeelsgids"),
    "scim.join": _("Medewerker uit de personeelsgids"),
    "scim.key": _("Sleutel voor de personeelsgids gemaakt"),
    "scim.key_end": _("Sleutel voor de personeelsgids ingetrokken"),
    "scim.leave": _("Vertrokken volgens de personeelsgids"),
    "scim.map": _("Groep gekoppeld aan een rol"),
    "scim.map_confirm": _("Zware rol van een groep bevestigd"),
    "scim.map_end": _("Koppeling van een groep weggehaald"),
    "scim.move": _("Andere rol volgens de personeelsgids"),
    "scim.rename": _("Andere naam volgens de personeelsgids"),
    "session.prove": _("Opnieuw laten zien wie het is"),
    "session.end": _("Aanmelding gestopt"),
    "session.end_others": _("Andere aanmeldingen gestopt"),
    "staff.apply": _("Lijst van medewerkers uitgevoerd"),
}
