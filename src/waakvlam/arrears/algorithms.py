"""The rules by which the debt track chooses whom something is offered or done, for the register of algorithms (R5)."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.algorithms import Algorithm
from waakvlam.access.words import Purpose

ALGORITHMS = [
    Algorithm(
        code="arrears.new_tenants", version=1, since="2026-11", purpose=Purpose.DEBT,
        name=_("Nieuwe huurders voor een budgetcoach"),
        short=_("Een lijst van wie pas kwam huren en nog geen budgetcoach kreeg aangeboden."),
        goal=_("Iedere nieuwe huurder weet dat er iemand is om te vragen, voordat er een achterstand is."),
        weighing=_("Iedereen die nieuw is staat erop. Kiezen op inkomen of schuld zou mensen stempelen; dat gebeurt niet."),
        human=_("Een medewerker kiest de begindag, biedt het zelf aan en schrijft op wat de bewoner zei."),
        risks=_("Iemand kan een aanbod als bemoeizucht voelen. Daarom één keer, en nooit bij wie geen contact wil."),
        ground=_("De grondslag die het convenant noemt bij het doel “vroeg helpen bij huurachterstand”."),
        assessed=_("De DPIA van het netwerk; een voorbeeld staat in het handboek."),
        data=_("De begindatum van de huur, en of iemand geen contact wil."),
        working=_("Huishoudens met een begindatum op of na de gekozen dag, die nog huren, zonder eerder aanbod. Nieuwste eerst."),
        source="src/waakvlam/arrears/queries/coaching.py"),
    Algorithm(
        code="arrears.conditions", version=1, since="2026-11", purpose=Purpose.DEBT,
        name=_("Wanneer een vroegsignaal mag"),
        short=_("Een vroegsignaal kan pas als vier dingen zijn gedaan en de huurder geen nee zei."),
        goal=_("Hulp komt op tijd, en niet achter de rug van de huurder om."),
        weighing=_("De wet noemt de voorwaarden. De regel houdt tegen; hij verstuurt nooit iets uit zichzelf."),
        human=_("Een medewerker schrijft elke stap op en besluit zelf of het signaal gaat."),
        risks=_("Iemand kan een stap opschrijven die niet gedaan is. Elke stap heeft een naam, een dag en een plek in het logboek."),
        ground=_("Besluit gemeentelijke schuldhulpverlening, artikel 2."),
        assessed=_("De DPIA van het netwerk; een voorbeeld staat in het handboek."),
        data=_("Vier dagen, of er een nee is, en of er nog iets te betalen is."),
        working=_("Poging tot persoonlijk contact, gewezen op schuldhulp, schriftelijke herinnering en aanbod om door te geven hebben elk een dag; er staat geen nee; het bedrag is meer dan nul; er loopt geen ander signaal."),
        source="src/waakvlam/arrears/commands/sending.py"),
]
