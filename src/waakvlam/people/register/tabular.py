"""Rows of cells from XLSX and CSV, one at a time, numbered as the user's program numbers them.

CSV is read in constant memory. Of an XLSX the compact block of its own reader is in memory
(about 30 bytes a cell); rows become Python objects one by one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    XmlError,
    ZipError,
)

from .problems import RegisterError
from .sniff import Sniffed
from .workbook import MOST_CELLS, MOST_COLUMNS

Cells = list[object]
LONGEST_LINE = 1_000_000
LONGEST_FIELD = 100_000
BROKEN = (CalamineError, PasswordError, XmlError, ZipError)


def csv_rows(sniffed: Sniffed) -> Iterator[tuple[int, Cells]]:
    """(line number, cells). Raises RegisterError at the line where the file goes wrong."""
    csv.field_size_limit(LONGEST_FIELD)
    with sniffed.path.open(encoding=sniffed.encoding, newline="") as file:
        if sniffed.first_line == 2:
            file.readline()
        lines = _lines(file, sniffed.first_line)
        reader = csv.reader(lines, delimiter=sniffed.delimiter)
        while True:
            number = reader.line_num + sniffed.first_line
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as trouble:
                open_quote = "field larger" in str(trouble) or "end of data" in str(trouble)
                raise RegisterError("aanhalingsteken-open" if open_quote else "kapot-werkboek",
                                    row=number, came=trouble) from trouble
            except UnicodeDecodeError as trouble:
                raise RegisterError("codering-onbekend", row=number) from trouble
            if len(cells) > MOST_COLUMNS:
                raise RegisterError("te-veel-kolommen", row=number, came=len(cells))
            if any(cells):
                yield number, cells  # type: ignore[misc]


def _lines(file: IO[str], number: int) -> Iterator[str]:
    """Lines, none of which can fill the memory."""
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            code = "te-veel-kolommen" if sum(map(line.count, ";,\t|")) > MOST_COLUMNS else "regel-te-lang"
            raise RegisterError(code, row=number, came=line[:60])
        if "\x00" in line:
            raise RegisterError("nul-tekens", row=number)
        number += 1
        yield line


def sheet_names(path: Path) -> list[str]:
    """The visible worksheets, in the workbook's order."""
    with _opened(path) as book:
        return _visible(book)


def xlsx_rows(path: Path, wanted: str = "") -> tuple[Iterator[tuple[int, Cells]], dict[int, int]]:
    """(sheet row, cells) one by one, and where merged cells are: sheet row → column from 0.

    Of the first visible sheet that holds something, or the one named. Parsed once.
    """
    sheet = _sheet(_opened(path), wanted)
    if sheet.width > MOST_COLUMNS:
        raise RegisterError("te-veel-kolommen", came=sheet.width)
    if sheet.width * sheet.height > MOST_CELLS:
        raise RegisterError("te-veel-cellen", came=f"{sheet.height} × {sheet.width}")
    filled = ((number, cells) for number, cells in enumerate(sheet.iter_rows(), start=1)
              if any(cell != "" for cell in cells))
    return filled, _merged(sheet)  # type: ignore[return-value]


def _merged(sheet: CalamineSheet) -> dict[int, int]:
    offset = sheet.start[1] if sheet.start else 0
    found: dict[int, int] = {}
    for (top, left), (bottom, _right) in (sheet.merged_cell_ranges or [])[:10_000]:
        for row in range(top, min(bottom, top + 10_000) + 1):
            found.setdefault(row + 1, max(left - offset, 0))
    return found


def _opened(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError as trouble:
        raise RegisterError("oud-excel", came=trouble) from trouble
    except BROKEN as trouble:
        raise RegisterError("kapot-werkboek", came=trouble) from trouble


def _visible(book: CalamineWorkbook) -> list[str]:
    return [meta.name for meta in book.sheets_metadata
            if meta.typ == SheetTypeEnum.WorkSheet and meta.visible == SheetVisibleEnum.Visible]


def _sheet(book: CalamineWorkbook, wanted: str) -> CalamineSheet:
    names = _visible(book)
    if wanted and wanted not in names:
        raise RegisterError("blad-ontbreekt", came=wanted)
    try:
        for name in [wanted] if wanted else names:
            sheet = book.get_sheet_by_name(name)
            if sheet.height and sheet.width:
                return sheet
    except BROKEN as trouble:
        raise RegisterError("kapot-werkboek", came=trouble) from trouble
    raise RegisterError("leeg-bestand")
