"""Homes that stand on a list because a colleague asked to call or visit them: whoever asked hears how far it is."""

from uuid import UUID

from waakvlam.access import offspring
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.time import today

from . import steps
from .models import Round, RoundEntry
from .policies import OutreachPermission

KIND = "entry"
# In `RoundEntry.why`: NEW where the home stands on the list for this alone, ALSO where it stood there already.
ASKED, NEW, ALSO = "asked", "new", "also"
PLANNED = (Round.State.APPROVED, Round.State.RUNNING)


def heard(entry: RoundEntry) -> None:
    """Inside the transaction that moved the entry; costs nothing for all that nobody asked for."""
    if entry.why.get(ASKED):
        offspring.moved(KIND, entry.pk, entry.organisation_id, entry.state)


def rounds(who: Who, channel: str) -> list[Round]:
    """Rounds of our own that run or will, and go this way; the one that ends last first. One query."""
    require(who, OutreachPermission.SEE_ROUNDS)
    found = Round.objects.filter(organisation_id=who.organisation_id, state__in=PLANNED, ends_on__gte=today())
    return [round for round in found.order_by("-ends_on", "id") if steps.first(round, channel) is not None]


def round_of(who: Who, entry_id: UUID) -> UUID | None:
    """On which of our rounds it stands. One query."""
    require(who, OutreachPermission.SEE_ROUNDS)
    return RoundEntry.objects.filter(pk=entry_id, organisation_id=who.organisation_id).values_list("round_id", flat=True).first()
