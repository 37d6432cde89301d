"""The own list as XLSX or CSV: numbers, kinds and states, nobody's words; and what is wrong with a nuisance file."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime

import xlsxwriter
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.kit.time import AMSTERDAM

from .models import NuisanceImport, NuisanceRow
from .queries.lists import Row
from .reading import told

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (14, 24, 26, 14, 18, 20, 26, 18, 18)


def of(rows: Iterable[Row], *, by: Who) -> bytes:
    """Texts are written as texts: nothing that somebody typed becomes a formula."""
    kept = list(rows)
    audit.record(by, "signal.export", None, size=len(kept))
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, bold = book.add_worksheet(_("Signalen")), book.add_format({"bold": True})
    day = book.add_format({"num_format": "dd-mm-yyyy hh:mm"})
    for column, (head, width) in enumerate(zip(_heads(), WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, bold)
    for line, row in enumerate(kept, start=1):
        for column, value in enumerate(_cells(row)):
            if isinstance(value, datetime):
                sheet.write_datetime(line, column, value.replace(tzinfo=None), day)
            else:
                sheet.write_string(line, column, value)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def text_of(rows: Iterable[Row], *, by: Who) -> bytes:
    """With a byte order mark and semicolons, as Dutch Excel opens it; moments as ISO 8601."""
    kept, out = list(rows), io.StringIO()
    audit.record(by, "signal.export", None, size=len(kept))
    writer = csv.writer(out, delimiter=";")
    writer.writerow(_heads())
    for row in kept:
        cells = (value.isoformat(timespec="minutes") if isinstance(value, datetime) else value for value in _cells(row))
        writer.writerow([f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def _heads() -> tuple[str, ...]:
    return (_("nummer"), _("soort"), _("onderwerp"), _("buurt"), _("urgentie"), _("stand"), _("door wie"), _("binnen"), _("wacht tot"))


def _cells(row: Row) -> list[str | datetime]:
    """Moments as they are in Amsterdam; empty where nothing waits."""
    s = row.signal
    return [s.number, s.get_kind_display(), row.topic, s.neighbourhood_code, s.get_urgency_display(), s.get_state_display(),
            row.person or row.holder, s.came_at.astimezone(AMSTERDAM), row.due_at.astimezone(AMSTERDAM) if row.due_at else ""]


def problems(rows: Iterable[tuple[int, str, str, list[str]]], batch: NuisanceImport, *, by: Who) -> bytes:
    """What is wrong with which row of a nuisance file; none of its words."""
    audit.record(by, "signal.nuisance_export", batch)
    out = io.BytesIO()
    verdicts = dict(NuisanceRow.Verdict.choices)
    with xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(_("Opmerkingen"))
        sheet.set_column(1, 2, 50)
        sheet.write_row(0, 0, [_("rij"), _("wat er mee gebeurt"), _("waarom")])
        for line, (number, verdict, problem, remarks) in enumerate(rows, start=1):
            sheet.write_number(line, 0, number)
            sheet.write_string(line, 1, str(verdicts[verdict]))
            sheet.write_string(line, 2, "; ".join(told(problem, remarks)))
    return out.getvalue()
