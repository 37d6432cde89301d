"""Dutch names of columns to our fields. A source's own mapping, once made, goes first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from . import forbidden
from .forbidden import Forbidden
from .problems import RegisterError

# Field → names that people give it. The first name is shown when the column is missing.
SYNONYMS: dict[str, str] = {
    "person_key": "huurdernummer huurdernr huurdersnummer klantnummer klantnr relatienummer relatienr persoonsnummer persoonid "
                  "relatieid bewonernummer bewonerid debiteurnummer debiteurnr huurderid klantid personkey tenantid idextern persoon",
    "household_key": "huishoudnummer huishoudnr huishoudid huishouden relatiegroep relatiegroepnummer gezinsnummer householdid",
    "dwelling_key": "eenheidnummer eenheidnr eenheid eenheidid vhenummer vhenr vhe ogenummer oge woningnummer woningid objectnummer "
                    "verhuurbareeenheid verhuureenheid verhuureenheidnummer dwellingid",
    "tenancy_key": "contractnummer contractnr huurcontract huurcontractnummer huurovereenkomst huurovereenkomstnummer overeenkomstnummer contractid",
    "role": "rol relatierol huurderrol soorthuurder soortbewoner relatietothuurder rolinhuishouden",
    "full_name": "naam huurder naamhuurder huurdernaam tenaamstelling volledigenaam bewoner naambewoner name",
    "initials": "voorletters voorletter initialen vlt initials",
    "first_name": "voornaam voornamen roepnaam firstname",
    "infix": "tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels tussenv tv infix",
    "last_name": "achternaam familienaam geslachtsnaam achternaamhuurder lastname surname",
    "birth_date": "geboortedatum gebdatum gebdat geboren geboortedat datumgeboorte birthdate dateofbirth",
    "email": "email emailadres mail mailadres emailhuurder",
    "phone": "telefoon telefoonnummer telefoonnr tel telnr telnummer telefoonnummers telefoonprive telefoonthuis vasttelefoonnummer vast "
             "telefoonvast mobiel mobielnummer mobieletelefoon telefoonmobiel mobielnr gsm 06nummer 06 phone mobile",
    "phone_work": "telefoonwerk werktelefoon telwerk zakelijktelefoonnummer telefoonzakelijk",
    "phone_contact": "telefooncontactpersoon noodnummer telefoonnoodgeval contactpersoontelefoon telcontactpersoon",
    "address": "adres woonadres adresregel volledigadres adresregel1 straatenhuisnummer straathuisnummer objectadres address",
    "street": "straat straatnaam street openbareruimte",
    "house_number": "huisnummer huisnr hnr nr nummer housenumber",
    "house_letter": "huisletter huislt letter",
    "addition": "toevoeging huisnummertoevoeging huisnrtoevoeging toev huistoevoeging hnrtoev huisnrtoev",
    "postcode": "postcode pc pcode zip postalcode",
    "city": "plaats woonplaats plaatsnaam stad city",
    "estate": "complex complexnummer complexnr complexnaam complexcode cluster estate",
    "block": "blok flat gebouw bloknummer flatnaam gebouwnaam building block",
    "entrance": "portiek trappenhuis ingang portieknummer entrance",
    "floor": "verdieping etage bouwlaag woonlaag floor",
    "door": "deur deurnummer deurvolgorde deurpositie plekopgalerij door",
    "neighbourhood_code": "buurtcode cbsbuurtcode cbsbuurt bucode",
    "latitude": "breedtegraad latitude lat",
    "longitude": "lengtegraad longitude lon lng long",
    "tenancy_start": "ingangsdatum huuringangsdatum ingangsdatumhuur begindatum begindatumcontract ingangsdatumcontract huurdersinds "
                     "startdatum contractstart datumingang tenancystart huursinds",
    "tenancy_end": "einddatum einddatumcontract huureinddatum einddatumhuur contracteinde datumeinde opzegdatum tenancyend",
    "arrears_stage": "achterstandfase fasehuurachterstand incassofase fase aanmaanfase huurachterstandfase betaalstatus incassostatus arrearsstage",
    "children": "aantalkinderen kinderen aantalthuiswonendekinderen thuiswonendekinderen aantalminderjarigen",
    "moved": "verhuisd vertrokken datumverhuisd verhuisdatum vertrekdatum",
    "deceased": "overleden overlijdensdatum datumoverlijden overlijden",
    "secret_address": "geheimadres geheim geheimhouding adresgeheim indicatiegeheim",
    "do_not_call": "nietbellen nietmeerbellen belmeniet nietbenaderen geencontact donotcall",
    "co_person_key": "medehuurdernummer huurdernummer2 klantnummermedehuurder klantnummer2 relatienummermedehuurder",
    "co_full_name": "medehuurder naammedehuurder medehuurdernaam partner naampartner naam2 huurder2",
    "co_initials": "voorlettersmedehuurder voorletters2 voorletterspartner",
    "co_infix": "tussenvoegselmedehuurder tussenvoegsel2 tussenvoegselpartner",
    "co_last_name": "achternaammedehuurder achternaam2 achternaampartner",
    "co_birth_date": "geboortedatummedehuurder geboortedatum2 geboortedatumpartner gebdatummedehuurder",
    "co_phone": "telefoonmedehuurder telefoonpartner telefoonnummermedehuurder mobielmedehuurder mobielpartner",
    "co_email": "emailmedehuurder emailpartner email2",
}
SEVERAL = frozenset({"phone", "phone_work", "phone_contact", "co_phone"})  # may stand in several columns
FIELD_OF = {name: field for field, names in SYNONYMS.items() for name in names.split()}
NUMBERED_PHONE = re.compile(r"((?:telefoon|tel|mobiel|telefoonnummer|mobielnummer)(?:nr|nummer)?)\d")
FEWEST_RECOGNISED = 2


@lru_cache(maxsize=4096)
def plain_header(header: str) -> str:
    """"Huisnr. (toev.)" to "huisnrtoev": lower case, no accents, letters and digits only."""
    decomposed = unicodedata.normalize("NFKD", header.lower())
    return "".join(c for c in decomposed if c.isascii() and c.isalnum())


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what. Indices count from 0 in the file's own order."""

    headers: tuple[str, ...]
    fields: Mapping[int, str]
    dropped: Mapping[int, Forbidden]

    @property
    def unused(self) -> tuple[str, ...]:
        """Columns that are not read at all."""
        return tuple(forbidden.mask(header)[:60] for index, header in enumerate(self.headers)
                     if header and index not in self.fields and index not in self.dropped)

    def mapping(self) -> dict[str, str]:
        """Header → field: what a source remembers."""
        return {self.headers[index]: field for index, field in self.fields.items()}


