"""Reads of the directory. No resident stands in it, so no line per data subject is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from waakvlam.access.identity import Who
from waakvlam.access.models import Membership
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page, keyset

from .models import Capacity, Service
from .words import ORDER, State


@dataclass(frozen=True)
class Candidate:
    """A service that takes a topic in an area, with what a sender must know to choose."""

    service_id: UUID
    service: str
    organisation_id: UUID
    organisation: str
    organisation_kind: str
    has_accounts: bool
    norm_days: int
    state: str
    places: int | None
    said_at: datetime | None
    contact_id: UUID | None
    contact: str

    @property
    def state_label(self) -> str:
        return str(State(self.state).label)


def services(who: Who) -> QuerySet[Service]:
    """What is offered in the network now."""
    return Service.objects.filter(network_id=who.network_id, ended_at__isnull=True)


def with_capacity(rows: QuerySet[Service]) -> QuerySet[Service]:
    """Each with `organisation`, `contact` and `said` (a list of at most one Capacity). Two queries."""
    counts = Capacity.objects.filter(ended_at__isnull=True)
    return rows.select_related("organisation", "contact").prefetch_related(
        Prefetch("capacities", queryset=counts, to_attr="said"))


def offers_for(who: Who, topic: str, neighbourhood: str = "") -> list[Candidate]:
    """Who takes this topic in this neighbourhood (BU…): room first, quickest answer first.

    Without a neighbourhood only what serves the whole network. Two queries.
    """
    rows = with_capacity(services(who).filter(topics__contains=[topic]).filter(serves(neighbourhood)))
    found = [candidate(s) for s in rows]
    return sorted(found, key=lambda c: (ORDER[State(c.state)], c.norm_days, c.service))


def serves(neighbourhood: str) -> Q:
    """Services for the whole network, for this neighbourhood, or for its district (WK + 6 digits)."""
    if not neighbourhood:
        return Q(areas=[])
    return Q(areas=[]) | Q(areas__overlap=[neighbourhood, f"WK{neighbourhood[2:8]}"])


def candidate(service: Service) -> Candidate:
    """From a service of `with_capacity`. No query. A service that said nothing is looked at together."""
    said = next(iter(service.said), None)  # type: ignore[attr-defined]
    return Candidate(
        service_id=service.id, service=service.name, organisation_id=service.organisation_id,
        organisation=service.organisation.name, organisation_kind=service.organisation.kind,
        has_accounts=service.organisation.has_accounts, norm_days=service.norm_days,
        state=said.state if said else State.ASSESS, places=said.places if said else None,
        said_at=said.said_at if said else None, contact_id=service.contact_id,
        contact=service.contact.name if service.contact else "")


def service(who: Who, service_id: UUID) -> Service:
    """One service with its capacity. Raises Absent. Two queries."""
    found = with_capacity(Service.objects.filter(network_id=who.network_id, id=service_id)).first()
    if found is None:
        raise Absent("service")
    return found


def directory(who: Who, *, text: str = "", topic: str = "", area: str = "", state: str = "",
              own: bool = False, after: str = "") -> Page[Service]:
    """A page of the directory by name. Three queries."""
    rows = services(who)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(description__icontains=text)
                           | Q(organisation__name__icontains=text))
    if topic:
        rows = rows.filter(topics__contains=[topic])
    if area:
        rows = rows.filter(serves(area) if area.startswith("BU") else Q(areas=[]) | Q(areas__contains=[area]))
    if state:
        rows = rows.filter(capacities__ended_at__isnull=True, capacities__state=state)
    if own:
        rows = rows.filter(organisation_id=who.organisation_id)
    return keyset(with_capacity(rows), "name", "id", after=after, size=40)


def history(who: Who, of: Service) -> QuerySet[Capacity]:
    """What was said about its capacity, newest first."""
    return Capacity.objects.filter(network_id=who.network_id, service=of).order_by("-said_at", "-id")


def summary(who: Who, topics: Iterable[str] = ()) -> dict[str, dict[str, int]]:
    """topic → state → how many services: capacity without identity, for boards. One query."""
    wanted = set(topics)
    rows = services(who).filter(capacities__ended_at__isnull=True).values_list("topics", "capacities__state")
    found: dict[str, dict[str, int]] = {}
    for of_service, state in rows:
        for topic in of_service:
            if not wanted or topic in wanted:
                states = found.setdefault(topic, {})
                states[state] = states.get(state, 0) + 1
    return found


def area_choices(who: Who) -> list[tuple[str, str]]:
    """(code, name) of districts, each followed by its neighbourhoods. Two queries.

    Areas stand in people, which resources may not import: so they are found by name.
    """
    found = []
    for model in ("District", "Neighbourhood"):
        rows = apps.get_model("people", model)._default_manager.filter(network_id=who.network_id)
        found += list(rows.order_by("code", "year").values_list("code", "name"))
    # Of several years the newest name; a neighbourhood's code starts with its district's digits.
    newest = dict(found)
    return sorted(newest.items(), key=lambda area: (area[0][2:8], area[0][:2] == "BU", area[1]))


def area_names(who: Who, codes: Iterable[str]) -> list[str]:
    """Their names, or the code where the area is not known."""
    known = dict(area_choices(who)) if codes else {}
    return [known.get(code, code) for code in codes]


def contact_choices(who: Who, organisation_id: UUID) -> list[tuple[str, str]]:
    """(person's id, name) of who works at an organisation now. One query."""
    rows = Membership.objects.filter(network_id=who.network_id, organisation_id=organisation_id, until__isnull=True)
    return [(str(key), name) for key, name in
            rows.order_by("person__name").values_list("person_id", "person__name").distinct()]


@dataclass(frozen=True)
class Hit:
    """What the search in the strip shows."""

    title: str
    note: str
    url: str
    icon: str = "stock"


SEARCH_PURPOSE = Purpose.DIRECTORY


def search(who: Who, words: str, limit: int = 5) -> list[Hit]:
    """Services by a few letters of name or organisation. One query."""
    rows = services(who).select_related("organisation")
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(organisation__name__icontains=word))
    return [Hit(s.name, s.organisation.name, reverse("resources:service", args=[s.id]))
            for s in rows.order_by("name", "id")[:limit]]
