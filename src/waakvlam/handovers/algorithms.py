"""The rules by which a handover finds its way, for the register of algorithms (R5)."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.algorithms import Algorithm
from waakvlam.access.words import Purpose

_GROUND = _("De grondslag die het convenant van het netwerk bij het doel “warme overdracht” noemt: toestemming van de bewoner, of een publieke taak.")

ALGORITHMS = [
    Algorithm(
        code="handovers.candidates", version=1, since="2026-11", purpose=Purpose.HANDOVER,
        name=_("Voorstellen wie kan helpen"),
        short=_("Bij een vraag om hulp toont het systeem welke partners dit onderwerp in deze buurt aanbieden. Wie nu ruimte heeft, staat bovenaan."),
        goal=_("De vraag komt sneller bij iemand die iets kan doen. De bewoner merkt dat er minder wordt doorverwezen."),
        weighing=_("Het voorstel gaat over wat partners bieden, niet over de bewoner. De maker van de overdracht kiest zelf."),
        human=_("Een mens kiest de ontvanger, samen met de bewoner. De ontvanger kan weigeren met een reden."),
        risks=_("Een partner die zijn ruimte niet bijhoudt, staat te laag of te hoog. De datum van bijwerken staat erbij."),
        ground=_GROUND,
        data=_("Onderwerp en buurt van de vraag; de sociale kaart met aanbod en ruimte van partners. Geen gegevens over de bewoner."),
        working=_("Alle diensten met dit onderwerp in deze buurt, eerst die met ruimte. Diensten van de eigen organisatie vallen af."),
        source="src/waakvlam/handovers/queries/composing.py"),
    Algorithm(
        code="handovers.silence", version=1, since="2026-11", purpose=Purpose.HANDOVER,
        name=_("Doorgeven wat stil valt"),
        short=_("Als niemand binnen de afgesproken tijd reageert, gaat een zaak stap voor stap naar iemand anders."),
        goal=_("Geen vraag om hulp blijft liggen. De bewoner wacht korter."),
        weighing=_("De stappen hangen alleen af van tijd, niet van wie de bewoner is of hoe erg het lijkt."),
        human=_("Elke stap vraagt een mens om iets te doen; het systeem besluit niets over de bewoner."),
        risks=_("Te veel herinneringen maken doof. Daarom zijn er vaste stappen met werkdagen ertussen."),
        ground=_GROUND,
        data=_("Wanneer iets gestuurd is, wie het moet doen, en of dat gebeurd is."),
        working=_("Na de termijn: eerst een herinnering, dan de achtervang, dan de coördinator, dan de roerganger. Elke stap telt werkdagen."),
        source="src/waakvlam/access/clocks.py"),
]
