"""What call rounds do with the data of residents, and their acts in words."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.activities import Words, activity
from waakvlam.access.words import Category, Purpose

_ROUND = (Purpose.CALL_ROUND,)
_VISIT = (Purpose.VISIT_ROUND,)
_TALK = (Category.CONTACT, Category.CONVERSATION)

ACTIVITIES = [
    activity("outreach.call", _("Een bewoner bellen"), _ROUND,
             (Category.CONTACT, Category.HOUSEHOLD, Category.TENANCY, Category.CONVERSATION)),
    activity("outreach.visit", _("Bij een bewoner aanbellen"), _VISIT,
             (Category.CONTACT, Category.HOUSEHOLD, Category.CONVERSATION)),
    activity("outreach.plan_visits", _("Huisbezoeken plannen"), _VISIT, (Category.CONTACT, Category.HOUSEHOLD)),
    activity("outreach.markers", _("Bekijken bij welke deur je met twee mensen gaat"), _VISIT,
             (Category.CONTACT, Category.CONVERSATION)),
    activity("outreach.list", _("De lijst van een belactie bekijken"), _ROUND, (Category.CONTACT, Category.HOUSEHOLD)),
    activity("outreach.coverage", _("Bekijken welke deuren bereikt zijn"), _ROUND, (Category.CONTACT,)),
    activity("outreach.announce", _("Een belactie aankondigen"), _ROUND, (Category.CONTACT,)),
    activity("outreach.finding", _("Een bevinding uit een gesprek bekijken"), _ROUND, _TALK),
    activity("outreach.findings", _("De lijst van bevindingen bekijken"), _ROUND, _TALK),
    activity("outreach.told", _("Zien wat er gebeurt met wat je zelf hoorde"), _ROUND, (Category.CONTACT, Category.STATUS)),
    activity("outreach.stops", _("Bekijken wie niet gebeld wil worden"), _ROUND, (Category.CONTACT,)),
]
ACTS: dict[str, Words] = {
    "announcement.write": _("Aankondiging geschreven"),
    "batch.give_up": _("Werk op de achtergrond gestopt"),
    "batch.resume": _("Werk op de achtergrond hervat"),
    "call.finish": _("Telefoontje afgerond"),
    "call.give_back": _("Bewoner teruggegeven"),
    "call.take": _("Bewoner gekregen om te bellen"),
    "call.undo": _("Telefoontje teruggedraaid"),
    "coverage.count": _("Bereik geteld"),
    "coverage.export": _("Wie nog nooit bereikt is als bestand opgehaald"),
    "coverage.terms": _("Vastgelegd wat telt als bereikt"),
    "entry.exclude": _("Huishouden van de lijst gehaald"),
    "entry.put_back": _("Huishouden terug op de lijst gezet"),
    "finding.answered": _("Bevinding beantwoord"),
    "finding.dropped": _("Bevinding vervallen"),
    "finding.handed_over": _("Bevinding overgedragen"),
    "finding.record": _("Bevinding opgeschreven"),
    "finding.reopen": _("Bevinding heropend"),
    "finding.take_up": _("Bevinding opgepakt"),
    "household.call_again": _("Mag weer gebeld worden"),
    "household.do_not_call": _("Niet meer bellen"),
    "round.announce": _("Belactie aangekondigd"),
    "round.announced": _("Aankondiging van een belactie verstuurd"),
    "round.approve": _("Belactie goedgekeurd"),
    "round.card": _("Kaart voor in de bus gewijzigd"),
    "round.change": _("Belactie gewijzigd"),
    "round.export": _("Belactie als bestand opgehaald"),
    "round.draft": _("Belactie opgezet"),
    "round.list": _("Lijst van een belactie gemaakt"),
    "round.outcomes": _("Uitkomsten van een belactie gewijzigd"),
    "script.edit": _("Belscript gewijzigd"),
    "script.make": _("Belscript gemaakt"),
    "script.publish": _("Belscript in gebruik genomen"),
    "visit.settle": _("Gekozen welk verslag van een deur telt"),
    "visit.tell": _("Huisbezoek vastgelegd"),
    "visit.undo": _("Huisbezoek teruggedraaid"),
    "marker.lift": _("Merkteken voor twee bezoekers opgeheven"),
    "marker.prolong": _("Merkteken voor twee bezoekers opnieuw bekeken"),
    "marker.write": _("Merkteken voor twee bezoekers gezet"),
    "sheet.drop": _("Bezoeklijst vervallen"),
    "sheet.export": _("Bezoeklijst als bestand opgehaald"),
    "sheet.move": _("Deuren naar een andere bezoeklijst"),
    "sheet.plan": _("Bezoeken verdeeld over dagen en ploegen"),
    "sheet.put_back": _("Bezoeklijst of deuren teruggezet"),
    "sheet.remove": _("Deuren van een bezoeklijst gehaald"),
    "sheet.team": _("Ploeg van een bezoeklijst gewijzigd"),
    "stop.lift": _("Niet-bellen opgeheven"),
    "stop.record": _("Niet-bellen vastgelegd"),
}
