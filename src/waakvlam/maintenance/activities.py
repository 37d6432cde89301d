"""What major maintenance does with the data of residents, and its acts in words."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.activities import Words, activity
from waakvlam.access.words import Category, Purpose

_FOR = (Purpose.MAINTENANCE,)

ACTIVITIES = [
    # Its subjects are rows of the list itself: a line that named the household would tell who brought it in.
    activity("maintenance.list", _("De eigen lijst van bekende adressen bekijken"), _FOR, (Category.CONTACT, Category.SIGNAL)),
    activity("maintenance.agreed", _("Bekijken welke adressen het kernteam samen bezoekt"), _FOR, (Category.CONTACT, Category.STATUS)),
    activity("maintenance.release", _("Aan het kernteam vertellen wat iemand weet"), _FOR, (Category.SIGNAL,)),
    activity("maintenance.agenda", _("De agenda van het kernteam bekijken"), _FOR, (Category.CONTACT, Category.SIGNAL)),
    activity("maintenance.noticed", _("Bekijken wat bij andere deuren is opgemerkt"), _FOR, (Category.CONTACT, Category.SIGNAL)),
    activity("maintenance.appointments", _("Afspraken voor werk in huis maken en bekijken"), _FOR, (Category.CONTACT, Category.APPOINTMENT)),
]
ACTS: dict[str, Words] = {
    "maintenance.plan": _("Project voor groot onderhoud gemaakt"),
    "maintenance.block": _("Blok bij een project gezet"),
    "maintenance.phase": _("Fase van een blok gewijzigd"),
    "maintenance.move": _("Stand van een project gewijzigd"),
    "maintenance.invite": _("Organisatie gevraagd voor een kernteam"),
    "maintenance.accepted": _("In een kernteam gestapt"),
    "maintenance.declined": _("Niet in een kernteam gestapt"),
    "maintenance.left": _("Uit een kernteam gestapt"),
    "maintenance.remove": _("Organisatie uit een kernteam gehaald"),
    "maintenance.members": _("Mensen voor een kernteam aangewezen"),
    "maintenance.list_add": _("Adressen op de eigen lijst gezet"),
    "maintenance.list_answer": _("Antwoord op de eigen lijst gezet"),
    "maintenance.list_remove": _("Adres van de eigen lijst gehaald"),
    "maintenance.list_withdraw": _("Adres van de eigen lijst ingetrokken"),
    "maintenance.round": _("Ronde geopend om lijsten te vergelijken"),
    "maintenance.settle": _("Lijsten vergeleken"),
    "maintenance.exempt": _("Uitzondering gemaakt voor een gezamenlijk bezoek"),
    "maintenance.call_off": _("Gezamenlijk bezoek afgezegd"),
    "maintenance.end_matching": _("Vergelijken van lijsten beëindigd"),
    "maintenance.destroy": _("Lijst van bekende adressen vernietigd"),
    "maintenance.going": _("Gezegd mee te gaan op bezoek"),
    "maintenance.not_going": _("Gezegd niet mee te gaan op bezoek"),
    "maintenance.visit_plan": _("Gezamenlijk bezoek gepland"),
    "maintenance.visit": _("Opgeschreven hoe een gezamenlijk bezoek liep"),
    "maintenance.visit_round": _("Bezoekronde langs de andere deuren gemaakt"),
    "maintenance.onto_sheet": _("Gezamenlijk bezoek op een bezoeklijst gezet"),
    "maintenance.release": _("Iets aan het kernteam verteld"),
    "maintenance.take_back": _("Teruggenomen wat aan het kernteam verteld was"),
    "maintenance.item": _("Punt op de agenda gezet"),
    "maintenance.item_take_up": _("Punt van de agenda opgepakt"),
    "maintenance.item_move": _("Stand van een agendapunt gewijzigd"),
    "maintenance.keep_back": _("Iets van een deur bij de eigen organisatie gehouden"),
    "maintenance.appointment": _("Afspraak voor werk in huis gemaakt"),
    "maintenance.appointment_change": _("Afspraak voor werk in huis gewijzigd"),
    "maintenance.appointment_cancel": _("Afspraak voor werk in huis afgezegd"),
    "maintenance.export": _("Afspraken als bestand opgehaald"),
    "maintenance.agenda_export": _("Agenda van het kernteam als bestand opgehaald"),
}
