"""The own list as XLSX: numbers, parties and states, no names."""

import io
from collections.abc import Iterable

import xlsxwriter
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.kit.time import AMSTERDAM

from .models import State
from .queries.lists import Row

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (14, 28, 30, 20, 26, 18, 18)


def of(rows: Iterable[Row], *, by: Who) -> bytes:
    """Texts are written as texts: nothing that somebody typed becomes a formula."""
    kept = list(rows)
    audit.record(by, "handover.export", None, size=len(kept))
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, bold = book.add_worksheet(_("Overdrachten")), book.add_format({"bold": True})
    day = book.add_format({"num_format": "dd-mm-yyyy hh:mm"})
    heads = (_("nummer"), _("onderwerp"), _("andere organisatie"), _("stand"), _("door wie"), _("laatste wijziging"), _("wacht tot"))
    for column, (head, width) in enumerate(zip(heads, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, bold)
    for line, row in enumerate(kept, start=1):
        for column, value in enumerate((row.number, row.topic, row.other, str(State(row.state).label), row.owner)):
            sheet.write_string(line, column, value)
        for column, moment in ((5, row.changed_at), (6, row.due_at)):
            if moment is not None:
                sheet.write_datetime(line, column, moment.astimezone(AMSTERDAM).replace(tzinfo=None), day)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()
