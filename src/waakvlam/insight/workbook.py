"""The table as XLSX: the same figures as the page, the same ones hidden."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from waakvlam.kit.time import day_of

from .figures import Figures
from .queries import Overview

Row = list[str | int | float | None]


def written(overview: Overview) -> bytes:
    """A workbook of three sheets: neighbourhoods, requests by topic, what it means."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    bold = book.add_format({"bold": True})
    for name, rows in ((_("Buurten"), _figures(overview)), (_("Vragen om hulp"), _topics(overview))):
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 2)
        sheet.set_column(0, 1, 28)
        sheet.set_column(2, 12, 16)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(number, column, _("niet getoond") if cell is None else cell, bold if number == 0 else None)
    sheet = book.add_worksheet(_("Toelichting"))
    sheet.set_column(0, 0, 110)
    for number, line in enumerate(_explained(overview)):
        sheet.write(number, 0, line)
    book.close()
    return out.getvalue()


def _figures(overview: Overview) -> list[Row]:
    head: Row = [_("Buurt"), _("Wijk"), _("Woningen"), _("Huishoudens"), _("Gesproken"),
                 _("Laatste contact (dagen)"), _("Vragen om hulp"), _("Overdrachten"), _("Aangenomen"),
                 _("Stil gevallen"), _("Blijvend geholpen")]
    return [head, *([*names, *_line(figures)] for names, figures in _lines(overview))]


def _line(f: Figures) -> Row:
    return [f.homes, f.households, f.spoken, f.days if f.days is not None else "", f.requests, f.handovers,
            f.accepted, f.silent, f.helped]


def _topics(overview: Overview) -> list[Row]:
    names = sorted(name for name in overview.whole.cells.get("requests", {}) if name != "total")
    from waakvlam.resources.words import Topic

    words = dict(Topic.choices)
    head: Row = [_("Buurt"), _("Wijk"), *(str(words.get(name, name)) for name in names), _("Totaal")]
    return [head, *([*labels, *(figures.count("requests", name) for name in names), figures.requests]
                    for labels, figures in _lines(overview))]


def _lines(overview: Overview) -> list[tuple[list[str], Figures]]:
    found = [([area.name, area.district], area.figures) for area in overview.areas if area.figures.is_counted]
    if overview.nowhere.homes != 0:
        found.append(([_("Buurt onbekend"), ""], overview.nowhere))
    return [*found, ([_("Hele netwerk"), ""], overview.whole)]


def _explained(overview: Overview) -> list[str]:
    made = day_of(overview.made_at).isoformat() if overview.made_at else "–"
    return [
        _("Geteld op %(day)s, over de 365 dagen daarvoor, bij alle organisaties van het netwerk.") % {"day": made},
        _("“Niet getoond”: minder dan 10 huishoudens, of verborgen zodat zo’n klein aantal niet uit de "
          "andere getallen volgt."),
        _("Vragen om hulp: een huishouden met vragen over twee onderwerpen telt twee keer."),
        _("Blijvend geholpen: de bewoner zei na twaalf weken dat het hielp."),
    ]
