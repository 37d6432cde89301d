"""One home on the list of a round because a colleague asks for it, and off it again (R6)."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.people.models import Phone

from .. import steps
from ..asking import ALSO, ASKED, NEW
from ..models import Attempt, Round, RoundEntry
from ..policies import OutreachPermission
from . import by_hand


@transaction.atomic
def put_on(*, round: Round, household_id: UUID, channel: str, by: Who) -> RoundEntry:
    """The same home twice is one row. Raises Invalid where the round does not go this way or is done with this home,
    where nobody may ring there (R7) or no number is known; Refused, WrongState.
    """
    place = steps.first(round, channel)
    if place is None:
        raise Invalid("round", _("Zo gaat deze ronde niet langs. Kies een andere ronde."), came_in=channel, field="round_id")
    if channel == Attempt.Channel.PHONE and not _has_number(household_id, by):
        raise Invalid("phone", _("In het register staat geen telefoonnummer. Ga langs, of bel zelf."), field="round_id")
    stood = RoundEntry.objects.filter(round=round, household_id=household_id, organisation_id=by.organisation_id).exists()
    try:
        entry = by_hand.add_home(round=round, household_id=household_id, by=by)
    except Absent as error:
        raise Invalid("household", _("Dit huishouden mag niet op een lijst: zij willen niet gebeld worden, hun adres is geheim, "
                                     "of zij zijn verhuisd."), field="round_id") from error
    if entry.state not in RoundEntry.OPEN:
        raise Invalid("round", _("In deze ronde is dit huishouden al klaar. Kies een andere ronde."), came_in=entry.state, field="round_id")
    if not stood:
        entry.step, entry.channel = place, channel
    entry.why = {**entry.why, ASKED: entry.why.get(ASKED, ALSO if stood else NEW)}
    entry.save(update_fields=["why", "step", "channel"])
    return entry


@transaction.atomic
def take_off(*, entry_id: UUID, by: Who) -> None:
    """Asked by mistake: off the list, or there for its own reason alone. Raises WrongState once somebody rang or goes there."""
    entry = RoundEntry.objects.select_for_update(of=("self",)).select_related("round").filter(
        pk=entry_id, organisation_id=by.organisation_id).first()
    if entry is None:
        return
    require(by, OutreachPermission.APPROVE, entry.round)
    if entry.attempts or entry.lease_person_id or entry.doors.filter(dropped_at=None).exists():
        raise WrongState("entry_state", _("Er is al gebeld of een bezoek gepland. Haal het in de ronde zelf van de lijst."))
    audit.record(by, "entry.take_off", entry)
    if entry.why.get(ASKED) == NEW:
        entry.doors.all().delete()
        entry.delete()
    else:
        RoundEntry.objects.filter(pk=entry.pk).update(why={key: value for key, value in entry.why.items() if key != ASKED})


def _has_number(household_id: UUID, by: Who) -> bool:
    return Phone.objects.filter(resident__household_id=household_id, resident__organisation_id=by.organisation_id,
                                resident__gone_at=None, resident__moved_at=None).exists()
