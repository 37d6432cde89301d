"""The desk answers: take it, extend it with a reason, grant, grant in part, refuse with a way to complain."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from waakvlam.access import audit, clocks
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose, Role
from waakvlam.handovers import commands as handovers
from waakvlam.handovers import notices
from waakvlam.handovers import queries as sent
from waakvlam.handovers.models import Handover
from waakvlam.kit.errors import Absent, Invalid, Refused, WrongState
from waakvlam.kit.time import now
from waakvlam.people.models import Resident
from waakvlam.post import commands as post

from .. import eraser, letters, terms, visits
from ..models import Request
from ..policies import RightsPermission
from ..queries.desk import addressed
from .asking import CLOCK, no_calls

State, Kind = Request.State, Request.Kind
DONE = (State.GRANTED, State.PARTLY)


@dataclass(frozen=True)
class Answered:
    """The outcome, the words of the answer, and the law's reason where not all was granted."""

    outcome: str
    words: str
    reason: str = ""


@transaction.atomic
def take(*, request_id: UUID, by: Who) -> Request:
    """Somebody is on it: the resident sees that, not who."""
    request = _held(request_id, RightsPermission.ANSWER, by)
    _move(request, State.IN_HAND, "rights.take", by, taken_by_id=by.person_id)
    return request


@transaction.atomic
def extend(*, request_id: UUID, reason: str, by: Who) -> Request:
    """Once, before the term is over, with a reason that the resident reads (art. 12.3 GDPR)."""
    request = _held(request_id, RightsPermission.ANSWER, by)
    if not request.is_open or request.extended_at is not None or request.is_late:
        raise WrongState("rights.extend", _("Verlengen kan één keer, zolang de termijn loopt."),
                         remedy=_("Geef nu antwoord."))
    if len(reason.strip()) < 10:
        raise Invalid("reason", _("Schrijf in een zin waarom het langer duurt. De bewoner leest dit."), field="extension_reason")
    request.extended_at, request.extension_reason = now(), reason.strip()[:300]
    request.due_at = terms.months_after(request.received_at, int(request.term["months"]) + int(request.term["more"]))
    request.save(update_fields=["extended_at", "extension_reason", "due_at"])
    clocks.start(by, request, CLOCK, on=by.organisation_id, due_at=request.due_at)
    audit.record(by, "rights.extend", request)
    _write_to(request, letters.extended(request, by.organisation_name), by, to=_home(request))
    return request


@transaction.atomic
def answer(*, request_id: UUID, answered: Answered, by: Who) -> Request:
    """The answer, its letter and what follows from it, in one transaction. Raises Invalid, WrongState."""
    request = _held(request_id, RightsPermission.ANSWER, by)
    _check(answered)
    erased = request.kind == Kind.ERASE and answered.outcome == State.GRANTED
    if erased:
        _grant_erasure(request, answered.words.strip(), by)
    else:
        _move(request, answered.outcome, "rights.answer", by, answered_at=now(), answered_by_id=by.person_id,
              answer=answered.words.strip(), reason=answered.reason if answered.outcome != State.GRANTED else "")
    clocks.stop(request.pk, CLOCK)
    audit.touched(by, "rights.answer", [request.resident_id])
    # Looked up first: after erasing there is no address left, and the letter must still go.
    to, letter = _home(request), letters.answered(request, by.organisation_name)
    if answered.outcome in DONE:
        _follow(request, by)
    if erased:
        eraser.erase(request, by)
    _write_to(request, letter, by, to=to, known=not erased)
    return request


@transaction.atomic
def withdraw(*, request_id: UUID, by: Who) -> Request:
    """The resident no longer asks."""
    request = _held(request_id, RightsPermission.ASK if by.role == Role.RESIDENT else RightsPermission.ANSWER, by)
    _move(request, State.WITHDRAWN, "rights.withdraw", by, answered_at=now())
    clocks.stop(request.pk, CLOCK)
    return request


def _held(request_id: UUID, permission: RightsPermission, by: Who) -> Request:
    found = Request.objects.select_for_update(of=("self",)).filter(pk=request_id, organisation_id=by.organisation_id).first()
    if found is None:
        raise Absent("request", _("Dit verzoek is er niet."))
    require(by, permission, found)
    return found


