"""The log of acts as a file: the same rows as the page, in words, for whoever must hand it over."""

import csv
import io
from collections.abc import Iterable, Iterator

import xlsxwriter
from django.utils.translation import gettext as _

from waakvlam.kit.time import AMSTERDAM

from .queries import Act
from .words import Purpose

MOST = 50_000  # rows in one file; more is for `waakvlam audit export`
Row = list[str | int]


def as_csv(acts: Iterable[Act]) -> bytes:
    """With a byte order mark, so that a spreadsheet reads the letters right."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(_rows(acts))
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(acts: Iterable[Act]) -> bytes:
    out = io.BytesIO()
    # Text stays text: a name that begins with "=" must not become a formula.
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(_("Logboek"))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 6, 24)
    bold = book.add_format({"bold": True})
    for number, row in enumerate(_rows(acts)):
        sheet.write_row(number, 0, row, bold if number == 0 else None)
    book.close()
    return out.getvalue()


def _rows(acts: Iterable[Act]) -> Iterator[Row]:
    yield [_("Wanneer"), _("Wie"), _("Rol"), _("Doel"), _("Handeling"), _("Soort"), _("Nummer"), _("Zegel")]
    purposes = dict(Purpose.choices)
    for act in acts:
        row = act.row
        yield [row.at.astimezone(AMSTERDAM).strftime("%Y-%m-%d %H:%M:%S"), _plain(act.name), row.role,
               str(purposes.get(row.purpose, row.purpose)), str(act.words), row.subject_kind,
               str(row.subject_id or ""), row.seal or ""]


def _plain(text: str) -> str:
    """Nothing that a spreadsheet would take for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
