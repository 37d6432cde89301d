"""Files: appointments for the contractor, the agenda for the meeting. Texts are written as texts, never as formulas."""

import io
from collections.abc import Iterable, Sequence

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who

from .models import Item, ItemState, Project
from .queries.agenda import Agenda
from .queries.appointments import Slot

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def appointments(project: Project, slots: Iterable[Slot], *, by: Who) -> bytes:
    """Address, time and access: what somebody needs to come and work, and nothing of who lives there."""
    rows = [(s.door.address, s.door.postcode, s.appointment.on_day.isoformat(), f"{s.appointment.starts_at:%H:%M}",
             f"{s.appointment.ends_at:%H:%M}", str(s.appointment.get_access_display())) for s in slots if s.appointment]
    audit.record(by, "maintenance.export", project, size=len(rows))
    return _sheet(_("Afspraken"), (_("adres"), _("postcode"), _("dag"), _("van"), _("tot"), _("toegang")), sorted(rows, key=lambda r: (r[2], r[3], r[0])))


def agenda(project: Project, found: Agenda, *, by: Who) -> bytes:
    """The points as the page of this organisation shows them."""
    rows = [_point(i) for i in (*found.late, *found.open, *found.done)]
    audit.record(by, "maintenance.agenda_export", project, size=len(rows))
    return _sheet(_("Agenda"), (_("punt"), _("adres"), _("wie"), _("klaar op"), _("stand")), rows)


def _point(item: Item) -> tuple[str, ...]:
    door = item.agreed.door if item.agreed else item.door
    return (item.text, door.address if door else "", item.owner.name, item.due_on.isoformat(), str(ItemState(item.state).label))


def _sheet(name: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True})
    for column, head in enumerate(heads):
        sheet.set_column(column, column, 26)
        sheet.write_string(0, column, head, bold)
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            sheet.write_string(line, column, cell)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def answer(made: bytes, name: str) -> HttpResponse:
    return HttpResponse(made, content_type=TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'})
