"""What the search in the strip finds in the own register: people by name, street or postcode."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import Allowed, decide
from waakvlam.access.words import Purpose

from ..models import Resident
from ..policies import PeoplePermission
from .residents import SEARCHED, _by_text, _in_street, _visible, found_near

SEARCH_PURPOSE = Purpose.REGISTER


@dataclass(frozen=True)
class Hit:
    title: str
    note: str
    url: str
    icon: str = "person"


def search(who: Who, words: str, limit: int = 5) -> list[Hit]:
    """At most `limit` people; the nearest names where nothing fits. One to three queries.

    Only who is shown is logged (R28). A secret address is neither found nor shown.
    """
    if not isinstance(decide(who, PeoplePermission.SEE_REGISTER), Allowed):
        return []
    rows = _visible(who, False).order_by("sort_name", "id")
    found = list(rows.filter(_by_text(words))[:limit]) or list(rows.filter(_in_street(words))[:limit])
    if not found:
        return [_hit(row) for row in found_near(who, words)[:limit]]
    audit.touched(who, SEARCHED, [row.id for row in found])
    return [_hit(row) for row in found]


def _hit(row: Resident) -> Hit:
    home = row.household.dwelling
    note = _("geheim adres") if row.household.secret_address else f"{home.address}, {home.postcode} {home.city}"
    return Hit(row.name, note, reverse("people:household", args=[row.household_id]))
