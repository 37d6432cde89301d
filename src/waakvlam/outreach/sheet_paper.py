"""A sheet on paper, two pages of it on one A4, and as a workbook. What a planner knows stays out (R34)."""

import io
import json
from pathlib import Path
from typing import Any

import typst
import xlsxwriter
from django.utils.translation import gettext as _

from waakvlam.kit.time import AMSTERDAM

from .queries.sheets import Door, SheetView, day_words

TEMPLATE = Path(__file__).parent / "reports" / "sheet.typ"


def paper(view: SheetView) -> bytes:
    """PDF, A4 landscape with two columns, large enough to read in a stairwell."""
    given = {
        "title": view.round_name, "name": view.name, "day": day_words(view.day), "team": ", ".join(view.team),
        "outcomes": [o.label for o in view.outcomes], "doors": [_line(d) for d in view.stops],
        "words": {"note": _("Notitie"), "lose": _("Er staan adressen op dit blad. Laat het niet liggen; lever het vandaag in."),
                  "appointment": _("afspraak"), "page": _("blad")},
    }
    return bytes(typst.compile(str(TEMPLATE), sys_inputs={"given": json.dumps(given)}))


def _line(door: Door) -> dict[str, Any]:
    place = ", ".join(p for p in (door.block, door.entrance, "" if door.floor is None else _("verdieping %(n)d") % {"n": door.floor}) if p)
    company = "; ".join(map(str, door.company))
    return {"beside": " ".join(door.beside), "company": _("Samen met %(names)s") % {"names": company} if company else "",
            "order": door.order, "address": f"{door.street} {door.number}", "place": place, "who": door.addressee,
            "at": f"{door.appointment.astimezone(AMSTERDAM):%H:%M}" if door.appointment else ""}


def workbook(view: SheetView) -> bytes:
    """XLSX: one row per door; text stays text, so that no cell is ever run as a formula."""
    out = io.BytesIO()
    columns = [_("Volgorde"), _("Straat"), _("Nummer"), _("Postcode"), _("Blok"), _("Portiek"), _("Verdieping"),
               _("Wie"), _("Pogingen"), _("Uitkomst"), _("Samen met")]
    labels = {o.key: o.label for o in view.outcomes}
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(view.name[:31])
        sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
        sheet.set_column(1, 8, 18)
        for n, d in enumerate(view.stops, 1):
            sheet.write_row(n, 0, [d.order, d.street, d.number, d.postcode, d.block, d.entrance, d.floor, d.addressee,
                                   d.attempts, labels.get(d.outcome, d.outcome), "; ".join(map(str, d.company))])
    return out.getvalue()
