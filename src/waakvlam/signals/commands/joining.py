"""Signals about one home or one person become one thread, and can be taken apart again; every step is kept (C4)."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.time import now

from .. import repeats, waiting
from ..models import OPEN, FollowUp, Signal, State
from ..models.states import FollowState
from ..policies import SignalPermission
from ..queries import joining as queries
from ..queries import reading
from .moving import lock, move, step, tell

RAISED = "repeats:"  # before the urgency that it had


@transaction.atomic
def join(*, signal: Signal, other_id: UUID, by: Who) -> Signal:
    """`other_id` goes on in the thread of `signal`. Both lie with us, and we may read that they belong together.

    Raises Invalid where nothing says so, WrongState where one of them cannot be joined now.
    """
    locked = {id_: lock(id_) for id_ in sorted({signal.pk, other_id})}  # always in one order: two joins never wait for each other
    into, other = locked[signal.pk], locked[other_id]
    for one in (into, other):
        require(by, SignalPermission.WEIGH, one)
    if other.pk not in {found.pk for found in queries.alike(by, into)}:
        raise Invalid("other", _("Kies een signaal over dezelfde woning of persoon."), came_in=str(other_id), field="other_id")
    _check(into, other)
    move(other, State.JOINED, "join", by, into_id=into.pk, ended_at=now())
    waiting.nothing(other)
    into.repeats += 1
    _weigh(into, other, by)
    step(into, "joined", by)
    tell(into)  # whoever brought the other in hears how far the thread is
    return into


@transaction.atomic
def apart(*, signal: Signal, by: Who) -> Signal:
    """It was another matter after all: new again, with a clock of its own; what it raised goes down again. Raises WrongState."""
    found = lock(signal.pk)
    require(by, SignalPermission.WEIGH, found)
    if found.state != State.JOINED or found.into_id is None:
        raise WrongState("signal.state", _("Dit signaal is nergens bij gevoegd."), came_in=found.state)
    into_id = found.into_id
    move(found, State.NEW, "apart", by, into_id=None, ended_at=None, holder_person_id=None)
    waiting.for_look(found, by)
    into = reading.worked_on(by).filter(pk=into_id, holder_id=by.organisation_id).first()
    if into is not None:
        into = lock(into.pk)
        into.repeats = max(into.repeats - 1, 0)
        _lower(into, by)
        step(into, "parted", by)
    return found


def _check(into: Signal, other: Signal) -> None:
    if into.state not in OPEN:
        raise WrongState("signal.state", _("Dit signaal is niet meer open."), came_in=into.state)
    if other.repeats:
        raise WrongState("signal.repeats", _("Bij het andere signaal is al iets gevoegd. Voeg dit signaal dáár bij."))
    if State.POOL in (into.state, other.state):
        raise WrongState("signal.state", _("Haal het eerst uit de open pot."))
    if FollowUp.objects.filter(signal=other, state=FollowState.OPEN).exists():
        raise WrongState("follow_up", _("Bij het andere signaal staat nog iets te doen. Rond dat eerst af."))


def _weigh(into: Signal, other: Signal, by: Who) -> None:
    """At least as urgent as what joined it; and, unless a person chose otherwise, as the rule of repeats says."""
    before = into.urgency
    rule = before if into.urgency_why == "person" else _rule(into, by)
    into.urgency = repeats.highest(before, other.urgency, rule)
    if into.urgency != before:
        started = into.urgency_why.removeprefix(RAISED) if into.urgency_why.startswith(RAISED) else before
        into.urgency_why = f"{RAISED}{started}"
    _keep(into, before, by)


def _lower(into: Signal, by: Who) -> None:
    """What repeats raised, as far as they do so no more; what a person chose stays."""
    before = into.urgency
    if into.urgency_why.startswith(RAISED):
        started = into.urgency_why.removeprefix(RAISED)
        into.urgency = repeats.highest(started, _rule(into, by), *(s.urgency for s in queries.joined(by, into)))
        if into.urgency == started:
            into.urgency_why = ""
    _keep(into, before, by)


def _rule(into: Signal, by: Who) -> str:
    return repeats.least([into.came_at, *(s.came_at for s in queries.joined(by, into))])


def _keep(into: Signal, before: str, by: Who) -> None:
    into.save(update_fields=["repeats", "urgency", "urgency_why"])
    if into.urgency != before:
        waiting.again(into, by)
