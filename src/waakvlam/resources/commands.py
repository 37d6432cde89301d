"""Writes to the directory: a service, and what it says about its room."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.models import Membership
from waakvlam.access.policies import require
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.time import now

from .models import LONGEST_NORM, Capacity, Service
from .policies import ResourcesPermission
from .words import State, Topic


@dataclass(frozen=True)
class Described:
    """What a service is: the fields that its organisation keeps."""

    name: str
    description: str = ""
    topics: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    norm_days: int = 3
    contact_id: UUID | None = None
    phone: str = ""
    email: str = ""


@transaction.atomic
def add_service(*, described: Described, by: Who, organisation_id: UUID | None = None) -> Service:
    """A new service of `by`'s organisation (or, by an administrator, of one without accounts).

    It starts with “eerst samen kijken”.
    """
    made = Service(network_id=by.network_id, organisation_id=organisation_id or by.organisation_id)
    require(by, ResourcesPermission.ADD, made)
    _describe(made, described)
    audit.record(by, "service.add", made, topics=list(made.topics))
    set_capacity(service=made, state=State.ASSESS, by=by)
    return made


@transaction.atomic
def edit_service(*, service: Service, described: Described, by: Who) -> Service:
    require(by, ResourcesPermission.KEEP, service)
    _refuse_ended(service)
    _describe(service, described)
    audit.record(by, "service.edit", service, topics=list(service.topics))
    return service


@transaction.atomic
def set_capacity(*, service: Service, state: str, places: int | None = None, by: Who) -> Capacity:
    """What is said now replaces what was said before; both stay, with their dates."""
    require(by, ResourcesPermission.KEEP, service)
    _refuse_ended(service)
    if state not in State.values:
        raise Invalid("state", _("Kies hoe vol het is."), came_in=state, expected=", ".join(State.values),
                      field="state")
    if places is not None and places < 0:
        raise Invalid("places", _("Een aantal is nul of meer."), came_in=str(places), expected="0 of meer",
                      field="places")
    Capacity.objects.filter(service=service, ended_at__isnull=True).update(ended_at=now())
    said = Capacity.objects.create(
        network_id=by.network_id, organisation_id=service.organisation_id, service=service,
        state=state, places=places, said_by_id=by.person_id, said_at=now())
    audit.record(by, "service.capacity", service, state=str(state), places=places)
    return said


@transaction.atomic
def end_service(*, service: Service, by: Who) -> Service:
    """No longer offered; handovers under way keep their receiver."""
    require(by, ResourcesPermission.KEEP, service)
    _refuse_ended(service)
    service.ended_at = now()
    service.save(update_fields=["ended_at"])
    audit.record(by, "service.end", service)
    return service


def _describe(service: Service, described: Described) -> None:
    """Raises Invalid with the field's name as code."""
    _check(described, service.organisation_id)
    service.name = described.name.strip()
    service.description = described.description.strip()
    service.topics = [t for t in Topic.values if t in described.topics]
    service.areas = sorted(set(described.areas))
    service.norm_days = described.norm_days
    service.contact_id = described.contact_id
    service.phone, service.email = described.phone, described.email
    try:
        with transaction.atomic():
            service.save()
    except IntegrityError as error:
        raise Invalid("name", _("Jullie hebben al een dienst met deze naam."),
                      came_in=service.name, expected=_("een andere naam"), field="name") from error


def _check(described: Described, organisation_id: UUID) -> None:
    if not described.name.strip():
        raise Invalid("name", _("Geef de dienst een naam."), expected=_("een naam"), field="name")
    unknown = set(described.topics) - set(Topic.values)
    if unknown or not described.topics:
        raise Invalid("topics", _("Kies minstens één onderwerp."), came_in=", ".join(sorted(unknown)),
                      field="topics")
    if not 1 <= described.norm_days <= LONGEST_NORM:
        raise Invalid("norm_days", _("Kies 1 tot %(most)s werkdagen.") % {"most": LONGEST_NORM},
                      came_in=str(described.norm_days), field="norm_days")
    if described.contact_id and not Membership.objects.filter(
            person_id=described.contact_id, organisation_id=organisation_id).exists():
        raise Invalid("contact", _("Kies een contactpersoon van de eigen organisatie."),
                      field="contact")


def _refuse_ended(service: Service) -> None:
    if service.ended_at is not None:
        raise WrongState("service-ended", _("Deze dienst bestaat niet meer."))
