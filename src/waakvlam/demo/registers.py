"""Registers of any size as a housing corporation exports them: XLSX, CSV or VERA's JSON.

Written row by row, so that a million rows need no more memory than a thousand. The same
arguments give the same file content on every machine.
"""

import csv
import random
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Literal

import xlsxwriter

from . import forbidden, spelling, vera
from .areas import Area, fictional, homes
from .ids import SEED, chance
from .people import DAY, Household, Resident, households
from .phones import spelled

Format = Literal["xlsx", "csv", "vera"]
Cell = str | int | float | date | None
HEADERS = (
    "Huurdernummer", "Huishoudnummer", "Rol", "Voorletters", "Roepnaam", "Tussenvoegsel",
    "Achternaam", "Geboortedatum", "Telefoon", "Mobiel", "Telefoon contactpersoon", "E-mail",
    "Contractnummer", "Ingangsdatum", "Einddatum", "VHE-nummer", "Complexnummer", "Gebouw", "Straat",
    "Huisnummer", "Toevoeging", "Postcode", "Plaats", "Buurtcode", "Portiek", "Verdieping",
    "Fase huurachterstand", "Geheim adres", "Niet bellen", "Overleden",
)  # fmt: skip
POINT_HEADERS = ("Breedtegraad", "Lengtegraad")
ROLES = {"tenant": "Huurder", "co_tenant": "Medehuurder", "partner": "Partner", "child": "Kind",
         "other": "Inwonend"}  # fmt: skip
STAGES = {
    "none": "", "late": "Betaling te laat", "reminded": "Herinnering",
    "spoken": "Persoonlijk contact", "arranged": "Betalingsregeling",
    "early_signal": "Vroegsignaal", "collection": "Externe incasso",
}  # fmt: skip
_PER_HOME = 2.28  # residents per home, those who moved out included


def write_register(path: Path | str, rows: int = 80_000, format: Format = "xlsx", *,  # noqa: A002
                   seed: int = SEED, neighbourhoods: Sequence[Area] | None = None,
                   forbidden_columns: Collection[str] = (), placed_by: str = "code",
                   delimiter: str = ";", encoding: str = "utf-8-sig") -> Path:
    """Write a register of exactly `rows` persons to `path`.

    `neighbourhoods` come from `areas.read_areas`; without them Vlierdrecht. `placed_by` is
    "code", "point" or "" (neither stands in the file). `forbidden_columns` are names from
    `forbidden.COLUMNS` that such a file ought not to have. VERA counts natural persons.
    """
    path = Path(path)
    found = people(rows, seed, neighbourhoods)
    if format == "vera":
        vera.write(path, lambda: people(rows, seed, neighbourhoods))
        return path
    headers, lines = _table(found, forbidden_columns, placed_by)
    if format == "csv":
        _write_csv(path, headers, lines, delimiter, encoding)
    else:
        _write_xlsx(path, headers, lines)
    return path


def write_of(path: Path, found: Iterable[Household]) -> Path:
    """The register of these households, as CSV or, by its name, as XLSX."""
    headers, lines = _table(((h, r) for h in found for r in h.residents), (), "code")
    if path.suffix == ".xlsx":
        _write_xlsx(path, headers, lines)
    else:
        _write_csv(path, headers, lines, ";", "utf-8-sig")
    return path


def people(rows: int, seed: int = SEED,
           neighbourhoods: Sequence[Area] | None = None) -> Iterator[tuple[Household, Resident]]:
    """Exactly `rows` residents with their household, home after home."""
    # A few homes too many, so that chance never leaves us short; the last ones stay out.
    enough = int(rows / _PER_HOME * 1.02 + 5 * rows**0.5) + 10
    dwellings = homes(neighbourhoods or fictional(), enough, seed)
    return islice(((h, r) for h in households(dwellings, seed) for r in h.residents), rows)


def _cells(household: Household, person: Resident, rng: random.Random) -> list[Cell]:
    """The cells under HEADERS, as an export would show them."""
    home = household.dwelling
    number, addition = spelling.house(home.house_number, home.addition, rng)
    lines = [p.number for p in person.phones if not p.whose]
    mobile = next((n for n in lines if n.startswith("+316")), "")
    fixed = next((n for n in lines if n != mobile), "")
    helper = next((p for p in person.phones if p.whose), None)
    return [
        person.key, household.key, ROLES[person.role], person.initials, person.first_name,
        spelling.infix(person.infix, rng), person.last_name, person.born,
        spelled(fixed, rng) if fixed else "", spelled(mobile, rng) if mobile else "",
        f"{spelled(helper.number, rng)} ({helper.whose})" if helper else "", person.email,
        household.contract, spelling.day(household.since, rng),
        spelling.day(household.till, rng) if household.till else "", home.number, home.estate,
        home.block, home.street, number, addition, spelling.postcode(home.postcode, rng), home.city,
        home.neighbourhood, home.entrance, home.floor, STAGES[household.arrears],
        "Ja" if household.secret else "Nee", "Ja" if person.do_not_call else "",
        spelling.day(person.died, rng) if person.died else "",
    ]  # fmt: skip


def _table(found: Iterable[tuple[Household, Resident]], extra: Collection[str],
           placed_by: str) -> tuple[list[str], Iterator[list[Cell]]]:
    """Headers and rows with the wanted columns."""
    code = HEADERS.index("Buurtcode")
    headers = [h for h in HEADERS if h != "Buurtcode" or placed_by == "code"]
    headers += [*(POINT_HEADERS if placed_by == "point" else ()), *extra]

    def rows() -> Iterator[list[Cell]]:
        for household, person in found:
            cells = _cells(household, person, chance("spelling", person.key))
            if placed_by != "code":
                del cells[code]
            if placed_by == "point":
                cells += [household.dwelling.latitude, household.dwelling.longitude]
            cells += [forbidden.value(name, person) for name in extra]
            yield cells

    return headers, rows()


def _write_csv(path: Path, headers: list[str], rows: Iterable[list[Cell]], delimiter: str,
               encoding: str) -> None:
    plain: Callable[[str], str] = spelling.windows if encoding == "cp1252" else str
    with path.open("w", encoding=encoding, newline="") as out:
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow(headers)
        for cells in rows:
            writer.writerow([_text(c, plain) for c in cells])


def _text(cell: Cell, plain: Callable[[str], str]) -> Cell:
    if isinstance(cell, date):
        return f"{cell.day:02}-{cell.month:02}-{cell.year}"
    return plain(cell) if isinstance(cell, str) else cell


def _write_xlsx(path: Path, headers: list[str], rows: Iterable[list[Cell]]) -> None:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False})
    # The moment of making would be the only thing that differs between two equal files; of a date the writer takes no notice.
    book.set_properties({"title": "Huurdersbestand", "created": datetime.combine(DAY, time.min)})
    sheet = book.add_worksheet("Huurders")
    as_day = book.add_format({"num_format": "dd-mm-yyyy"})
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, headers)
    for number, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_number(number, column, cell.toordinal() - 693_594, as_day)
            elif isinstance(cell, str):
                if cell:
                    sheet.write_string(number, column, cell)
            elif cell is not None:
                sheet.write_number(number, column, cell)
    book.close()
