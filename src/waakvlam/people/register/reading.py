"""Opens a file, decides on its columns, and gives its rows one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from . import columns as names_of
from . import tabular, vera
from .columns import Columns, recognise
from .forbidden import Forbidden
from .normalise import Normaliser
from .problems import Problem, RegisterError, problem
from .rows import Refused, RegisterRow
from .sniff import Sniffed, sniff

HEADER_WITHIN = 25  # rows: many exports begin with a title, a date and an empty line
JUDGED_ON = 2_000  # rows on which a column's content is judged

Numbered = tuple[int, tabular.Cells]


@dataclass
class Reading:
    """What was found before the first row: shown to the user beside the preview."""

    sniffed: Sniffed
    columns: Columns
    header_row: int = 0
    notices: list[Problem] = field(default_factory=list)
    nine_digit_keys: frozenset[str] = frozenset()
    _rows: Iterator[Numbered] = iter(())
    _merged: Mapping[int, int] = field(default_factory=dict)
    _vera: vera.Register | None = None

    @property
    def dropped(self) -> dict[str, Forbidden]:
        """Column → why it was not read."""
        if self._vera:
            return self._vera.dropped
        return {self.columns.headers[index] or f"kolom {index + 1}": kind
                for index, kind in self.columns.dropped.items()}

    @property
    def mapping(self) -> dict[str, str]:
        """Title → field of what this file tells."""
        return {name: name for name in self._vera.fields} if self._vera else self.columns.mapping()

    def rows(self) -> Iterator[RegisterRow | Refused]:
        """Once only. Raises RegisterError where the file itself breaks halfway."""
        titles = {name: self.columns.headers[index] for index, name in self.columns.fields.items()}
        normalise = Normaliser(titles, self.nine_digit_keys)
        if self._vera:
            for number, record, known in self._vera.records():
                yield from normalise(number, record, known)
            return
        for number, cells in self._rows:
            known = self._shape_problems(number, cells)
            yield from normalise(number, self._record(cells), known)

    def _record(self, cells: tabular.Cells) -> dict[str, object]:
        record: dict[str, object] = {}
        last = len(cells)
        for index, name in self.columns.fields.items():
            value = cells[index] if index < last else ""
            if name in names_of.SEVERAL and name in record:
                record[name] = [*_listed(record[name]), value]
            else:
                record[name] = value
        return record

    def _shape_problems(self, number: int, cells: tabular.Cells) -> list[Problem]:
        width = len(self.columns.headers)
        found = []
        if len(cells) > width and any(cell != "" for cell in cells[width:]):
            found.append(problem("te-veel-velden", number, came=len(cells)))
        elif len(cells) < width and self.sniffed.kind == "csv" and len(cells) <= max(self.columns.fields):
            found.append(problem("te-weinig-velden", number, came=len(cells)))
        if number in self._merged:
            column = self._merged[number]
            title = self.columns.headers[column] if column < width else ""
            found.append(problem("samengevoegde-cellen", number, title))
        if number in self.sniffed.error_rows:
            found.append(problem("formule-fout", number))
        return found


def open_register(path: Path, own: Mapping[str, str] | None = None, sheet: str = "") -> Reading:
    """Sniff, find the header, judge the columns. Raises RegisterError.

    `own` is the source's remembered mapping: header → field, "" for a column to leave alone.
    """
    sniffed = sniff(path)
    if sniffed.kind == "json":
        register = vera.load(sniffed)
        return Reading(sniffed, Columns((), {}, {}), _vera=register)
    if sniffed.kind == "xlsx":
        rows, merged = tabular.xlsx_rows(path, sheet)
    else:
        rows, merged = tabular.csv_rows(sniffed), {}
    head = list(islice(rows, HEADER_WITHIN))
    if not head:
        raise RegisterError("leeg-bestand")
    at = _header_at(head, own or {})
    header_row, headers = head[at][0], [" ".join(str(cell).split()) for cell in head[at][1]]
    if len(headers) > tabular.MOST_COLUMNS:
        raise RegisterError("te-veel-kolommen", row=header_row, came=len(headers))
    sample = [*head[at + 1:], *islice(rows, JUDGED_ON)]
    if not sample:
        raise RegisterError("geen-rijen", row=header_row)
    samples = _samples(len(headers), sample)
    found = recognise(headers, samples, own)
    nine = frozenset(name for index, name in found.fields.items() if _nine_digits(samples[index]))
    reading = Reading(sniffed, found, header_row, nine_digit_keys=nine, _rows=chain(sample, rows), _merged=merged)
    reading.notices.extend(_notices(reading, sheet))
    return reading


def _header_at(head: list[Numbered], own: Mapping[str, str]) -> int:
    """The first of the best rows: most names of columns that we, or this source, know."""
    mine = {names_of.plain_header(header) for header in own}
    scores = [names_of.score(cells) + sum(names_of.plain_header(str(cell)) in mine for cell in cells)
              for _number, cells in head]
    best = max(scores)
    return scores.index(best) if best else 0


def _samples(width: int, rows: list[Numbered]) -> list[list[str]]:
    found: list[list[str]] = [[] for _ in range(width)]
    for _number, cells in rows:
        for index, cell in enumerate(cells[:width]):
            if cell != "":
                found[index].append(cell if isinstance(cell, str) else _as_text(cell))
    return found


def _nine_digits(values: list[str]) -> bool:
    """Half of the values or more: then nine digits are this source's way of numbering."""
    return sum(len(value) == 9 and value.isdigit() for value in values) * 2 >= max(len(values), 6)


def _as_text(cell: object) -> str:
    return f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _notices(reading: Reading, sheet: str) -> Iterator[Problem]:
    if "person_key" not in reading.columns.fields.values():
        yield problem("geen-sleutelkolom")
    if reading.sniffed.kind == "xlsx" and not sheet:
        others = tabular.sheet_names(reading.sniffed.path)
        if len(others) > 1:
            yield problem("meer-bladen", came=", ".join(others))
