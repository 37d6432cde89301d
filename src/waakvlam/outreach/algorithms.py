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
]
