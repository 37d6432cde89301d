"""The own list as XLSX: numbers, kinds and states, nobody's words."""

import io
from collections.abc import Iterable

import xlsxwriter
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.kit.time import AMSTERDAM

from .queries.lists import Row

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
    heads = (_("nummer"), _("soort"), _("onderwerp"), _("buurt"), _("urgentie"), _("stand"), _("door wie"), _("binnen"), _("wacht tot"))
    for column, (head, width) in enumerate(zip(heads, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, bold)
    for line, row in enumerate(kept, start=1):
        s = row.signal
        for column, value in enumerate((s.number, s.get_kind_display(), row.topic, s.neighbourhood_code, s.get_urgency_display(),
                                        s.get_state_display(), row.person or row.holder)):
            sheet.write_string(line, column, value)
        for column, moment in ((7, s.came_at), (8, row.due_at)):
            if moment is not None:
                sheet.write_datetime(line, column, moment.astimezone(AMSTERDAM).replace(tzinfo=None), day)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()
