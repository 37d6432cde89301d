"""The desk of an organisation: requests by their clock, and the resident that somebody helps."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page, keyset
from waakvlam.kit.time import now
from waakvlam.people import queries as people
from waakvlam.people.models import Dwelling, Phone, Resident

from ..models import Code, Request

SHOWN = 20


@dataclass(frozen=True)
class Counts:
    """For whoever oversees: how many wait, are late, were extended. Open requests are few."""

    open: int
    late: int
    extended: int


def requests(who: Who, *, state: str = "", after: str = "") -> Page[Request]:
    """Open ones by what is due first; with a state, those, newest answer last. Two statements."""
    rows = Request.objects.filter(organisation_id=who.organisation_id).select_related("taken_by")
    rows = rows.filter(state=state) if state in Request.State.values else rows.filter(state__in=Request.OPEN)
    page = keyset(rows, "due_at", "id", after=after)
    audit.touched(who, "rights.requests", [r.resident_id for r in page])
    return page


def request_page(who: Who, request_id: UUID) -> tuple[Request, Resident | None]:
    """A request and whose it is, where the register still knows them. Raises Absent."""
    found = one_request(who, request_id)
    somebody = Resident.objects.filter(organisation_id=who.organisation_id, pk__in=[found.resident_id]).first()
    audit.touched(who, "rights.request", [found.resident_id])
    return found, somebody


def one_request(who: Who, request_id: UUID) -> Request:
    found = (Request.objects.select_related("taken_by", "answered_by")
             .filter(organisation_id=who.organisation_id, pk=request_id).first())
    if found is None:
        raise Absent("request", _("Dit verzoek is er niet voor jullie organisatie."))
    return found


def counts(who: Who) -> Counts:
    """No words, no names."""
    rows = Request.objects.filter(organisation_id=who.organisation_id, state__in=Request.OPEN)
    return Counts(rows.count(), rows.filter(due_at__lt=now()).count(), rows.filter(extended_at__isnull=False).count())


def overdue(who: Who, limit: int = SHOWN) -> Sequence[Request]:
    """What is open, due first; to be shown without words."""
    return list(Request.objects.filter(organisation_id=who.organisation_id, state__in=Request.OPEN)
                .defer("words", "answer").order_by("due_at", "id")[:limit])


def resident(who: Who, resident_id: UUID) -> Resident:
    """Somebody of the own register, with home. Raises Absent."""
    found = (Resident.objects.select_related("household__dwelling")
             .filter(organisation_id=who.organisation_id, pk=resident_id, merged_into=None).first())
    if found is None:
        raise Absent("resident", _("Deze bewoner staat niet (meer) in jullie register."))
    audit.touched(who, "rights.resident", [found.pk])
    return found


def found_residents(who: Who, text: str) -> Sequence[Resident]:
    """A few people of the own register by name or address."""
    return list(people.residents(who, text=text))[:SHOWN] if text.strip() else []


def codes_of(who: Who, resident_id: UUID) -> Sequence[Code]:
    """The codes that this resident got, newest first; nobody can read what they were."""
    return list(Code.objects.filter(organisation_id=who.organisation_id, resident_id=resident_id)
                .exclude(channel=Code.Channel.PRINT).order_by("-created_at")[:5])


def addressed(found: Resident) -> str:
    """A postal address with line breaks, as on an envelope; "" where the address is secret."""
    home: Dwelling = found.household.dwelling
    return "" if found.household.secret_address else f"{found.name}\n{home.address}\n{home.postcode} {home.city}"


def mobile(found: Resident) -> str:
    """The resident's own mobile number, or "": a number that is somebody else's is no way to them."""
    own = Phone.objects.filter(resident=found, whose="").order_by("rank", "id").values_list("number", flat=True)
    return next((n for n in own if n.startswith("+316") or not n.startswith("+31")), "")
