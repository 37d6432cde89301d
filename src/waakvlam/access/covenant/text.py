"""The covenant as a table in a file: plain text, CSV or JSON, each read back to the same lines.

    housing_association; *; call_round; contact; legitimate_interest; *; 365; art. 6.1.f AVG
    switch; wams; 2027-01-01; ; Stb. 2026, 1

Kind, role, purpose, category, ground, compartment, term in days, source; `*` is every one. A switch
has its ground, the first and the last day, and its source. `#` starts a remark.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from waakvlam.kit.errors import Invalid

from ..words import SWITCHED, Category, Compartment, Ground, Kind, Purpose, Role
from .lines import COLUMNS, Agreement, Line, Switch, agreed

WORDS: dict[str, Any] = {"kind": Kind, "role": Role, "purpose": Purpose, "category": Category, "ground": Ground,
                         "compartment": Compartment}
EVERY = "*"
MAY_BE_EVERY = ("role", "compartment")
LONGEST_TERM = 20 * 365  # Archive terms of care files; nothing in a network is kept longer.
MOST_LINES = 2000
SWITCH = "switch"


def render(given: Agreement) -> str:
    """Text that `parse` reads back to the same."""
    rows = [[str(value) if value != "" or name not in MAY_BE_EVERY else EVERY for name, value in line.facts().items()]
            for line in given.lines]
    rows += [[SWITCH, s.ground, *(day.isoformat() if day else "" for day in (s.on_from, s.on_until)), s.source]
             for s in given.switches]
    return "".join("; ".join(row).rstrip("; ") + "\n" for row in rows)


def as_csv(given: Agreement) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [*COLUMNS, "on_from", "on_until"], restval="")
    writer.writeheader()
    writer.writerows(line.facts() for line in given.lines)
    writer.writerows({"kind": SWITCH, **s.facts()} for s in given.switches)
    return out.getvalue()


def as_json(given: Agreement) -> str:
    return json.dumps(given.facts(), ensure_ascii=False, indent=2) + "\n"


def table(lines: Sequence[Line]) -> str:
    """The same in words, in columns, for reading in a terminal."""
    rows = [[_("soort organisatie"), _("rol"), _("doel"), _("gegevens"), _("grondslag"), _("deel"), _("dagen"), _("bron")],
            *([x.kind_label, x.role_label, x.purpose_label, x.category_label, x.ground_label, x.compartment_label,
               str(x.term_days), x.source] for x in lines)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join("  ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)).rstrip()
                     for row in rows) + "\n"


def read(name: str, content: bytes) -> Agreement:
    """A file by the end of its name: .json, .csv or .txt. Raises Invalid that names every wrong line."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid("covenant_file", _("Dit bestand is geen tekst in UTF-8."), field="file") from None
    end = name.rsplit(".", 1)[-1].lower()
    reader = {"json": _rows_of_json, "csv": _rows_of_csv, "txt": _rows_of_text}.get(end)
    if reader is None:
        raise Invalid("covenant_file", _("Dit soort bestand lezen we niet."), came_in=end[:20],
                      expected=".csv, .json, .txt", field="file")
    return from_rows(reader(text))


def parse(text: str) -> Agreement:
    """Raises Invalid that names every wrong line: what came in and what was expected."""
    return from_rows(_rows_of_text(text))


Row = tuple[str, Mapping[str, Any]]


def _rows_of_text(text: str) -> list[Row]:
    found: list[Row] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        given = raw.split("#", 1)[0].strip()
        if not given:
            continue
        is_switch = given.split(";", 1)[0].strip() == SWITCH
        names = ("kind", "ground", "on_from", "on_until", "source") if is_switch else COLUMNS
        parts = [p.strip() for p in given.split(";", len(names) - 1)]  # a source may hold one too
        found.append((_("regel %(n)d") % {"n": number}, dict(zip(names, parts, strict=False))))
    return found


def _rows_of_csv(text: str) -> list[Row]:
    first = text.split("\n", 1)[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    return [(_("regel %(n)d") % {"n": n}, row) for n, row in enumerate(rows, start=2)]


def _rows_of_json(text: str) -> list[Row]:
    try:
        given = json.loads(text)
        lines, switches = (given["lines"], given.get("switches", [])) if isinstance(given, dict) else (given, [])
        return [*((_("regel %(n)d") % {"n": n}, {**row}) for n, row in enumerate(lines, start=1)),
                *((_("schakelaar %(n)d") % {"n": n}, {**row, "kind": SWITCH}) for n, row in enumerate(switches, start=1))]
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Invalid("covenant_file", _("Dit is geen tabel van een convenant in JSON."), field="file",
                      expected='{"lines": […], "switches": […]}') from None


def from_rows(rows: Iterable[Row]) -> Agreement:
    """Rows as (where it stood, {column: value}). Raises Invalid that names every wrong one."""
    lines: dict[tuple[str, ...], Line] = {}
    switches: dict[str, Switch] = {}
    wrong: list[str] = []
    for where, row in rows:
        cells = {str(k): str(v if v is not None else "").strip() for k, v in row.items()}
        made = _switch(cells) if cells.get("kind") == SWITCH else _line(cells)
        if isinstance(made, str):
            wrong.append(f"{where}: {made}")
        elif isinstance(made, Switch):
            switches[made.ground] = made
        elif made.key in lines:
            wrong.append(_("%(where)s: staat er al") % {"where": where})
        else:
            lines[made.key] = made
    if not wrong and len(lines) > MOST_LINES:
        wrong.append(_("meer dan %(most)d regels") % {"most": MOST_LINES})
    if wrong:
        more = [_("en nog %(n)d") % {"n": len(wrong) - 20}] if len(wrong) > 20 else []
        raise Invalid("covenant_text", "; ".join([*wrong[:20], *more]), came_in=f"{len(wrong)}", field="file",
                      expected="; ".join(COLUMNS))
    return agreed(lines.values(), switches.values())


def _line(cells: Mapping[str, str]) -> Line | str:
    if any(not cells.get(name) for name in ("kind", "purpose", "category", "ground", "term_days")):
        return _("acht delen verwacht: soort, rol, doel, gegevens, grondslag, deel, dagen, bron")
    found = {name: "" if name in MAY_BE_EVERY and cells.get(name) == EVERY else cells.get(name, "") for name in WORDS}
    for name, word in found.items():
        if word not in WORDS[name].values and not (name in MAY_BE_EVERY and not word):
            return _("“%(word)s” is onbekend; kies uit %(choices)s") % {
                "word": word[:60], "choices": ", ".join(WORDS[name].values)}
    days = cells["term_days"]
    if not days.isascii() or not days.isdigit() or len(days) > 6 or not 0 < int(days) <= LONGEST_TERM:
        return _("“%(word)s” is geen aantal dagen tot %(most)d") % {"word": days[:20], "most": LONGEST_TERM}
    return Line(**found, term_days=int(days), source=cells.get("source", "")[:200])


def _switch(cells: Mapping[str, str]) -> Switch | str:
    ground = cells.get("ground", "")
    if ground not in SWITCHED:
        return _("“%(word)s” is onbekend; kies uit %(choices)s") % {"word": ground[:60], "choices": ", ".join(SWITCHED)}
    try:
        start, end = (date.fromisoformat(cells[n]) if cells.get(n) else None for n in ("on_from", "on_until"))
    except ValueError:
        return _("schrijf een dag als 2027-01-31")
    if end and (start is None or end < start):
        return _("een schakelaar gaat uit nadat hij aan ging")
    if not cells.get("source"):
        return _("noem de bron van de schakelaar")
    return Switch(ground, start, end, cells["source"][:200])
