"""A file of addresses for the own list: each line finds its door of the project, or is told why not.

The file is read in memory and never kept; what is read is the address and, where there is one, the reason.
"""

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook, WorksheetNotFound

from waakvlam.kit.errors import Invalid
from waakvlam.people.register.addresses import parse_house_number, parse_postcode, split_line
from waakvlam.people.register.tabular import BROKEN

from .models import Door

MOST_LINES, MOST_BYTES, MOST_UNPACKED = 500, 1_000_000, 20_000_000
FIELDS = {"adres": "line", "address": "line", "straat": "street", "street": "street", "huisnummer": "number",
          "nummer": "number", "number": "number", "huisletter": "letter", "toevoeging": "addition", "postcode": "postcode",
          "reden": "reason", "waarom": "reason", "reason": "reason"}


@dataclass(frozen=True)
class Line:
    """One line: the door it means, or what is wrong with it. `number` counts from 1 with the header."""

    number: int
    text: str
    reason: str = ""
    door: Door | None = None
    problem: str = ""


def from_file(name: str, content: bytes, doors: Iterable[Door]) -> list[Line]:
    """CSV or XLSX with a header. Raises Invalid where it is neither, empty or too long."""
    rows = _sheet(content) if name.lower().endswith(".xlsx") else _csv(content)
    if len(rows) < 2 or len(rows) > MOST_LINES + 1:
        raise Invalid("file", _("Geef een bestand met een kopregel en 1 tot %(most)d adressen.") % {"most": MOST_LINES},
                      came_in=str(len(rows)), field="file")
    heads = [FIELDS.get(str(cell).strip().lower(), "") for cell in rows[0]]
    if "line" not in heads and "number" not in heads:
        raise Invalid("file", _("Zet boven de kolommen: adres, of postcode en huisnummer."), came_in=", ".join(map(str, rows[0]))[:80],
                      field="file")
    known = _Doors(doors)
    return [known.line(at, {h: str(c).strip() for h, c in zip(heads, row, strict=False) if h and c is not None})
            for at, row in enumerate(rows[1:], start=2) if any(str(c or "").strip() for c in row)]


def from_text(text: str, doors: Iterable[Door]) -> list[Line]:
    """Addresses as somebody types them, one a line."""
    known = _Doors(doors)
    lines = [line.strip() for line in text.splitlines()]
    return [known.line(at, {"line": line}) for at, line in enumerate(lines, start=1) if line][:MOST_LINES]


class _Doors:
    """The doors of the project by street and by postcode, as people write them."""

    def __init__(self, doors: Iterable[Door]) -> None:
        self.found: dict[tuple[str, int, str, str], list[Door]] = {}
        for door in doors:
            for place in {_plain(door.street), _plain(door.postcode)} - {""}:
                self.found.setdefault((place, door.house_number, door.house_letter.upper(), door.addition.upper()), []).append(door)

    def line(self, number: int, cells: dict[str, str]) -> Line:
        street, house, postcode, _city = split_line(cells.get("line", ""))
        street = cells.get("street") or street
        postcode = parse_postcode(cells.get("postcode", "")) or postcode
        house = parse_house_number(cells["number"]) if cells.get("number") else house
        text = cells.get("line") or " ".join(filter(None, (cells.get("street"), cells.get("number"), cells.get("postcode"))))
        reason = cells.get("reason", "")
        if house is None:
            return Line(number, text[:80], reason, problem=_("Geen huisnummer gevonden."))
        letter, addition = cells.get("letter", "").upper() or house.letter, cells.get("addition", "").upper() or house.addition
        # A postcode says it surely; a street name may be written in more ways.
        hits = self.found.get((_plain(postcode), house.number, letter, addition)) or self.found.get(
            (_plain(street), house.number, letter, addition)) or []
        if len(hits) != 1:
            return Line(number, text[:80], reason, problem=_("Geen voordeur van dit project.") if not hits else _(
                "Past bij meer dan één voordeur. Zet de postcode erbij."))
        return Line(number, text[:80], reason, hits[0])


def _plain(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def _csv(content: bytes) -> list[list[object]]:
    if len(content) > MOST_BYTES:
        raise Invalid("file", _("Dit bestand is te groot."), came_in=str(len(content)), field="file")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    return [list(row) for row in csv.reader(io.StringIO(text), delimiter=";" if first.count(";") >= first.count(",") else ",")]


def _sheet(content: bytes) -> list[list[object]]:
    """The first worksheet. A small file can unpack to far more than this machine holds: asked first."""
    if len(content) > MOST_BYTES:
        raise Invalid("file", _("Dit bestand is te groot."), came_in=str(len(content)), field="file")
    try:
        unpacked = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(content)).infolist())
        if unpacked > MOST_UNPACKED:
            raise Invalid("file", _("Dit bestand is te groot."), came_in=str(unpacked), field="file")
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(nrows=MOST_LINES + 2)
    except (zipfile.BadZipFile, WorksheetNotFound, *BROKEN) as error:
        raise Invalid("file", _("Dit is geen leesbaar Excel-bestand."), field="file") from error
    # A workbook knows no whole numbers: house number 12 comes as 12.0.
    return [[int(cell) if isinstance(cell, float) and cell.is_integer() else cell for cell in row] for row in rows]
