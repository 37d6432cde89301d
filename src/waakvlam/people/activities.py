"""What the register does with the data of residents, and its acts in words."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.activities import Words, activity
from waakvlam.access.words import Category, Purpose

_REGISTER = (Purpose.REGISTER,)
_KNOWN = (Category.CONTACT, Category.HOUSEHOLD, Category.TENANCY)

ACTIVITIES = [
    activity("people.search", _("Een bewoner zoeken"), (Purpose.REGISTER, Purpose.CALL_ROUND, Purpose.HANDOVER),
             (Category.CONTACT,)),
    activity("people.household", _("Een huishouden bekijken"), _REGISTER, _KNOWN),
    activity("people.duplicates", _("Dubbele bewoners beoordelen"), _REGISTER, (Category.CONTACT, Category.HOUSEHOLD)),
    activity("people.preview", _("Een ingelezen register controleren"), _REGISTER, _KNOWN),
    activity("register.export", _("Een register als bestand meenemen"), _REGISTER, _KNOWN),
    activity("people.import", _("Een register overnemen"), _REGISTER, _KNOWN),
]
ACTS: dict[str, Words] = {
    "block.clear": _("Tekening van een blok gewist"),
    "block.fill": _("Blok getekend"),
    "block.move": _("Deur in een tekening verplaatst"),
    "block.undo": _("Tekenen teruggedraaid"),
    "areas.import": _("Wijken en buurten ingelezen"),
    "duplicate.dismiss": _("Geen dubbele gevonden"),
    "duplicate.merge": _("Dubbele samengevoegd"),
    "duplicate.undo": _("Samenvoegen teruggedraaid"),
    "duplicates.suggest": _("Dubbele gezocht"),
    "household.show_secret_address": _("Geheim adres getoond"),
    "register.apply": _("Register overgenomen"),
    "register.approve": _("Register goedgekeurd"),
    "register.cancel": _("Inlezen gestopt"),
    "register.export": _("Register als bestand meegenomen"),
    "register.export_refused": _("Geweigerde regels opgehaald"),
    "register.load": _("Register geladen"),
    "register.read": _("Register ingelezen"),
    "register.resume": _("Inlezen hervat"),
}
