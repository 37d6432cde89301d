"""The table as a form: rows that can be changed, dropped or added, without JavaScript.

A row's name in the form carries what the line is about, so that a posted table says all it needs:
`ground:<key>`, `days:<key>`, `source:<key>`, and `gone:<key>` where it is ticked to go. Nothing typed
is lost: a table that cannot be read is shown again as it was sent.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..words import SWITCHED, Ground
from .lines import Agreement, Line, Switch
from .text import EVERY, Row, from_rows

NEW = ("kind", "role", "purpose", "category", "ground", "compartment", "term_days", "source")
BLANKS = 3
_KEY = ("kind", "role", "purpose", "category", "compartment")


@dataclass(frozen=True)
class Edited:
    """A line as it stands in the form; days as typed."""

    line: Line
    ground: str
    days: str
    source: str
    gone: bool = False

    @property
    def key(self) -> str:
        return ".".join(part or EVERY for part in self.line.key)


@dataclass(frozen=True)
class Turned:
    """A switch as it stands in the form."""

    ground: str
    on_from: str = ""
    on_until: str = ""
    source: str = ""

    @property
    def label(self) -> str:
        return str(Ground(self.ground).label)


@dataclass(frozen=True)
class Table:
    """What the editor shows: rows, blank rows and switches."""

    rows: tuple[Edited, ...]
    blanks: tuple[dict[str, str], ...]
    switches: tuple[Turned, ...]

    def by_kind(self) -> dict[str, list[Edited]]:
        found: dict[str, list[Edited]] = {}
        for row in self.rows:
            found.setdefault(row.line.kind_label, []).append(row)
        return found


def of(given: Agreement) -> Table:
    """The editor filled with a version, or with what a file said."""
    return Table(
        tuple(Edited(x, x.ground, str(x.term_days), x.source) for x in given.lines),
        tuple(dict.fromkeys(NEW, "") for _n in range(BLANKS)), tuple(_turned(s) for s in given.switches))


def _turned(s: Switch) -> Turned:
    start, end = (day.isoformat() if day else "" for day in (s.on_from, s.on_until))
    return Turned(s.ground, start, end, s.source)


def posted(data: Mapping[str, str]) -> Table:
    """The editor as it was sent."""
    rows = [_edited(name.removeprefix("days:"), data) for name in data if name.startswith("days:")]
    blanks = tuple({name: data.get(f"new{n}-{name}", "").strip() for name in NEW} for n in range(BLANKS))
    switches = tuple(Turned(g, *(data.get(f"{what}:{g}", "").strip() for what in ("on_from", "on_until", "origin")))
                     for g in SWITCHED)
    return Table(tuple(row for row in rows if row), blanks, switches)


def _edited(key: str, data: Mapping[str, str]) -> Edited | None:
    """None where the key names no line: somebody made up a field."""
    parts = ["" if part == EVERY else part for part in key.split(".")]
    if len(parts) != len(_KEY):
        return None
    about = dict(zip(_KEY, parts, strict=True))
    ground, days, source = (data.get(f"{what}:{key}", "").strip() for what in ("ground", "days", "source"))
    line = Line(**about, ground=ground, term_days=0, source=source)
    try:
        _ = line.kind_label, line.role_label, line.purpose_label, line.category_label, line.compartment_label
    except ValueError:
        return None
    return Edited(line, ground, days, source, f"gone:{key}" in data)


def read(table: Table) -> Agreement:
    """Raises Invalid that names every row that cannot be read."""
    return from_rows(_rows(table))


def _rows(table: Table) -> Iterable[Row]:
    for row in table.rows:
        if not row.gone:
            where = f"{row.line.kind_label}, {row.line.purpose_label}, {row.line.category_label}"
            yield where, {**row.line.facts(), "term_days": row.days, "ground": row.ground, "source": row.source}
    for number, blank in enumerate(table.blanks, start=1):
        if any(blank.values()):
            yield f"+{number}", blank
    for s in table.switches:
        yield s.label, {"kind": "switch", "ground": s.ground, "on_from": s.on_from, "on_until": s.on_until,
                        "source": s.source}
