"""The rules by which call rounds choose, for the register of algorithms (R5)."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.algorithms import Algorithm
from waakvlam.access.words import Purpose

_GROUND = _("De grondslag die het convenant van het netwerk bij het doel “belactie” noemt; voor een woningcorporatie is dat meestal het gerechtvaardigd belang (artikel 6.1.f AVG).")

ALGORITHMS = [
    Algorithm(
        code="outreach.selection", version=1, since="2026-11", purpose=Purpose.CALL_ROUND,
        name=_("Kiezen wie we bellen"),
        short=_("Een coördinator schrijft in een zin wie gebeld wordt. Het systeem zoekt de huishoudens die bij die zin horen. Een mens keurt de lijst goed."),
        goal=_("Mensen bereiken die hulp kunnen gebruiken en er niet om vragen. Wie op de lijst staat, wordt gebeld en mag nee zeggen. Wie er niet op staat, verliest niets."),
        weighing=_("Er is gekozen voor regels die een mens kan narekenen, en niet voor een score. De lijst bepaalt alleen wie gebeld wordt, nooit wat iemand krijgt."),
        human=_("Een mens schrijft de regel met een reden, bekijkt wie hij kiest naast wie er woont, en keurt de lijst goed. Per huishouden staat erbij waarom het gekozen is."),
        risks=_("Een groep kan te vaak of te weinig gekozen worden. Daarom staat de opbouw naast die van de buurt, en worden ook door loting mensen gebeld die niet gekozen zijn. Nationaliteit, herkomst, taal, religie, geslacht, inkomen en gezondheid zijn geen keuze."),
        ground=_GROUND,
        data=_("Leeftijd, soort huishouden, buurt, blok, hoe lang iemand huurt, stand van een huurachterstand, wanneer iemand voor het laatst gesproken is, hoe vaak en op hoeveel manieren dat tevergeefs geprobeerd is; uit het register van de eigen organisatie."),
        working=_("Alle keuzes die zijn ingevuld moeten gelden. Af vallen: overleden, verhuisd, wil niet gebeld worden, geheim adres, geen telefoonnummer, kort geleden gesproken, of al op een andere lijst. De volgorde is door loting of blok voor blok."),
        source="src/waakvlam/outreach/selection.py"),
    Algorithm(
        code="outreach.reference", version=1, since="2026-11", purpose=Purpose.CALL_ROUND,
        name=_("Loten wie er ook gebeld wordt"),
        short=_("Bij elke belactie worden door loting ook huishoudens gebeld die niet gekozen zijn. Zo zien we wat de keuze mist."),
        goal=_("Een eerlijke schatting van hoeveel mensen hulp nodig hebben zonder dat iemand het weet. Wie geloot is, krijgt hetzelfde gesprek."),
        weighing=_("Zonder loting ziet een organisatie alleen wat zij al zocht. De groep is klein: hoogstens een vijfde van de lijst."),
        human=_("Een coördinator kiest hoe groot de groep is en keurt de lijst goed. Niemand kan kiezen wie geloot wordt."),
        risks=_("Wie geloot is, kan denken dat er iets aan de hand is. De beller zegt dat het om loting gaat."),
        ground=_GROUND,
        data=_("De huishoudens in het gebied van de belactie die niet gekozen zijn en wel gebeld mogen worden."),
        working=_("Elk huishouden krijgt een getal uit een vast geheim van de ronde en het eigen nummer (MD5). De laagste getallen zijn geloot. Dezelfde ronde loot altijd dezelfde huishoudens."),
        source="src/waakvlam/outreach/filling.py"),
    Algorithm(
        code="outreach.sheets", version=1, since="2026-11", purpose=Purpose.VISIT_ROUND,
        name=_("Bezoeken verdelen en een looproute maken"),
        short=_("Het systeem verdeelt de deuren van een goedgekeurde lijst over dagen en ploegen, en zet ze in de volgorde van de kortste wandeling."),
        goal=_("Niemand twee keer op een dag storen, en zo min mogelijk heen en weer lopen."),
        weighing=_("De regel kiest geen mensen: wie op de lijst staat, is al door een mens goedgekeurd. Zij bepaalt alleen de dag, de ploeg en de volgorde."),
        human=_("Wie bezoeken plant kiest de dagen, de ploegen en hoeveel deuren zij doen, en kan elke deur verplaatsen of van de lijst halen."),
        risks=_("Een deur kan telkens achteraan komen. Wat niet gedaan is, wacht daarom de volgende dag opnieuw, en een afspraak gaat voor."),
        ground=_("De grondslag die het convenant van het netwerk bij het doel “huisbezoek” noemt."),
        data=_("Adres, blok, portiek, verdieping en plaats op de kaart; gemaakte afspraken; of wij er met twee mensen gaan."),
        working=_("Afspraken van de dag eerst. Dan langs de wandeling: straat voor straat, de oneven kant heen en de even kant terug, per portiek van onder naar boven, tussen straten de kortste weg. Elke ploeg krijgt een even groot stuk. Een huis komt hooguit een keer per dag op een lijst."),
        source="src/waakvlam/outreach/planning.py"),
]
