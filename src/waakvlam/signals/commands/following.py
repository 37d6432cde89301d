"""What follows from a signal: somebody by name, a day, and whether it was done."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now, today

from .. import waiting
from ..makes import MAKES, NAMED_BEFORE
from ..models import FollowUp, Signal, State
from ..models.states import Follow, FollowState
from ..policies import SignalPermission
from .moving import coded, lock, move, step
from .weighing import colleague

FURTHEST = 366  # days


@transaction.atomic
def follow_up(*, signal: Signal, kind: str, due_on: date, person_id: UUID | None = None, internal: str = "", by: Who) -> FollowUp:
    """Agree on what follows. `person_id` is a colleague (default: whoever says so); the clock runs on them.

    What another module makes of it follows in `making`.
    """
    found = lock(signal.pk)
    require(by, SignalPermission.WEIGH, found)
    coded(kind, Follow.values)
    if not 0 <= (due_on - today()).days <= FURTHEST:
        raise Invalid("due_on", _("Kies een dag vanaf vandaag, hoogstens een jaar vooruit."), came_in=due_on.isoformat(),
                      field="due_on")
    if person_id and person_id != by.person_id:
        colleague(person_id, by)
    made = FollowUp.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, signal=found, kind=kind,
                                   person_id=person_id or by.person_id, due_on=due_on, **_named(kind))
    changes = {"holder_person_id": found.holder_person_id or by.person_id, "taken_at": found.taken_at or now(),
               "acted_at": found.acted_at or now()}
    if found.state == State.ACTING:
        step(found, "follow_up", by, reason=kind, internal=internal)
    else:
        move(found, State.ACTING, "follow_up", by, reason=kind, internal=internal, **changes)
    next_one(found, by)
    return made


@transaction.atomic
def finish(*, follow_id: UUID, done: bool = True, internal: str = "", by: Who) -> FollowUp:
    """Done, or it did not work out. Where nothing else is open somebody decides what is next."""
    row = held(follow_id, by)
    if row.state != FollowState.OPEN:
        raise WrongState("follow_up.state", _("Dit was al afgerond."), came_in=row.state)
    row.state, row.ended_at = FollowState.DONE if done else FollowState.FAILED, now()
    row.save(update_fields=["state", "ended_at"])
    found = lock(row.signal_id)
    step(found, "follow_done" if done else "follow_failed", by, reason=row.kind, internal=internal)
    next_one(found, by)
    return row


def held(follow_id: UUID, by: Who) -> FollowUp:
    """The row as it is now, locked. Raises Absent, Refused."""
    row = (FollowUp.objects.select_for_update(of=("self",)).select_related("signal")
           .filter(pk=follow_id, organisation_id=by.organisation_id).first())
    if row is None:
        raise Absent("follow_up")
    require(by, SignalPermission.WEIGH, row.signal)
    return row


def _named(kind: str) -> dict[str, Any]:
    """The id of what is still to be made: whoever makes it twice makes one."""
    return {"made_kind": MAKES[kind].kind, "made_id": uuid7()} if kind in NAMED_BEFORE else {}


def next_one(signal: Signal, by: Who) -> None:
    """The clock runs on what is to be done first, else on deciding what follows now."""
    first = (FollowUp.objects.filter(signal=signal, organisation_id=signal.holder_id, state=FollowState.OPEN)
             .order_by("due_on", "id").first())
    if first is not None:
        waiting.for_do(signal, first, by)
    elif signal.state == State.ACTING:
        waiting.for_act(signal, by)
