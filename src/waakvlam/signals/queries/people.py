"""Whom a signal can be given to: colleagues, and organisations that the covenant lets work with signals."""

from waakvlam.access import covenant
from waakvlam.access.identity import Who
from waakvlam.access.models import Membership, Organisation
from waakvlam.access.words import Category, Kind, Purpose

from ..models.content import NEVER

WORKERS = ("coordinator", "district_worker", "community_officer", "care_worker", "keeper")


def colleagues(who: Who) -> list[tuple[str, str]]:
    """(id, name) of who weighs signals at our organisation, without the one who asks. One query."""
    if who.role in NEVER:
        return []
    rows = (Membership.objects.filter(organisation_id=who.organisation_id, until__isnull=True, role__in=WORKERS)
            .exclude(person=who.person_id).order_by("person__name").values_list("person_id", "person__name").distinct())
    return [(str(pk), name) for pk, name in rows]


def receivers(who: Who) -> list[tuple[str, str]]:
    """Those to which we can pass a signal on. One query."""
    return [row for row in holders(who) if row[0] != str(who.organisation_id)]


def holders(who: Who) -> list[tuple[str, str]]:
    """(id, name) of organisations with accounts for which the covenant has a line about signals. One query."""
    kinds = {line.kind for line in covenant.lines(who.network_id)
             if line.purpose == Purpose.SIGNAL and line.category == Category.SIGNAL}
    rows = (Organisation.objects.filter(network_id=who.network_id, has_accounts=True, kind__in=kinds)
            .exclude(kind=Kind.NETWORK).order_by("name").values_list("id", "name"))
    return [(str(pk), name) for pk, name in rows]
