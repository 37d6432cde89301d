"""What the handovers of a round came to, for the round's page and report."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .queries.helped import of_round


def lasting(round: Any) -> list[tuple[str, str]]:
    """Rows (label, text): handed over, ended, and lastingly helped. Two queries; none without handovers."""
    found = of_round(round.organisation_id, round.pk)
    if not found.handed_over:
        return []
    rows = [(_("Warm overgedragen"), ngettext("%(n)d vraag", "%(n)d vragen", found.handed_over) % {"n": found.handed_over}),
            (_("Afgerond door de ontvanger"), str(found.ended))]
    for weeks, label in ((6, _("Blijvend geholpen na 6 weken")), (12, _("Blijvend geholpen na 12 weken"))):
        if found.asked(weeks):
            rows.append((label, _("%(yes)d van %(asked)d die het gevraagd is") % {
                "yes": found.lastingly(weeks), "asked": found.asked(weeks)}))
    return rows
