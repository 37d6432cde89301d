"""Sentences of other modules that stand on residents' pages, named here so that the catalogues of
the resident's languages hold them too. Nothing imports this file; the extraction of messages reads it.
"""

from django.utils.translation import gettext_noop as _

FRAME = (
    _("Naar de inhoud"), _("Demo: niemand hier bestaat echt."), _("Waakvlam: het vlammetje dat blijft branden."),
    _("Taal"), _("Sluiten"), _("Er is iets niet ingevuld zoals het moet"), _("(mag leeg blijven)"), _("Dit is nog niet bewaard."),
)
# Parts of a letter (handovers.parts).
PARTS = (
    _("naam"), _("adres"), _("telefoonnummer"), _("e-mailadres"), _("met wie iemand woont"),
    _("de vraag in eigen woorden"), _("toelichting van ons"), _("foto's en documenten"),
)
# Subjects (resources.words).
TOPICS = (
    _("contact en gezelschap"), _("af en toe een telefoontje"), _("de deur uit en vervoer"),
    _("boodschappen en eten"), _("medicijnen halen"), _("het huishouden"), _("klussen in huis"),
    _("verzorging thuis"), _("zorgen voor een ander"), _("veel tegelijk aan het hoofd"),
    _("geld en rekeningen"), _("post en formulieren"), _("computer en internet"),
    _("kinderen, opgroeien en school"), _("werk en wat te doen overdag"), _("buren en de buurt"),
    _("je veilig voelen"), _("de woning"), _("iets anders"),
)
