"""The rules by which signals are sent, for the register of algorithms (R5)."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.algorithms import Algorithm
from waakvlam.access.words import Purpose

ALGORITHMS = [
    Algorithm(
        code="signals.routing", version=1, since="2026-11", purpose=Purpose.SIGNAL,
        name=_("Bepalen wie een signaal het eerst krijgt"),
        short=_("Een beheerder schrijft regels in gewone woorden. De eerste regel die past, bepaalt bij welke organisatie een signaal begint. Past er geen, dan blijft het bij wie het opschreef."),
        goal=_("Een signaal komt sneller bij wie er iets aan kan doen. Niemand krijgt door een regel iets of verliest iets; een mens weegt elk signaal."),
        weighing=_("Er is gekozen voor regels die een mens kan narekenen, en niet voor een score. Een regel kijkt nooit naar een persoon."),
        human=_("Een mens schrijft elke regel met een reden. Wie een signaal krijgt, kan het teruggeven of doorgeven, en ziet door welke regel het kwam."),
        risks=_("Een regel kan te veel naar één organisatie sturen. Daarom is er een proef op de laatste 90 dagen, en kan een regel overslaan wie geen ruimte heeft."),
        ground=_("De grondslag die het convenant van het netwerk bij het doel “signalen wegen” noemt."),
        data=_("Soort, onderwerp, buurt, urgentie en uur van het signaal; of een organisatie zegt dat zij ruimte heeft."),
        working=_("De regels staan op volgorde. De eerste waarvan alle voorwaarden gelden, beslist. De naam van de regel staat op het signaal."),
        source="src/waakvlam/signals/routing.py"),
    Algorithm(
        code="signals.repeats", version=1, since="2026-11", purpose=Purpose.SIGNAL,
        name=_("Urgentie bij meer signalen over hetzelfde"),
        short=_("Voegt iemand signalen over dezelfde woning of persoon samen, dan gaat de urgentie omhoog: bij drie in 30 dagen naar “deze week”, bij zes naar “vandaag”."),
        goal=_("Wat zich herhaalt, wordt eerder bekeken. Niemand krijgt hierdoor iets of verliest iets; een mens weegt elk signaal."),
        weighing=_("Er wordt alleen geteld. Er is geen score van een persoon, en wat iemand is of heeft telt niet mee."),
        human=_("Een mens kiest wat bij elkaar hoort, en kan het weer losmaken. Wie de urgentie zelf kiest, houdt die: de regel verandert haar dan niet meer."),
        risks=_("Wie veel buren heeft die melden, komt eerder aan de beurt. Daarom staat op het signaal waarom de urgentie hoger is."),
        ground=_("De grondslag die het convenant van het netwerk bij het doel “signalen wegen” noemt."),
        data=_("Het moment waarop elk samengevoegd signaal binnenkwam, en de urgentie die het had."),
        working=_("Tel de signalen in de draad die hoogstens 30 dagen voor het nieuwste binnenkwamen. Is dat zes of meer: minstens “vandaag”. Drie of meer: minstens “deze week”. En nooit minder dan het dringendste signaal in de draad."),
        source="src/waakvlam/signals/repeats.py"),
]