def field_of(header: str) -> str | None:
    """The field that a column's name stands for, or None."""
    plain = plain_header(header)
    if plain in FIELD_OF:
        return FIELD_OF[plain]
    if match := NUMBERED_PHONE.fullmatch(plain):
        return FIELD_OF.get(match.group(1))
    return None


def score(cells: Sequence[object]) -> int:
    """How many cells of a row are names of columns that we know: finds the header."""
    return len({field for cell in cells if isinstance(cell, str) and (field := field_of(cell))})


def recognise(headers: Sequence[str], samples: Sequence[Sequence[str]],
              own: Mapping[str, str] | None = None) -> Columns:
    """Decide per column; `samples` holds per column the non-empty values of the first rows.

    `own` (header → field, "" for: do not read) goes before what we recognise ourselves.
    Raises RegisterError for two columns with one meaning, for a forbidden column that was
    assigned by hand, and where name or address cannot be found.
    """
    chosen = {plain_header(header): field for header, field in (own or {}).items()}
    fields: dict[int, str] = {}
    dropped: dict[int, Forbidden] = {}
    for index, header in enumerate(headers):
        plain = plain_header(header)
        if kind := forbidden.by_name(plain) or forbidden.by_content(samples[index]):
            if chosen.get(plain):
                raise RegisterError("verboden-kolom", column=header, came=kind.value)
            dropped[index] = kind
        elif field := chosen[plain] if plain in chosen else field_of(header):
            _refuse_second(fields, field, headers, header)
            fields[index] = field
    columns = Columns(tuple(headers), fields, dropped)
    _refuse_incomplete(columns)
    return columns


def _refuse_second(fields: dict[int, str], field: str, headers: Sequence[str], header: str) -> None:
    if field not in SYNONYMS:
        raise RegisterError("kolom-ontbreekt", column=header, came=field)
    if field in SEVERAL:
        return
    for index, other in fields.items():
        if other == field:
            raise RegisterError("dubbele-kolom", column=header, came=f"{headers[index]} / {header}")


def _refuse_incomplete(columns: Columns) -> None:
    found = set(columns.fields.values())
    if len(found) < FEWEST_RECOGNISED:
        raise RegisterError("geen-kopregel", came=", ".join(filter(None, columns.headers))[:60])
    if not found & {"last_name", "full_name"}:
        raise RegisterError("kolom-ontbreekt", column="Achternaam")
    if not found & {"dwelling_key", "address", "postcode"}:
        raise RegisterError("kolom-ontbreekt", column="Postcode")
    if "postcode" in found and not found & {"house_number", "address", "dwelling_key"}:
        raise RegisterError("kolom-ontbreekt", column="Huisnummer")
