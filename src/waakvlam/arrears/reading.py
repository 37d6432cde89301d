"""A file of arrears: which columns, and per row the household it means with its amount, or what is wrong with it.

Read with the readers of the register (CSV in constant memory, XLSX by its own reader). A row names its household by
the key of the contract, the key of the household, or postcode and house number. Nothing else is read: no names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import today
from waakvlam.people.register.addresses import parse_house_number, parse_postcode
from waakvlam.people.register.columns import plain_header
from waakvlam.people.register.dates import Unreadable, parse_date
from waakvlam.people.register.problems import RegisterError
from waakvlam.people.register.sniff import sniff
from waakvlam.people.register.tabular import Cells, csv_rows, xlsx_rows

MOST_ROWS = 50_000
HEADER_WITHIN = 25
NAMES = {
    "contract": "contract contractnummer huurcontract huurcontractnummer huurovereenkomst huurovereenkomstnummer contractid tenancykey",
    "household": "huishouden huishoudnummer huishoudsleutel huishoudid household householdkey",
    "postcode": "postcode",
    "number": "huisnummer huisnr nummer",
    "letter": "huisletter letter",
    "addition": "toevoeging huisnummertoevoeging",
    "amount": "bedrag achterstand huurachterstand saldo openstaand openstaandbedrag openstaandsaldo schuld amount",
    "since": "sinds achterstallig achterstandsinds eerstegemistebetaling oudstevordering vervaldatum vanaf since",
}
FIELD = {header: name for name, headers in NAMES.items() for header in headers.split()}
DUTCH = re.compile(r"-?(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?")
POINTED = re.compile(r"-?(\d+)\.(\d{1,2})")


@dataclass(frozen=True)
class Row:
    """`number` as the user's program counts. Either `problem`, or a key with an amount in cents."""

    number: int
    problem: str = ""
    contract: str = ""
    household: str = ""
    address: tuple[str, int, str] | None = None  # postcode, number, letter and addition in one, upper case
    cents: int = 0
    since: date | None = None


def rows(path: Path) -> Iterator[Row]:
    """Every row of the file, in its order. Raises Invalid where the file itself cannot be read."""
    try:
        numbered = _opened(path)
        columns = _header(numbered)
        for count, (number, cells) in enumerate(numbered, start=1):
            if count > MOST_ROWS:
                raise Invalid("rows", _("Het bestand heeft meer dan %(most)s regels. Deel het op.") % {"most": MOST_ROWS}, field="file")
            yield _row(number, {name: cells[at] for name, at in columns.items() if at < len(cells)})
    except RegisterError as trouble:
        raise Invalid(trouble.problem.code, trouble.problem.sentence(), field="file", remedy=trouble.problem.remedy) from trouble


def _opened(path: Path) -> Iterator[tuple[int, Cells]]:
    found = sniff(path)
    if found.kind == "json":
        raise Invalid("kind", _("Kies een Excel- of CSV-bestand."), field="file")
    return csv_rows(found) if found.kind == "csv" else xlsx_rows(path)[0]


def _header(numbered: Iterator[tuple[int, Cells]]) -> dict[str, int]:
    """The first row that names an amount and a household: name → column from 0."""
    for _number, cells in islice(numbered, HEADER_WITHIN):
        found: dict[str, int] = {}
        for at, cell in enumerate(cells):
            name = FIELD.get(plain_header(str(cell)))
            if name:
                found.setdefault(name, at)
        if "amount" in found and ({"contract", "household"} & set(found) or {"postcode", "number"} <= set(found)):
            return found
    raise Invalid("columns", _("Wij vinden geen kolom met het bedrag, of geen kolom die zegt om welk huishouden het gaat."),
                  expected=_("contractnummer (of postcode en huisnummer), bedrag, sinds"), field="file",
                  remedy=_("Zet boven de kolommen: contractnummer, bedrag, sinds."))


def _row(number: int, cells: dict[str, object]) -> Row:
    cents = parse_cents(cells.get("amount"))
    if cents is None:
        return Row(number, _("Het bedrag is niet te lezen."))
    if cents < 0:
        return Row(number, _("Het bedrag is negatief: dit is een tegoed."))
    try:
        since = parse_date(cells["since"]) if "since" in cells else None
    except Unreadable:
        return Row(number, _("De datum bij “sinds” is niet te lezen."))
    if since and since > today():
        return Row(number, _("De datum bij “sinds” ligt in de toekomst."))
    contract, household, address = _key(cells.get("contract")), _key(cells.get("household")), _address(cells)
    if not (contract or household or address):
        return Row(number, _("Er staat niet om welk huishouden het gaat."))
    return Row(number, "", contract, household, address, cents, since)


def _key(cell: object) -> str:
    """Spreadsheets make a number of a key."""
    return f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell or "").strip()[:80]


def _address(cells: dict[str, object]) -> tuple[str, int, str] | None:
    code = parse_postcode(str(cells.get("postcode") or ""))
    found = parse_house_number(" ".join(_key(cells.get(n)) for n in ("number", "letter", "addition")).strip())
    return (code, found.number, f"{found.letter}{found.addition}".upper()) if code and found else None


def parse_cents(cell: object) -> int | None:
    """“€ 1.234,56”, “1234.5”, 1234.56 → cents; None where it is no amount."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return round(cell * 100)
    text = re.sub(r"[€\s\u00a0]", "", str(cell or "")).removesuffix(",-")
    found = DUTCH.fullmatch(text) or POINTED.fullmatch(text)
    if not found:
        return None
    cents = int(found[1].replace(".", "")) * 100 + int((found[2] or "0").ljust(2, "0"))
    return -cents if text.startswith("-") else cents
