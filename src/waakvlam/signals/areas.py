"""Names of neighbourhoods and districts beside their codes: people know a name, rules and signals keep the code."""

from collections.abc import Iterable
from itertools import chain

from django.db.models import Q

from waakvlam.access.identity import Who
from waakvlam.people.models import District, Neighbourhood
from waakvlam.resources.queries import services

MOST = 20  # on one page


def names(who: Who, codes: Iterable[str]) -> dict[str, str]:
    """{code: name} of these, by the newest year; a code that this network does not know is its own name. At most two queries."""
    asked = sorted({code for code in codes if code})
    found = {code: code for code in asked}
    if any(code.startswith("BU") for code in asked):
        found |= dict(Neighbourhood.objects.filter(network_id=who.network_id, code__in=asked).order_by("year").values_list("code", "name"))
    if any(code.startswith("WK") for code in asked):
        found |= dict(District.objects.filter(network_id=who.network_id, code__in=asked).order_by("year").values_list("code", "name"))
    return found


def choices(who: Who) -> list[tuple[str, str]]:
    """[(code, name)]: each district with its neighbourhoods under it, of the newest year. Two queries."""
    rows = Neighbourhood.objects.filter(network_id=who.network_id).order_by("year").values_list("district__code", "code", "name")
    under: dict[str, dict[str, str]] = {}
    for district, code, name in rows:
        under.setdefault(district or "", {})[code] = name
    named = dict(District.objects.filter(network_id=who.network_id).order_by("year").values_list("code", "name"))
    return list(chain(_by_name(under.get("", {})), *(
        [(district, name), *((code, f"– {hood}") for code, hood in _by_name(under.get(district, {})))]
        for district, name in _by_name(named))))


def of_ours(who: Who) -> list[tuple[str, str]]:
    """[(code, name)] of the neighbourhoods in which our own services work, a district with all of its own. Three queries at most.

    None where our services are for the whole network: then nobody can tell which are ours.
    """
    areas = services(who).filter(organisation_id=who.organisation_id).values_list("areas", flat=True)
    codes = sorted({code for found in areas for code in found})
    if not codes:
        return []
    rows = (Neighbourhood.objects.filter(network_id=who.network_id).filter(Q(code__in=codes) | Q(district__code__in=codes))
            .order_by("year").values_list("code", "name"))
    return _by_name(dict(rows))[:MOST]


def _by_name(found: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(found.items(), key=lambda pair: pair[1])


LARGE_ENOUGH = 100  # households; in a smaller neighbourhood a question about one of them could point at a home (R30)


def large_enough(who: Who, code: str, *, district: bool = False) -> str:
    """This neighbourhood where it is known to be large enough, else its district, else "": anywhere. One query."""
    found = Neighbourhood.objects.filter(network_id=who.network_id, code=code).select_related("district").order_by("-year").first() if code else None
    if found is None:
        return ""
    if not district and (found.figures.get("huishoudens") or 0) >= LARGE_ENOUGH:
        return found.code
    return found.district.code if found.district else ""
