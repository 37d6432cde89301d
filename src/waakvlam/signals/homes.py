"""The household of the own register that a signal is about: looked up only to make what follows from it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from waakvlam.access import audit
from waakvlam.access.identity import Who, seeing
from waakvlam.kit.time import today
from waakvlam.people.models import Household

from . import addresses
from .makes import Make
from .models import Match, Signal, SignalContent
from .queries import reading


@dataclass(frozen=True)
class Home:
    """`address` is empty where it is secret; `told` is what of the signal we may read."""

    household_id: UUID
    resident_id: UUID | None
    address: str
    told: SignalContent


def of(who: Who, signal: Signal, make: Make) -> Home | None:
    """The one household there now. None without words, or where our register has none or several there. At most five queries.

    The signal is read for signals, the register for what is to be made; both are logged (R28).
    """
    told = reading.words(who).filter(signal=signal).order_by("-version").first()
    if told is None:
        return None
    match = Match.objects.filter(signal=signal, organisation_id=who.organisation_id).order_by("-created_at").first()
    household_id, dwelling_id = (match.household_id, match.dwelling_id) if match else (None, None)
    if not (household_id or dwelling_id):
        dwelling_id, _area = addresses.home(addresses.Place(told.street, told.house_number, told.postcode, told.city))
    audit.touched(who, "signal.read", [told.resident_id or told.household_id or told.pk])
    there = _household(who.for_purpose(make.purpose), household_id, dwelling_id, make.reads)
    return None if there is None else Home(
        there.pk, match.resident_id if match else None, "" if there.secret_address else there.dwelling.address, told)


def _household(who: Who, household_id: UUID | None, dwelling_id: UUID | None, reads: str) -> Household | None:
    if not (household_id or dwelling_id):
        return None
    with seeing(who):
        rows = Household.objects.filter(Q(tenancy_end=None) | Q(tenancy_end__gte=today()), organisation_id=who.organisation_id,
                                        gone_at=None).select_related("dwelling")
        found = list((rows.filter(pk=household_id) if household_id else rows.filter(dwelling_id=dwelling_id))[:2])
        if len(found) != 1:
            return None
        audit.touched(who, reads, [found[0].pk])
        return found[0]
