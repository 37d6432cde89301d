"""Looks through an XLSX before it is opened: no bomb, no lie about sizes, no far-away cell.

A workbook is read into memory as one block from its first to its last cell, so a single
value in XFD1048576 would ask for hundreds of gigabytes. That is refused here, on the
compressed file, in constant memory.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from .problems import RegisterError

CHUNK = 1 << 20
LARGEST_TOTAL = 1_500_000_000  # bytes after unpacking
LARGEST_STRINGS = 400_000_000
STEEPEST = 100  # times smaller when packed; real registers stay under 25
MOST_PARTS = 2_000
MOST_SHEETS = 50
MOST_COLUMNS = 500
MOST_CELLS = 60_000_000

# Only references that are large in one direction are looked at: few in an ordinary file.
_FAR_COLUMN = re.compile(rb'r="([A-Z]{2,4})\d')
_FAR_ROW = re.compile(rb'r="[A-Z]{0,4}(\d{6,})"')
_ERROR = re.compile(rb'<c r="[A-Z]{1,4}(\d+)"[^>]* t="e"')
_NO_VALUE = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")


def check(path: Path) -> frozenset[int]:
    """The rows that hold a formula gone wrong (#REF! and the like), read as empty later on.

    Raises RegisterError where this workbook had better not be opened.
    """
    errors: set[int] = set()
    try:
        with zipfile.ZipFile(path) as archive:
            parts = _sizes(archive)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _walk(archive, part, errors)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as trouble:
        raise RegisterError("kapot-werkboek", came=trouble) from trouble
    except RuntimeError as trouble:  # an encrypted part
        raise RegisterError("oud-excel", came=trouble) from trouble
    return frozenset(errors)


def _sizes(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or len(set(names)) < len(names):
        raise RegisterError("zipbom", came=f"{len(parts)} onderdelen")
    if "xl/workbook.xml" not in names:
        raise RegisterError("onbekend-soort", came="zip")
    if sum(name.startswith("xl/worksheets/") and name.endswith(".xml") for name in names) > MOST_SHEETS:
        raise RegisterError("te-veel-bladen")
    total = sum(part.file_size for part in parts)
    strings = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
    steep = any(part.file_size > 10 * CHUNK and part.file_size > STEEPEST * max(part.compress_size, 1)
                for part in parts)
    if total > LARGEST_TOTAL or strings > LARGEST_STRINGS or steep:
        raise RegisterError("zipbom", came=f"{total / 1e6:.0f} MB")
    return parts


def _walk(archive: zipfile.ZipFile, part: zipfile.ZipInfo, errors: set[int]) -> None:
    """Unpack to nowhere: checks length and checksum, and what the sheet would cost."""
    sheet = part.filename.startswith("xl/worksheets/")
    far_column, far_row, tail, first = 0, 0, b"", True
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            text = tail + chunk
            if first and b"<!DOCTYPE" in text[:4096] or b"<!ENTITY" in text[:4096]:
                raise RegisterError("zipbom", came="DOCTYPE")
            first = False
            if sheet:
                far_column = max(far_column, *map(_column, set(_FAR_COLUMN.findall(text))), 0)
                far_row = max(far_row, *map(_row, _FAR_ROW.findall(text)), 0)
                if _NO_VALUE.search(text):
                    raise RegisterError("formules-zonder-waarde", came=part.filename.rsplit("/", 1)[-1])
                if b't="e"' in text and len(errors) < 10_000:
                    errors.update(map(_row, _ERROR.findall(text)))
            tail = text[-64:]
    if far_column > MOST_COLUMNS:
        raise RegisterError("te-veel-kolommen", came=far_column)
    if far_row > 1_048_576 or (far_column or 26) * (far_row or 99_999) > MOST_CELLS:
        raise RegisterError("te-veel-cellen", came=f"{far_row or 99_999} × {far_column or 26}")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _row(digits: bytes) -> int:
    return int(digits[:9])
