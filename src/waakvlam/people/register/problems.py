"""A problem names row, column, what came in, what was expected and what to do.

The code is stable and is what gets stored; the sentences are looked up when shown, so a
stored problem reads in the language of whoever looks at it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from .forbidden import mask

LONGEST_QUOTE = 60


class Weight(StrEnum):
    """What a problem does: stops the whole file, refuses its row, or leaves out one value."""

    FILE = "file"
    ROW = "row"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Kind:
    weight: Weight
    expected: str
    remedy: str


KINDS: dict[str, Kind] = {
    # The file itself
    "leeg-bestand": Kind(Weight.FILE, _("een bestand met een kopregel en rijen"), _("Maak de export opnieuw; dit bestand is leeg.")),
    "geen-rijen": Kind(Weight.FILE, _("ten minste één rij onder de kopregel"), _("Controleer of de export gegevens bevat.")),
    "te-groot": Kind(Weight.FILE, _("een bestand binnen de grens"), _("Sla het op als CSV of knip het in delen.")),
    "onbekend-soort": Kind(Weight.FILE, _("een XLSX-, CSV- of JSON-bestand"), _("Sla het bestand op als XLSX of CSV.")),
    "oud-excel": Kind(Weight.FILE, _("een XLSX-bestand zonder wachtwoord"), _("Open het in Excel, haal het wachtwoord eraf en sla het op als .xlsx.")),
    "kapot-werkboek": Kind(Weight.FILE, _("een heel XLSX-bestand"), _("Het werkboek is beschadigd. Open het in Excel en sla het opnieuw op.")),
    "zipbom": Kind(Weight.FILE, _("een werkboek van gewone omvang"), _("Dit werkboek blaast zich bij het openen op en wordt niet gelezen. Maak de export opnieuw.")),
    "te-veel-bladen": Kind(Weight.FILE, _("hoogstens 50 bladen"), _("Bewaar alleen het blad met huurders.")),
    "blad-ontbreekt": Kind(Weight.FILE, _("een blad met deze naam"), _("Kies een blad dat in het werkboek staat.")),
    "te-veel-kolommen": Kind(Weight.FILE, _("hoogstens 500 kolommen"), _("Bewaar alleen de kolommen die nodig zijn.")),
    "te-veel-cellen": Kind(Weight.FILE, _("een aaneengesloten tabel"), _("Er staat een waarde ver buiten de tabel. Verwijder lege rijen en kolommen en sla opnieuw op.")),
    "formules-zonder-waarde": Kind(Weight.FILE, _("waarden in plaats van formules"), _("Open het in Excel en sla het opnieuw op, of plak de cellen als waarden.")),
    "codering-onbekend": Kind(Weight.FILE, _("tekst in UTF-8, Windows-1252 of UTF-16"), _("Kies bij opslaan ‘CSV UTF-8’.")),
    "codering-gemengd": Kind(Weight.FILE, _("één codering in het hele bestand"), _("Delen van het bestand zijn in UTF-8, andere niet. Maak de export in één keer.")),
    "nul-tekens": Kind(Weight.FILE, _("gewone tekst"), _("Er staan NUL-tekens in het bestand. Maak de export opnieuw.")),
    "geen-scheidingsteken": Kind(Weight.FILE, _("kolommen, gescheiden door ; , | of een tab"), _("Kies bij het opslaan een scheidingsteken.")),
    "regel-te-lang": Kind(Weight.FILE, _("regels van hoogstens 1 miljoen tekens"), _("Kijk of op deze regel een regeleinde ontbreekt.")),
    "aanhalingsteken-open": Kind(Weight.FILE, _("een aanhalingsteken dat ook sluit"), _("Zet het ontbrekende aanhalingsteken erbij of verwijder het.")),
    "geen-kopregel": Kind(Weight.FILE, _("een kopregel met onder meer naam en adres"), _("Zet de namen van de kolommen boven de tabel, of wijs ze zelf aan.")),
    "dubbele-kolom": Kind(Weight.FILE, _("elke kolom één keer"), _("Twee kolommen betekenen hetzelfde. Hernoem of verwijder er één, of wijs zelf de juiste aan.")),
    "kolom-ontbreekt": Kind(Weight.FILE, _("een kolom met dit gegeven"), _("Voeg de kolom toe aan de export, of wijs een andere kolom aan.")),
    "verboden-kolom": Kind(Weight.FILE, _("een kolom die mag worden bewaard"), _("Deze kolom mag niet worden bewaard. Wijs een andere aan.")),
    "json-kapot": Kind(Weight.FILE, _("geldige JSON"), _("Maak de export opnieuw; het bestand breekt hier af.")),
    "json-vorm": Kind(Weight.FILE, _("de VERA-lijsten relaties, eenheden en huurovereenkomsten"), _("Exporteer deze lijsten in één JSON-object.")),
    "json-te-groot": Kind(Weight.FILE, _("elementen van hoogstens 1 miljoen tekens"), _("Eén element is veel te groot. Maak de export opnieuw.")),
    # The file goes in; the user should know
    "geen-sleutelkolom": Kind(Weight.VALUE, _("een kolom met huurdernummers"), _("Zonder nummer wordt iemand herkend aan naam, geboortedatum en woning; een verbeterde naam wordt dan een nieuw persoon.")),
    "meer-bladen": Kind(Weight.VALUE, _("één blad"), _("Alleen het eerste gevulde blad wordt gelezen.")),
    # One row
    "te-veel-velden": Kind(Weight.ROW, _("evenveel velden als de kopregel"), _("Zet een veld waarin het scheidingsteken voorkomt tussen aanhalingstekens.")),
    "te-weinig-velden": Kind(Weight.ROW, _("evenveel velden als de kopregel"), _("Deze regel breekt te vroeg af.")),
    "samengevoegde-cellen": Kind(Weight.ROW, _("losse cellen"), _("Hef het samenvoegen van cellen op en vul elke cel.")),
    "gewist": Kind(Weight.ROW, _("iemand die niet is gewist"), _("Deze persoon liet de eigen gegevens wissen en komt niet vanzelf terug. Vraag de functionaris gegevensbescherming.")),
    "geen-naam": Kind(Weight.ROW, _("een achternaam"), _("Vul de naam van de bewoner in.")),
    "geen-adres": Kind(Weight.ROW, _("postcode en huisnummer, of een eenheidnummer"), _("Vul het adres of het eenheidnummer in.")),
    "dubbele-sleutel": Kind(Weight.ROW, _("elke persoon één keer"), _("Dit nummer staat vaker in het bestand. De eerste rij telt.")),
    "sleutel-ontbreekt": Kind(Weight.ROW, _("een nummer dat bij deze persoon blijft"), _("Vul het huurdernummer in.")),
    "geen-persoon": Kind(Weight.ROW, _("een persoon"), _("Dit is een bedrijf of instelling; zet die niet in dit register.")),
    "verwijzing-ontbreekt": Kind(Weight.ROW, _("een verwijzing naar iets dat in het bestand staat"), _("Exporteer de lijsten samen, op hetzelfde moment.")),
    "bsn-als-sleutel": Kind(Weight.ROW, _("een eigen nummer, geen BSN"), _("Gebruik het huurdernummer van de corporatie.")),
    # One value, left out; the row goes in
    "datum-onleesbaar": Kind(Weight.VALUE, _("een datum als 31-12-1950"), _("Verbeter de datum.")),
    "datum-bestaat-niet": Kind(Weight.VALUE, _("een dag die bestaat, als dag-maand-jaar"), _("Verbeter de datum.")),
    "datum-onvolledig": Kind(Weight.VALUE, _("dag, maand en jaar"), _("Vul de hele datum in.")),
    "datum-toekomst": Kind(Weight.VALUE, _("een geboortedatum tussen 1900 en vandaag"), _("Verbeter de geboortedatum.")),
    "einde-voor-begin": Kind(Weight.VALUE, _("een einddatum na de ingangsdatum"), _("Verbeter een van beide datums.")),
    "telefoon-onleesbaar": Kind(Weight.VALUE, _("een telefoonnummer van tien cijfers"), _("Verbeter het nummer.")),
    "email-onleesbaar": Kind(Weight.VALUE, _("een e-mailadres als naam@voorbeeld.nl"), _("Verbeter het adres.")),
    "postcode-onleesbaar": Kind(Weight.VALUE, _("een postcode als 1506 AB"), _("Verbeter de postcode.")),
    "huisnummer-onleesbaar": Kind(Weight.VALUE, _("een huisnummer als 12 of 12 A"), _("Verbeter het huisnummer.")),
    "buurtcode-onleesbaar": Kind(Weight.VALUE, _("een CBS-code als BU04791111"), _("Verbeter de buurtcode of laat de kolom weg.")),
    "punt-onleesbaar": Kind(Weight.VALUE, _("een punt in Nederland, in graden"), _("Verbeter breedte- en lengtegraad.")),
    "fase-onbekend": Kind(Weight.VALUE, _("een fase van huurachterstand"), _("Gebruik: geen, herinnering, persoonlijk contact, regeling, vroegsignaal, incasso, vonnis of ontruiming.")),
    "ja-nee-onleesbaar": Kind(Weight.VALUE, _("ja of nee"), _("Vul ja of nee in.")),
    "getal-onleesbaar": Kind(Weight.VALUE, _("een geheel getal"), _("Vul een getal in.")),
    "formule-fout": Kind(Weight.VALUE, _("een waarde"), _("De formule in deze cel geeft een fout.")),
    "formule-in-tekst": Kind(Weight.VALUE, _("een waarde, geen formule"), _("Haal het teken = aan het begin weg.")),
    "te-lang": Kind(Weight.VALUE, _("een kortere waarde"), _("De waarde is ingekort; controleer de cel.")),
    "bsn-in-tekst": Kind(Weight.VALUE, _("tekst zonder BSN"), _("Het nummer is onleesbaar gemaakt. Haal het ook in de bron weg.")),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """`row` counts as the user's program does: the first line of the file is 1; 0 is the file."""

    code: str
    row: int = 0
    column: str = ""
    came: str = ""

    @property
    def weight(self) -> Weight:
        return KINDS[self.code].weight

    @property
    def expected(self) -> str:
        return gettext(KINDS[self.code].expected)

    @property
    def remedy(self) -> str:
        return gettext(KINDS[self.code].remedy)

    def sentence(self) -> str:
        """One sentence in the reader's language, for a page, a sheet or a terminal."""
        where = gettext("Rij %(row)s") % {"row": self.row} if self.row else gettext("Bestand")
        return self._told(where + gettext(", kolom ‘%(column)s’") % {"column": self.column} if self.column else where)

    def in_its_row(self) -> str:
        """The same, where the row's number stands beside it."""
        return self._told(gettext("Kolom ‘%(column)s’") % {"column": self.column}) if self.column else self.sentence()

    def _told(self, where: str) -> str:
        came = gettext("er staat ‘%(came)s’") % {"came": self.came} if self.came else gettext("leeg")
        return gettext("%(where)s: %(came)s, verwacht werd %(expected)s. %(remedy)s") % {
            "where": where, "came": came, "expected": self.expected, "remedy": self.remedy,
        }

    def as_list(self) -> list[str | int]:
        """The form in which it is stored: code, column, what came in (masked)."""
        return [self.code, self.column, self.came]


def problem(code: str, row: int = 0, column: str = "", came: object = "") -> Problem:
    """Quotes what came in, shortened and with every BSN masked (rule R3)."""
    quote = " ".join(str(came)[:500].split())
    quote = mask("".join(c if c.isprintable() else "�" for c in quote))
    if len(quote) > LONGEST_QUOTE:
        quote = quote[: LONGEST_QUOTE - 1] + "…"
    return Problem(code, row, mask(column)[:LONGEST_QUOTE], quote)


class RegisterError(Exception):
    """The file cannot be read at all. `problem` says why and what to do."""

    def __init__(self, code: str, *, row: int = 0, column: str = "", came: object = "") -> None:
        self.problem = problem(code, row, column, came)
        super().__init__(f"{code} (row {row}, column {column!r}): {self.problem.came!r}")
