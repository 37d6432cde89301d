"""Weigh a signal: take it, choose how urgent it is, let it rest or close it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import covenant
from waakvlam.access.identity import Who
from waakvlam.access.models import Membership
from waakvlam.access.policies import require
from waakvlam.access.words import Category
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import now

from .. import waiting
from ..models import FollowUp, Outcome, Signal, State, Urgency
from ..models.states import RANK, FollowState, NoActionReason
from ..policies import SignalPermission
from .moving import coded, lock, move, note, step

# Nothing is done with it: after this many days at most it goes (R19), sooner where the covenant says so.
REST_DAYS = 91


@transaction.atomic
def take(*, signal: Signal, backup_id: UUID | None = None, by: Who) -> Signal:
    """Somebody makes it theirs, by name; a colleague may be named who steps in when they are silent."""
    found = lock(signal.pk)
    require(by, SignalPermission.WEIGH, found)
    if found.state == State.TAKEN and found.holder_person_id == by.person_id:
        return found
    if backup_id:
        colleague(backup_id, by)
    changes: dict[str, Any] = {"holder_person_id": by.person_id, "taken_at": found.taken_at or now(),
               "backup_person_id": backup_id or found.backup_person_id}
    if found.state == State.TAKEN:  # a colleague takes over
        Signal.objects.filter(pk=found.pk).update(**changes)
        step(found, "take", by)
        found.refresh_from_db()
    else:
        move(found, State.TAKEN, "take", by, **changes)
    waiting.for_act(found, by)
    return found


def colleague(person_id: UUID, by: Who) -> None:
    """Raises Invalid where that is nobody of the own organisation."""
    if not Membership.objects.filter(person=person_id, organisation_id=by.organisation_id, until__isnull=True).exists():
        raise Invalid("person", _("Deze persoon werkt niet bij jullie."), field="person_id")


@transaction.atomic
def put_back(*, signal: Signal, by: Who) -> Signal:
    """Not mine after all: it waits for a colleague again (also the undo of taking)."""
    found = lock(signal.pk)
    require(by, SignalPermission.WEIGH, found)
    move(found, State.NEW, "put_back", by, holder_person_id=None)
    waiting.for_look(found, by)
    return found


@transaction.atomic
def rest(*, signal: Signal, reason: str, internal: str = "", by: Who) -> Signal:
    """Nothing is done with it, and why; it expires by itself and cannot be opened again (R19)."""
    found = lock(signal.pk)
    require(by, SignalPermission.WEIGH, found)
    coded(reason, NoActionReason.values)
    days = min(REST_DAYS, covenant.ground_for(by, Category.SIGNAL).term_days)
    move(found, State.RESTING, "rest", by, reason=reason, internal=internal, expires_at=now() + timedelta(days=days))
    waiting.for_rest(found, by)
    return found


@transaction.atomic
def close(*, signal: Signal, outcome: str, internal: str = "", by: Who) -> Signal:
    """Done. What was told goes at its term; whoever told it hears that it is closed, no more."""
    found = lock(signal.pk)
    require(by, SignalPermission.WEIGH, found)
    coded(outcome, Outcome.values)
    if FollowUp.objects.filter(signal=found, organisation_id=by.organisation_id, state=FollowState.OPEN).exists():
        raise Invalid("follow_up", _("Er staat nog iets te doen. Rond dat eerst af."), field="outcome")
    move(found, State.CLOSED, "close", by, reason=outcome, internal=internal, outcome=outcome, ended_at=now())
    waiting.nothing(found)
    return found


@transaction.atomic
def expire(*, signal: Signal, by: Who) -> Signal:
    """Its term is over: called by its clock only, after it was looked at and left."""
    found = lock(signal.pk)
    move(found, State.EXPIRED, "expire", by, ended_at=now())
    waiting.nothing(found)
    return found


@transaction.atomic
def set_urgency(*, signal: Signal, urgency: str, by: Who) -> Signal:
    """More or less urgent than it came in; the clock follows."""
    found = lock(signal.pk)
    require(by, SignalPermission.WEIGH, found)
    coded(urgency, Urgency.values)
    raised = RANK[urgency] > RANK[found.urgency]
    found.urgency, found.urgency_why = urgency, "person"
    found.save(update_fields=["urgency", "urgency_why"])
    step(found, "urgency", by, reason="raised" if raised else "lowered")
    waiting.again(found, by)
    return found


@transaction.atomic
def write(*, signal: Signal, text: str, by: Who) -> None:
    """A note for the own organisation. Raises Invalid where it is empty."""
    found = lock(signal.pk)
    require(by, SignalPermission.WEIGH, found)
    if not text.strip():
        raise Invalid("note", _("Schrijf iets op."), field="text")
    note(found, text, by)
    step(found, "note", by)
