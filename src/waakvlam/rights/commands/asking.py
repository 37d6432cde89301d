"""A resident asks: on the own page, or through somebody at the desk. The clock starts at once (R29)."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.policies import require
from waakvlam.access.screening import screen
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import now
from waakvlam.outreach import stops

from .. import codes, queries, terms, visits
from ..models import Request
from ..policies import RightsPermission
from ..words import LANGUAGES

CLOCK = "rights.answer"
MOST_OPEN, LONGEST = 10, 4000


@dataclass(frozen=True)
class Asked:
    """The two fields of the form, and how it came."""

    kind: str
    words: str = ""
    language: str = "nl"
    came: str = Request.Came.PAGE


@transaction.atomic
def ask(*, asked: Asked, resident_id: UUID | None = None, by: Who) -> Request:
    """A request with its receipt number and term. An objection stops calling in this transaction (R7).

    By the resident of a visit, or by a worker for `resident_id`. Raises Invalid, Refused, Absent.
    """
    subject, household = _whose(by, resident_id)
    _check(asked, subject)
    term = terms.in_force()
    made = Request(
        network_id=by.network_id, organisation_id=by.organisation_id, resident_id=subject, household_id=household,
        number=_number(), kind=asked.kind, words=screen(asked.words).text[:LONGEST], received_at=now(),
        language=asked.language if asked.language in LANGUAGES else "nl", term=term.plain(),
        came=Request.Came.PAGE if by.role == Role.RESIDENT else asked.came,
        due_at=terms.months_after(now(), term.months))
    made.save(force_insert=True)
    clocks.start(by, made, CLOCK, on=by.organisation_id, due_at=made.due_at)
    audit.record(by, "rights.ask", made, kind=made.kind, came=made.came)
    audit.touched(by, "rights.ask", [subject])
    if made.kind == Request.Kind.OBJECT:
        no_calls(made)
    return made


def no_calls(request: Request) -> None:
    """From now on nobody of this organisation rings this household; the system writes it down."""
    if request.household_id is None:
        return
    with acting(system(request.organisation_id, Purpose.CALL_ROUND)) as office:
        stops.stop_calling(household_id=request.household_id, by=office)


def _whose(by: Who, resident_id: UUID | None) -> tuple[UUID, UUID | None]:
    if by.role == Role.RESIDENT:
        require(by, RightsPermission.ASK)
        myself = visits.call("rights_myself")
        assert by.only is not None and myself is not None  # the visit found them a moment ago
        return by.only, UUID(myself["household_id"])
    assert resident_id is not None
    found = queries.resident(by, resident_id)
    require(by, RightsPermission.FILE, found)
    return found.pk, found.household_id


def _check(asked: Asked, subject: UUID) -> None:
    if asked.kind not in Request.Kind.values:
        raise Invalid("kind", _("Kies wat u wilt vragen."), came_in=asked.kind, field="kind")
    if asked.came not in Request.Came.values:
        raise Invalid("came", _("Kies hoe het verzoek binnenkwam."), came_in=asked.came, field="came")
    if asked.kind == Request.Kind.CORRECT and not asked.words.strip():
        raise Invalid("words", _("Schrijf op wat er niet klopt, en wat het moet zijn."), field="words")
    if Request.objects.filter(resident_id=subject, state__in=Request.OPEN).count() >= MOST_OPEN:
        raise Invalid("many", _("Er lopen al tien verzoeken. Wacht tot er een is beantwoord."), field="kind")


def _number() -> str:
    """To read out over the phone: V-ABCD-EFG. A clash is refused by the database."""
    drawn = "".join(secrets.choice(codes.ALPHABET) for _n in range(7))
    return f"{drawn[:4]}-{drawn[4:]}"
