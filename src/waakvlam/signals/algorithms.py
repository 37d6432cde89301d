"""The rules by which signals are sent, for the register of algorithms (R5)."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.algorithms import Algorithm
from waakvlam.access.words import Purpose

ALGORITHMS = [
    Algorithm(
        code="signals.routing", version=2, since="2026-11", purpose=Purpose.SIGNAL,
        name=_("Bepalen wie een signaal het eerst krijgt"),
        short=_("Een beheerder schrijft regels in gewone woorden. De eerste regel die past, bepaalt bij welke organisatie een signaal begint. Past er geen, dan blijft het bij wie het opschreef."),
        goal=_("Een signaal komt sneller bij wie er iets aan kan doen. Niemand krijgt door een regel iets of verliest iets; een mens weegt elk signaal."),
        weighing=_("Er is gekozen voor regels die een mens kan narekenen, en niet voor een score. Een regel kijkt nooit naar een persoon."),
        human=_("Een mens schrijft elke regel met een reden. Wie een signaal krijgt, kan het teruggeven of doorgeven, en ziet door welke regel het kwam."),
        risks=_("Een regel kan te veel naar één organisatie sturen. Daarom is er een proef op de laatste 90 dagen, en kan een regel overslaan wie geen ruimte heeft."),
        ground=_("De grondslag die het convenant van het netwerk bij het doel “signalen wegen” noemt."),
        data=_("Soort, onderwerp, buurt, urgentie en uur van het signaal; of een organisatie zegt dat zij ruimte heeft, op de sociale kaart of in een antwoord aan een ander."),
        working=_("De regels staan op volgorde. De eerste waarvan alle voorwaarden gelden, beslist. De naam van de regel staat op het signaal. Vraagt een regel om ruimte, dan telt het nieuwste antwoord over dat onderwerp en die buurt zolang het geldt: “nee” zo veel dagen als was gevraagd, “later” tot die dag. Zonder antwoord telt de sociale kaart. Wie is overgeslagen, staat op het signaal."),
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
    Algorithm(
        code="signals.together", version=1, since="2026-11", purpose=Purpose.SIGNAL,
        name=_("Blind vergelijken of een andere organisatie ook een signaal heeft"),
        short=_("Elke nacht wordt vergeleken of twee organisaties een signaal hebben over hetzelfde adres of telefoonnummer. Staat het convenant het toe, dan lezen beide alleen dát er bij een ander ook iets is. Pas als beide ja zeggen, weten zij van elkaar wie dat is."),
        goal=_("Organisaties die langs elkaar heen werken, vinden elkaar. Niemand krijgt hierdoor iets of verliest iets; een mens weegt elk signaal."),
        weighing=_("Er gaan geen woorden over en weer, ook geen soort of naam. Wie nee zegt of niets zegt, is voor de ander hetzelfde. Er is gekozen om per nacht te vergelijken, en niet per adres op verzoek: zo kan niemand adressen proberen."),
        human=_("Een mens antwoordt of de organisatie samen wil kijken. Daarna deelt elk alleen wat zij zelf kiest, met de bewoner of met een noodzaak die is opgeschreven."),
        risks=_("Dat er iets is, kan al te veel zeggen. Daarom doen overlast, gevaar, veiligheid, opgroeien, zorg, medicijnen en geld nooit mee, en ook niet wat iemand zonder toestemming deelde of waar de bewoner nee op zei."),
        ground=_("De grondslag die het convenant van het netwerk noemt bij het doel “signalen wegen” en de gegevens “dat een ander er ook iets over heeft”."),
        data=_("Een versleuteld kenmerk van het adres of telefoonnummer; soort, onderwerp, urgentie en stand van het signaal, om te bepalen of het mee mag doen; het soort organisatie."),
        working=_("Twee signalen horen bij elkaar als het kenmerk van het adres of van het telefoonnummer gelijk is, twee verschillende organisaties eraan werken, geen van beide ooit deel had aan dat van de ander, en het convenant voor beide een regel heeft. Elke organisatie krijgt hoogstens één hint per signaal. Na tien werkdagen vervalt die."),
        source="src/waakvlam/signals/sql/gate_together.sql"),
    Algorithm(
        code="signals.nuisance", version=1, since="2026-11", purpose=Purpose.SIGNAL,
        name=_("Wie hoort dat er overlast is gemeld over een woning"),
        short=_("Van elke melding van overlast over een adres horen de corporatie die er verhuurt en de zorgaanbieder die er begeleidt dat zij er is, en meer niet."),
        goal=_("Wie begeleidt of verhuurt, kan helpen voordat het uit de hand loopt. Niemand krijgt hierdoor iets of verliest iets; een mens kijkt wat er nodig is."),
        weighing=_("De corporatie hoort van elke melding over haar woningen, begeleid of niet. Zo zegt een bericht niets over zorg. Er gaan geen woorden mee, ook niet wie het meldde."),
        human=_("Een mens leest het bericht en besluit wat er nodig is. Wie de melding opschreef, antwoordt de melder binnen twee werkdagen."),
        risks=_("Een adres kan verkeerd zijn opgeschreven. Staat een straat zonder postcode of plaats op twee plekken, dan hoort niemand iets."),
        ground=_("De grondslag die het convenant van het netwerk noemt bij het doel “signalen wegen” en de gegevens “bij welke woning er begeleiding is” en “dat er over een eigen woning overlast is gemeld”."),
        data=_("Het adres in de melding, de adressen in de registers van corporaties en op de lijsten van begeleide woningen; soort, onderwerp, urgentie en grond van de melding."),
        working=_("Postcode en huisnummer moeten gelijk zijn; zonder postcode straat, huisnummer en plaats. Wat over veiligheid, opgroeien, zorg, medicijnen of geld gaat, of over gevaar, en wat zonder toestemming moest worden gedeeld, gaat niet naar de corporatie."),
        source="src/waakvlam/signals/sql/gate_guided.sql"),
]
