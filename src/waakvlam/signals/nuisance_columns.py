"""Which column of a nuisance file means what, and which may not be read: by its name and by its first values.

Names of people are no field at all: a signal from a file is about an address or a place.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.kit.errors import Invalid
from waakvlam.people.register.columns import plain_header
from waakvlam.people.register.forbidden import Forbidden, by_content, by_name, mask

NAMES = {
    "reference": "zaaknummer zaaknr zaakid zaak meldingnummer meldingsnummer meldingnr meldnummer meldingid registratienummer dossiernummer "
                 "kenmerk casenummer volgnummer referentie referentienummer id nummer",
    "noticed": "datum datummelding meldingsdatum melddatum meldatum datumoverlast datumincident datumvoorval datumwaarneming waargenomen "
               "waargenomenop ontvangen ontvangstdatum aangemaakt aangemaaktop registratiedatum meldingdatum",
    "observation": "omschrijving melding waarneming omschrijvingmelding meldingsomschrijving toelichting tekst klacht omschrijvingklacht "
                   "beschrijving korteomschrijving inhoud",
    "interpretation": "interpretatie duiding vermoeden oordeel inschatting conclusie beoordeling",
    "word": "soort soortoverlast soortmelding categorie rubriek type typeoverlast aard aardoverlast aardmelding hoofdcategorie subcategorie",
    "address": "adres volledigadres adresregel objectadres meldadres overlastadres adresoverlast straatenhuisnummer locatieadres",
    "street": "straat straatnaam openbareruimte", "house_number": "huisnummer huisnr hnr", "house_letter": "huisletter letter",
    "addition": "toevoeging huisnummertoevoeging huisnrtoevoeging", "postcode": "postcode pc", "city": "plaats woonplaats plaatsnaam",
    "place": "locatie plek plaatsaanduiding locatieomschrijving plekomschrijving openbareplek",
    "neighbourhood": "buurtcode cbsbuurtcode bucode",
}
WORDS = {
    "reference": gettext_lazy("eigen nummer"), "noticed": gettext_lazy("dag waarop het was"), "observation": gettext_lazy("wat er is gezien of gehoord"),
    "interpretation": gettext_lazy("wat men denkt dat het is"), "word": gettext_lazy("soort overlast"), "address": gettext_lazy("hele adres"),
    "street": gettext_lazy("straat"), "house_number": gettext_lazy("huisnummer"), "house_letter": gettext_lazy("huisletter"),
    "addition": gettext_lazy("toevoeging"), "postcode": gettext_lazy("postcode"), "city": gettext_lazy("plaats"),
    "place": gettext_lazy("plek zonder adres"), "neighbourhood": gettext_lazy("buurtcode"),
}
FIELD = {header: name for name, headers in NAMES.items() for header in headers.split()}
# What the police wrote down is theirs: a code or number of it tells more than it says (R4).
POLICE = re.compile(r"politie(?!k)|procesverbaal|^pv(nr|nummer)?$|mutatienummer|mutatienr|^bvh|incidentcode|aangifte|antecedent|verdachte|veiligheidshuis")


@dataclass(frozen=True)
class Columns:
    """`fields` is name → column from 0; the rest says what became of every header."""

    fields: dict[str, int]
    mapping: dict[str, str]
    dropped: dict[str, str]
    unused: list[str]


def score(cells: Sequence[object], own: Mapping[str, str]) -> int:
    """How many cells are names of columns that we, or this source, know: finds the header."""
    mine = {plain_header(h) for h in own}
    plain = [plain_header(c) for c in cells if isinstance(c, str)]
    return len({FIELD[p] for p in plain if p in FIELD}) + sum(p in mine for p in plain)


def recognise(headers: Sequence[str], samples: Sequence[Sequence[str]], own: Mapping[str, str]) -> Columns:
    """Decide per column. A column that a person chose goes first; a forbidden one is never read, whoever asks.

    Raises Invalid where two mean the same, and where the words or the place cannot be found.
    """
    chosen = {plain_header(h): f for h, f in own.items()}
    found = Columns({}, {}, {}, [])
    for at, header in enumerate(headers):
        plain = plain_header(header)
        if not plain:
            continue
        kind = Forbidden.CRIMINAL if POLICE.search(plain) else by_name(plain) or by_content(samples[at])
        field = chosen[plain] if plain in chosen else FIELD.get(plain, "")
        if kind:
            if chosen.get(plain):
                raise Invalid("column_forbidden", _("De kolom “%(name)s” mag niet worden gelezen (%(why)s). Kies een andere.") % {
                    "name": mask(header)[:60], "why": _(kind.value)}, field="file")
            found.dropped[mask(header)[:60]] = kind.value
        elif field and (field not in found.fields or plain in chosen):
            _take(found, field, at, header, chosen)
        else:
            found.unused.append(mask(header)[:60])
    _complete(found)
    return found


def _take(found: Columns, field: str, at: int, header: str, chosen: Mapping[str, str]) -> None:
    """A column that was chosen by hand goes before one that only sounds the same."""
    for other in [h for h, f in found.mapping.items() if f == field]:
        if chosen.get(plain_header(other)):
            raise Invalid("column_twice", _("Twee kolommen betekenen hetzelfde: “%(one)s” en “%(two)s”.") % {
                "one": other, "two": mask(header)[:60]}, field="file")
        del found.mapping[other]
        found.unused.append(other)
    if field not in NAMES:
        raise Invalid("column_unknown", _("Kies voor elke kolom iets uit de lijst."), came_in=field, field="file")
    found.fields[field] = at
    found.mapping[mask(header)[:60]] = field


def _complete(found: Columns) -> None:
    here = set(found.fields)
    if "observation" not in here or not ({"address", "place"} & here or {"street", "house_number"} <= here or {"postcode", "house_number"} <= here):
        raise Invalid("columns", _("Wij vinden geen kolom met wat er is gezien, of geen kolom met het adres of de plek."), field="file",
                      expected=_("omschrijving, en adres of plek"), remedy=_("Zet boven de kolommen: zaaknummer, datum, soort, adres, omschrijving."))
