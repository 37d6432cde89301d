"""Files: the own open tracks, and the rows of a file that were refused. Texts are written as texts, never as formulas."""

import io
from collections.abc import Iterable, Sequence

import xlsxwriter
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who

from .models import ArrearsRow, Stage
from .queries import Line

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def of(lines: Iterable[Line], *, by: Who) -> bytes:
    """What somebody needs to work through the list: no history, no notes, nobody whose track ended (R26)."""
    rows = [(line.track.number, line.home.name if line.home else "", line.home.address if line.home else "",
             line.track.amount_cents / 100, line.track.since.isoformat(), str(Stage(line.track.stage).label)) for line in lines]
    audit.record(by, "arrears.export", None, size=len(rows))
    return _sheet(_("Huurachterstand"), (_("nummer"), _("huurder"), _("adres"), _("bedrag"), _("sinds"), _("stand")), rows)


def problems(rows: Iterable[ArrearsRow]) -> bytes:
    return _sheet(_("Geweigerd"), (_("regel"), _("wat er mis is")), [(row.number, row.problem) for row in rows])


def _sheet(name: str, heads: Sequence[str], rows: Iterable[Sequence[str | float]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, bold, money = book.add_worksheet(name), book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
    for column, head in enumerate(heads):
        sheet.set_column(column, column, 24)
        sheet.write_string(0, column, head, bold)
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(line, column, cell)
            else:
                sheet.write_number(line, column, cell, money if isinstance(cell, float) else None)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()
