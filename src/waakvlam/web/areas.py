"""What a board member sees on Vandaag: neighbourhoods, never a person."""

from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.access.words import Purpose, Role
from waakvlam.insight import queries

from .formats import number, percent
from .handed import Row, Section

PURPOSES = (Purpose.INSIGHT,)
MOST = 5


def sections(who: Who) -> list[Section]:
    """Where the fewest households were spoken to, first. Two queries; others than boards get none."""
    if who.role not in (Role.BOARD, Role.STEWARD):
        return []
    found = queries.neighbourhoods(who, order="bereik")
    counted = [area for area in found.areas if area.figures.reach is not None]
    rows = [_row(area) for area in counted[:MOST]]  # no total: these are the first of a list, not a pile
    nothing = _("Er is nog niet geteld. Elke nacht worden de buurten geteld.")
    return [Section("area", _("Waar we weinig mensen spraken"), rows, 0, reverse("insight:overview"), nothing)]


def _row(area: queries.Area) -> Row:
    figures = area.figures
    note = _("%(spoken)s van %(households)s huishoudens gesproken in een jaar (%(share)s)") % {
        "spoken": number(figures.spoken), "households": number(figures.households), "share": percent(figures.reach),
    }  # fmt: skip
    return Row(area.name, reverse("insight:neighbourhood", args=[area.code]), note, icon="neighbourhood")