def _move(request: Request, to: str, verb: str, by: Who, **changes: Any) -> None:
    if to not in Request.TRANSITIONS[State(request.state)]:
        raise WrongState("rights.state", _("Dit verzoek is al %(state)s.") % {"state": request.get_state_display()},
                         came_in=request.state, expected=to)
    before, request.state = request.state, State(to)
    for name, value in changes.items():
        setattr(request, name, value)
    request.save(update_fields=["state", *changes])
    audit.record(by, verb, request, before=before, after=to, reason=request.reason)


def _grant_erasure(request: Request, words: str, by: Who) -> None:
    """Four eyes: who took it in hand asks a colleague; the database lets no other way be (gate.sql). Raises Refused."""
    if not request.is_open:
        raise WrongState("rights.state", _("Dit verzoek is al %(state)s.") % {"state": request.get_state_display()},
                         came_in=request.state, expected=State.IN_HAND)
    if request.taken_by_id in (None, by.person_id):
        raise Refused("four_eyes", _("Wissen doen jullie met z’n tweeën: de een pakt het verzoek op, een ander besluit."),
                      remedy=_("Vraag een collega om dit antwoord te geven."))
    before = request.state
    visits.call("rights_grant_erasure", request.pk, words, now())
    request.refresh_from_db()
    audit.record(by, "rights.answer", request, before=before, after=request.state, reason="")


def _check(answered: Answered) -> None:
    if answered.outcome not in (*DONE, State.REFUSED):
        raise Invalid("outcome", _("Kies wat jullie besluiten."), came_in=answered.outcome, field="outcome")
    if len(answered.words.strip()) < 10:
        raise Invalid("answer", _("Schrijf het antwoord in een paar zinnen. De bewoner leest dit."), field="answer")
    if answered.outcome != State.GRANTED and answered.reason not in Request.Reason.values:
        raise Invalid("reason", _("Kies de reden. Zonder reden uit de wet mag je niet weigeren."), field="reason")


def _home(request: Request) -> str:
    found = Resident.objects.select_related("household__dwelling").filter(pk__in=[request.resident_id]).first()
    return addressed(found) if found else ""


def _write_to(request: Request, letter: tuple[str, str], by: Who, *, to: str, known: bool = True) -> None:
    """A letter to the home address; where there is none the answer stands on the resident's page."""
    if to:
        post.send(channel="letter", to=to, subject=letter[0], body=letter[1], about_kind="request", about_id=request.pk,
                  recipient_id=request.resident_id if known else None, by=by)


def _follow(request: Request, by: Who) -> None:
    """What granting means beyond the letter."""
    if request.kind == Kind.RESTRICT:
        no_calls(request)
    if request.kind in (Kind.ERASE, Kind.RESTRICT):
        _stop_all(request, by)
    elif request.kind == Kind.CORRECT:
        _tell_receivers(request, by)


def _stop_all(request: Request, by: Who) -> None:
    """Every receiver is closed at once and told (art. 19 GDPR)."""
    for handover_id in _sent_of(request, by):
        with acting(replace(_resident(request, by), only=handover_id)) as as_the_resident:
            found = sent.page(as_the_resident, handover_id)
            if found.permission is not None and found.permission.withdrawn_at is None:
                handovers.withdraw_permission(handover=found.handover, by=as_the_resident)


def _tell_receivers(request: Request, by: Who) -> None:
    with acting(system(by.organisation_id, Purpose.HANDOVER)) as office:
        for handover in Handover.objects.select_related("receiver").filter(pk__in=_sent_of(request, by), content_closed_at=None):
            with override("nl"):
                notices.to_receiver_plain(handover, "De bewoner liet iets verbeteren in wat wij doorgaven. Bel ons over "
                                          f"nummer {handover.number}, dan hoor je wat er verandert.", office)


def _sent_of(request: Request, by: Who) -> list[UUID]:
    """The handovers about this resident, as the gate tells the resident themselves."""
    with acting(_resident(request, by)):
        return [UUID(row["id"]) for row in visits.call("rights_handovers") or []]


def _resident(request: Request, by: Who) -> Who:
    assert request.resident_id is not None
    return visits.resident(by.network_id, by.organisation_id, request.resident_id,
                           organisation_name=by.organisation_name, organisation_kind=by.organisation_kind)
