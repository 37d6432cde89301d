"""New tenants who were not offered a budget coach yet, and what the others said."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.kit.pagination import Page, keyset
from waakvlam.people.models import Household
from waakvlam.resources import queries as resources
from waakvlam.resources.words import Topic

from ..models import CoachOffer
from ..residents import Home, homes


@dataclass(frozen=True)
class NewTenant:
    """Who rents since when; with the offer, where one was made."""

    home: Home
    since: date | None
    offer: CoachOffer | None = None


def new_tenants(who: Who, *, since: date, after: str = "") -> Page[NewTenant]:
    """Who began to rent on or after this day, was not offered one, and does not refuse contact (R7). Three queries."""
    asked = CoachOffer.objects.filter(organisation_id=who.organisation_id, household_id=OuterRef("id"))
    rows = Household.objects.filter(~Exists(asked), organisation_id=who.organisation_id, gone_at=None, do_not_call=False,
                                    tenancy_end=None, tenancy_start__gte=since)
    found = keyset(rows, "-tenancy_start", "-id", after=after)
    there = homes(who, [h.pk for h in found])
    audit.touched(who, "arrears.coach", there)
    return Page([NewTenant(there[h.pk], h.tenancy_start) for h in found if h.pk in there], found.after, found.is_first)


def given(who: Who, *, after: str = "") -> Page[NewTenant]:
    """What was offered, newest first. Three queries."""
    found = keyset(CoachOffer.objects.filter(organisation_id=who.organisation_id), "-offered_on", "-id", after=after)
    there = homes(who, [o.household_id for o in found])
    audit.touched(who, "arrears.coach", there)
    return Page([NewTenant(there[o.household_id], o.offered_on, o) for o in found if o.household_id in there], found.after, found.is_first)


def services(who: Who) -> list[tuple[str, str]]:
    """Who in the directory helps with money: (id, name), fullest last. At most four queries."""
    return [(str(c.service_id), f"{c.service} ({c.state_label})") for c in resources.offers_for(who, Topic.MONEY)]

