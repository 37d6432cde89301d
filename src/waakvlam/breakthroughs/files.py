"""The list of silence as a file: references, parties and moments; never a name of a resident."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.kit.time import AMSTERDAM

from .queries import Line


def as_csv(lines: Iterable[Line], *, by: Who) -> bytes:
    """With a byte order mark, so that a spreadsheet reads the letters right. Logged as an act."""
    rows = list(_rows(lines))
    audit.record(by, "silence.export", None, rows=len(rows) - 1)
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _rows(lines: Iterable[Line]) -> Iterator[list[str]]:
    yield [_("Soort"), _("Kenmerk"), _("Wat wordt gevraagd"), _("Wie is aan zet"), _("Wie wacht"), _("Uiterlijk"), _("Stand")]
    for line in lines:
        yield [plain(str(cell)) for cell in (line.label, line.said.ref, line.what, line.on, line.asker,
                                             f"{line.due_at.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}", line.now)]


def plain(text: str) -> str:
    """Nothing that a spreadsheet would take for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
