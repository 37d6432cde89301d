"""Works appointments on the visit sheet: whoever rings at a door of a project sees them and can make one there."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who, seeing
from waakvlam.access.words import Kind, Purpose, Role
from waakvlam.outreach.beside import Beside
from waakvlam.outreach.models import SheetDoor
from waakvlam.outreach.queries.sheets import day_words

from .models import Appointment, Door
from .models.states import OPEN, Need


def facts(who: Who, doors: Sequence[SheetDoor]) -> dict[UUID, Beside]:
    """Door of a sheet → its appointment, where the home is in a project that runs.

    Read as the organisation itself: whoever rings need not be in the core team, and sees of a project only
    this. Four statements, two for who lets no homes: none. Logged per home that has an appointment.
    """
    if who.organisation_kind != Kind.HOUSING:
        return {}
    homes = {d.household.dwelling_id for d in doors}
    with seeing(replace(who, role=Role.SYSTEM, purpose=Purpose.MAINTENANCE, person_id=None)) as own:
        found = {door.dwelling_id: door for door in Door.objects.filter(
            dwelling_id__in=homes, organisation_id=who.organisation_id, project__state__in=OPEN)}
        made = {a.door_id: a for a in Appointment.objects.filter(door__in=[d.pk for d in found.values()])} if found else {}
        audit.touched(own, "maintenance.appointments", [d.subject_id for d in found.values() if d.pk in made])
    return {row.pk: Beside(lines(made.get(door.pk)), reverse("maintenance:at_door", args=[row.sheet_id, row.entry_id]))
            for row in doors if (door := found.get(row.household.dwelling_id))}


def lines(made: Appointment | None) -> tuple[str, ...]:
    """When, how they come in, and how to work there; never why."""
    if made is None:
        return (_("Werk in huis: nog geen afspraak."),)
    when = _("Werk in huis: %(day)s, %(from)s–%(to)s.") % {
        "day": day_words(made.on_day), "from": f"{made.starts_at:%H:%M}", "to": f"{made.ends_at:%H:%M}"}
    more = [made.get_access_display(), *([_("andere plek nodig")] if made.elsewhere else []), *(str(Need(n).label) for n in made.needs)]
    return when, ", ".join(more)
