"""Our own list of homes where we guide, and word of nuisance about homes that are ours to look after."""

from django.db.models import Q

from waakvlam.access import audit, covenant
from waakvlam.access.identity import Who
from waakvlam.access.models import Membership
from waakvlam.access.policies import Allowed, decide, require
from waakvlam.access.words import Category

from ..models import GuidedHome, NuisanceNotice
from ..models.guided import KEEPERS
from ..policies import SignalPermission

MOST = 500
SEEN_MOST = 20


def guided_homes(who: Who, words: str = "") -> tuple[list[GuidedHome], bool]:
    """Where we guide now or will, by street, and whether there are more than MOST; `words` each in address or name of the guide.

    One query. Raises Refused, also where the covenant has no line for it.
    """
    require(who, SignalPermission.GUIDED)
    covenant.ground_for(who, Category.GUIDED)
    there = GuidedHome.objects.filter(organisation_id=who.organisation_id, until__isnull=True).select_related("guide")
    for word in words.replace(",", " ").split():
        number = Q(house_number__istartswith=word)  # so few digits are no postcode
        there = there.filter(number if word.isdigit() and len(word) < 4 else number | Q(street__icontains=word) | Q(postcode__icontains=word)
                             | Q(city__icontains=word) | Q(guide__name__icontains=word))
    rows = list(there.order_by("street", "house_number", "id")[:MOST + 1])
    audit.touched(who, "signal.guided", [row.pk for row in rows[:MOST]])
    return rows[:MOST], len(rows) > MOST


def guides(who: Who) -> list[tuple[str, str]]:
    """(id, name) of our people who may keep the list. One query. Raises Refused, also where the covenant has no line for it."""
    require(who, SignalPermission.GUIDED)
    covenant.ground_for(who, Category.GUIDED)
    rows = (Membership.objects.filter(organisation_id=who.organisation_id, until__isnull=True, role__in=KEEPERS)
            .order_by("person__name").values_list("person_id", "person__name").distinct())
    return [(str(pk), name) for pk, name in rows]


def nuisances(who: Who) -> list[NuisanceNotice]:
    """Word of nuisance: what nobody saw yet, oldest first, then the last that somebody saw. Two queries.

    Raises Refused, also where the covenant has no line for it.
    """
    require(who, SignalPermission.NUISANCES)
    if not told_of_nuisance(who):
        covenant.ground_for(who, Category.NUISANCE)
    ours = NuisanceNotice.objects.filter(organisation_id=who.organisation_id).select_related("guide", "person")
    rows = [*ours.filter(seen_at__isnull=True).order_by("at", "id")[:MOST], *ours.filter(seen_at__isnull=False).order_by("-at", "-id")[:SEEN_MOST]]
    audit.touched(who, "signal.guided", [row.pk for row in rows])
    return rows


def told_of_nuisance(who: Who) -> bool:
    """Whether role and covenant let this person read such word at all. No query."""
    return isinstance(decide(who, SignalPermission.NUISANCES), Allowed) and any(
        covenant.find(who, category) for category in (Category.GUIDED, Category.NUISANCE))
