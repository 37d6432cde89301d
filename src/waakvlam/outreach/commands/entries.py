"""Take one household off a list, with a reason, and put it back."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent, Invalid, WrongState

from ..asking import heard
from ..models import RoundEntry
from ..policies import OutreachPermission

State, Excluded = RoundEntry.State, RoundEntry.Excluded
# “Niet meer bellen” is for all rounds at once: that is another command, of the call.
BY_HAND = (Excluded.KNOWN, Excluded.ASKED, Excluded.MOVED, Excluded.DECEASED, Excluded.OTHER)


@transaction.atomic
def exclude(*, entry: RoundEntry, reason: str, by: Who) -> RoundEntry:
    """Off this list. Raises Invalid for an unknown reason, WrongState where a call is busy."""
    held = _held(entry.id)
    require(by, OutreachPermission.EXCLUDE, held)
    if reason not in BY_HAND:
        raise Invalid("excluded_reason", _("Kies waarom."), came_in=reason[:20], field="reason",
                      expected=", ".join(BY_HAND))
    if held.state not in RoundEntry.OPEN or held.lease_person_id:
        raise WrongState("entry_state", _("Deze bewoner wordt nu gebeld of is al klaar."),
                         came_in=held.state)
    held.state, held.excluded_reason = State.EXCLUDED, reason
    held.save(update_fields=["state", "excluded_reason"])
    heard(held)
    audit.touched(by, "outreach.list", [held.household_id])
    audit.record(by, "entry.exclude", held, reason=reason)
    return held


@transaction.atomic
def put_back(*, entry: RoundEntry, by: Who) -> RoundEntry:
    """Undo `exclude`. Who asked not to be called is never put back (R7)."""
    held = _held(entry.id)
    require(by, OutreachPermission.EXCLUDE, held)
    if held.state != State.EXCLUDED or held.excluded_reason not in BY_HAND:
        raise WrongState("entry_state", _("Deze bewoner kan niet terug op de lijst."),
                         came_in=f"{held.state} {held.excluded_reason}")
    held.state, held.excluded_reason = State.WAITING, ""
    held.save(update_fields=["state", "excluded_reason"])
    heard(held)
    audit.touched(by, "outreach.list", [held.household_id])
    audit.record(by, "entry.put_back", held)
    return held


def _held(entry_id: UUID) -> RoundEntry:
    found = RoundEntry.objects.select_for_update(of=("self",)).filter(id=entry_id).first()
    if found is None:
        raise Absent("entry")
    return found
