"""The rule by which private lists are compared, for the register of algorithms (R5)."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.algorithms import Algorithm
from waakvlam.access.words import Purpose

ALGORITHMS = [
    Algorithm(
        code="maintenance.compare", version=1, since="2026-11", purpose=Purpose.MAINTENANCE,
        name=_("Lijsten van bekende adressen vergelijken"),
        short=_("Bij groot onderhoud zet elke partner op een eigen lijst welke adressen hij kent. Alleen wat genoeg partners samen willen bezoeken, wordt zichtbaar."),
        goal=_("Een bewoner met meer hulpverleners krijgt één bezoek dat is afgestemd. Wie niemand samen wil bezoeken, blijft onbekend."),
        weighing=_("Partners hoeven elkaar niets te vertellen om te weten waar zij samen heen willen. Het alternatief was een lijst op tafel."),
        human=_("Elke partner zegt zelf per adres ja of nee, en kan dat intrekken. De corporatie kan deuren uitzonderen. Mensen plannen het bezoek."),
        risks=_("Een partner kan vissen door veel adressen op te geven. Daarom is er een grens per blok, een vast moment, en ziet de eigen functionaris gegevensbescherming de aantallen."),
        ground=_("De grondslag die het convenant per partner noemt bij het doel “groot onderhoud”."),
        assessed=_("De DPIA van het netwerk; een voorbeeld staat in het handboek."),
        data=_("Versleutelde merken van adressen en het antwoord ja per adres. Geen namen, geen reden."),
        working=_("Een adres is afgesproken als minstens het ingestelde aantal organisaties (twee of meer) ja zei, de corporatie de deur niet uitzonderde, en geen van hen over zijn grens ging. Alles op één moment, tussen twee keer ligt een week."),
        source="src/waakvlam/maintenance/sql/gate.sql"),
]
