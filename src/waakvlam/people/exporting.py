"""The own register as a file, for the organisation that keeps it: XLSX or CSV, audited.

A secret address is not in it: neither where somebody lives nor how to tell. Who left is not either.
"""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import xlsxwriter
from django.db.models import Prefetch

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Invalid

from .commands import lines
from .models import Phone, Resident
from .policies import PeoplePermission

HEADERS = ("Huurdernummer", "Rol", "Voorletters", "Roepnaam", "Tussenvoegsel", "Achternaam", "Geboortedatum",
           "Telefoon", "E-mail", "Straat", "Huisnummer", "Huisletter", "Toevoeging", "Postcode", "Plaats", "Complex",
           "Buurtcode", "Ingangsdatum", "Geheim adres", "Niet bellen")
ADDRESS = slice(9, 17)
CHUNK = 2_000


def write(path: Path, *, by: Who, progress: Callable[[int], None] | None = None) -> int:
    """Write everybody who lives there now; how many. In the caller's transaction: act and lines (R28).

    Raises Invalid for another kind of file, Refused. Cost: one query per two thousand people.
    """
    require(by, PeoplePermission.SEE_REGISTER)
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise Invalid("export_kind", "The file must end in .xlsx or .csv.", came_in=path.suffix, expected=".xlsx, .csv")
    rows = _counted(_rows(by), progress)
    done = _workbook(path, rows) if path.suffix.lower() == ".xlsx" else _csv(path, rows)
    lines.written(by, "register.export", "select id from people_resident where organisation_id = (select %s::uuid) "
                  "and merged_into_id is null and gone_at is null", [by.organisation_id])
    audit.record(by, "register.export", residents=done, kind=path.suffix.lower())
    return done


def _rows(by: Who) -> Iterator[tuple[str, ...]]:
    people = (Resident.objects.filter(organisation_id=by.organisation_id, merged_into=None, gone_at=None)
              .select_related("household__dwelling").prefetch_related(Prefetch("phones", Phone.objects.order_by("rank", "id")))
              .order_by("sort_name", "id"))
    for person in people.iterator(CHUNK):
        yield _row(person)


def _row(person: Resident) -> tuple[str, ...]:
    home, dwelling = person.household, person.household.dwelling
    cells: list[Any] = [
        person.key, person.get_part_display(), person.initials, person.first_name, person.infix, person.last_name,
        _day(person.birth_date), " / ".join(phone.number for phone in person.phones.all()), person.email,
        dwelling.street, dwelling.house_number or "", dwelling.house_letter, dwelling.addition, dwelling.postcode,
        dwelling.city, dwelling.estate, dwelling.neighbourhood_code, _day(home.tenancy_start),
        "ja" if home.secret_address else "", "ja" if home.do_not_call else ""]
    if home.secret_address:
        cells[ADDRESS] = [""] * len(cells[ADDRESS])
    return tuple(str(cell) for cell in cells)


def _day(day: Any) -> str:
    return f"{day:%d-%m-%Y}" if day else ""


def _counted(rows: Iterator[tuple[str, ...]], progress: Callable[[int], None] | None) -> Iterator[tuple[str, ...]]:
    for number, row in enumerate(rows, start=1):
        if progress and number % 500 == 0:
            progress(number)
        yield row


def _workbook(path: Path, rows: Iterator[tuple[str, ...]]) -> int:
    done = 0
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False,
                                         "strings_to_urls": False, "strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("Register")
        sheet.write_row(0, 0, HEADERS)
        for done, row in enumerate(rows, start=1):
            for column, text in enumerate(row):
                sheet.write_string(done, column, text)
    return done


def _csv(path: Path, rows: Iterator[tuple[str, ...]]) -> int:
    """With a byte order mark and semicolons, as Dutch Excel opens it; a leading = becomes text."""
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADERS)
        done = 0
        for row in rows:
            writer.writerow([f"'{cell}" if cell[:1] in ("=", "@", "-") else cell for cell in row])
            done += 1
        return done
