"""The covenant as plain text: one line per row, readable by people and comparable line by line.

    housing_association; call_round; contact; legitimate_interest; 365; art. 6.1.f AVG

Kind of organisation, purpose, category, ground, term in days, source. `#` starts a remark.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from waakvlam.kit.errors import Invalid

from .covenant import Line
from .words import Category, Ground, Kind, Purpose

COLUMNS: tuple[tuple[str, type[TextChoices]], ...] = (
    ("kind", Kind), ("purpose", Purpose), ("category", Category), ("ground", Ground))
LONGEST_TERM = 20 * 365  # Archive terms of care files; nothing in a network is kept longer.


def render(lines: Iterable[Line]) -> str:
    """Text that `parse` reads back to the same lines."""
    return "".join(f"{line.kind}; {line.purpose}; {line.category}; {line.ground}; {line.term_days}; "
                   f"{line.source}".rstrip("; ") + "\n" for line in lines)


def table(lines: Sequence[Line]) -> str:
    """The same in words, in columns, for reading."""
    rows = [[str(_("soort organisatie")), str(_("doel")), str(_("gegevens")), str(_("grondslag")),
             str(_("dagen")), str(_("bron"))],
            *([str(Kind(x.kind).label), str(Purpose(x.purpose).label), str(Category(x.category).label),
               str(Ground(x.ground).label), str(x.term_days), x.source] for x in lines)]
    widths = [max(len(row[i]) for row in rows) for i in range(6)]
    return "\n".join("  ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)).rstrip()
                     for row in rows) + "\n"


def facts(lines: Iterable[Line]) -> list[dict[str, Any]]:
    return [asdict(line) for line in lines]


def parse(text: str) -> tuple[Line, ...]:
    """Raises Invalid that names every wrong line: what came in and what was expected."""
    found: dict[tuple[str, str, str], Line] = {}
    wrong: list[str] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        given = raw.split("#", 1)[0].strip()
        if not given:
            continue
        line = _line(given)
        if isinstance(line, str):
            wrong.append(_("regel %(n)d: %(what)s") % {"n": number, "what": line})
        elif (key := (line.kind, line.purpose, line.category)) in found:
            wrong.append(_("regel %(n)d: staat er al") % {"n": number})
        else:
            found[key] = line
    if wrong:
        raise Invalid("covenant_text", "; ".join(wrong), came_in=f"{len(wrong)}", field="text",
                      expected="soort; doel; gegevens; grondslag; dagen; bron")
    return tuple(sorted(found.values(), key=lambda x: (x.kind, x.purpose, x.category)))


def _line(given: str) -> Line | str:
    parts = [p.strip() for p in given.split(";", 5)]
    if len(parts) < 5:
        return str(_("vijf of zes delen met een puntkomma ertussen verwacht"))
    for (_name, choices), word in zip(COLUMNS, parts, strict=False):
        if word not in choices.values:
            return _("“%(word)s” is onbekend; kies uit %(choices)s") % {
                "word": word, "choices": ", ".join(choices.values)}
    if not parts[4].isascii() or not parts[4].isdigit() or not 0 < int(parts[4]) <= LONGEST_TERM:
        return _("“%(word)s” is geen aantal dagen tot %(most)d") % {"word": parts[4], "most": LONGEST_TERM}
    return Line(parts[0], parts[1], parts[2], parts[3], int(parts[4]), (parts[5] if len(parts) > 5 else "")[:200])


@dataclass(frozen=True)
class Difference:
    """What a new version changes: rows that come and rows that go."""

    comes: tuple[Line, ...]
    goes: tuple[Line, ...]


def compare(before: Sequence[Line], after: Sequence[Line]) -> Difference:
    return Difference(tuple(x for x in after if x not in before), tuple(x for x in before if x not in after))
