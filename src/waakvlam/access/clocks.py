"""Whatever waits has a clock; silence is a state with an owner (design.md section 3).

The ladder: due, then a reminder to who must act, then their backup, then the coordinator who
waits, then the mandate of the network. Each step has its own number of working days.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from waakvlam.kit.rows import add
from waakvlam.kit.time import now, working_days_from

from .identity import Who
from .models import Clock
from .words import Role

# Working days that each step waits before the next one.
LADDER = {
    Clock.Step.RUNNING: 0,
    Clock.Step.REMINDED: 1,
    Clock.Step.BACKUP: 1,
    Clock.Step.COORDINATOR: 2,
}

Climb = Callable[[Clock, Who], str]


@dataclass(frozen=True)
class Climber:
    """What a module does when one of its clocks ran out, and the purpose the system has meanwhile.

    `climb(clock, by)` holds the locked clock and must move or stop it, whatever else happens: one that stays
    due would stand before the others for ever. Returns what was done, in a word. `by` is the system of who waits.
    """

    purpose: str
    climb: Climb


# By kind, or by the part before its dot; each module brings its own in `AppConfig.ready`. Kinds that nobody
# brings stay at home: `at_home`.
CLIMBERS: dict[str, Climber] = {}


@dataclass(frozen=True)
class Due:
    """A clock that ran out: ids only; the work is done as one of the two organisations."""

    clock_id: UUID
    on_organisation: UUID
    asker: UUID


def start(by: Who, subject: Any, kind: str, *, on: UUID, due_at: datetime | None = None,
          working_days: int | None = None, asker: UUID | None = None,
          person: UUID | None = None, is_first: bool = False) -> Clock:
    """Start a clock on `subject`; an earlier one of the same kind is stopped first, unless there can be none.

    Give `due_at` or `working_days` from now. `on` must act, `asker` (default: by's own
    organisation) hears of silence. Two queries; one where it `is_first`.
    """
    if not is_first:
        stop(subject.pk, kind)
    due = due_at or working_days_from(now(), working_days or 0)
    return add(Clock(
        network_id=by.network_id, kind=kind, subject_kind=subject._meta.model_name,
        subject_id=subject.pk, asker_id=asker or by.organisation_id, on_id=on, person_id=person,
        due_at=due, next_at=due))


def stop(subject_id: UUID, *kinds: str) -> int:
    """Stop the running clocks of these kinds (all kinds where none is named). One query."""
    rows = Clock.objects.filter(subject_id=subject_id, stopped_at__isnull=True)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    return rows.update(stopped_at=now())


def step_up(clock: Clock) -> Clock.Step:
    """Move a silent clock one step up its ladder; the last step stays and is looked at daily."""
    step = Clock.Step(min(clock.step + 1, Clock.Step.MANDATE))
    clock.step = step
    wait = LADDER.get(step)
    clock.next_at = working_days_from(now(), wait) if wait else now() + timedelta(days=1)
    clock.save(update_fields=["step", "next_at"])
    return step


def climber_of(kind: str) -> Climber | None:
    """Who moves clocks of this kind; None where they only climb at home."""
    return CLIMBERS.get(kind) or CLIMBERS.get(kind.partition(".")[0])


def at_home(clock: Clock) -> str:
    """What an organisation owes itself climbs to its own coordinator and goes to nobody outside."""
    if clock.step >= Clock.Step.COORDINATOR:
        Clock.objects.filter(pk=clock.pk).update(next_at=working_days_from(now(), 1))
        return "waits at coordinator"
    return step_up(clock).name.lower()


def due(at_most: int = 500) -> list[Due]:
    """Clocks to be looked at now, of all organisations. One query; ids only."""
    with connection.cursor() as db:
        db.execute("select clock_id, on_organisation, asker from clocks_due(%s, %s)", [at_most, now()])
        return [Due(*row) for row in db.fetchall()]


def silent(who: Who) -> QuerySet[Clock]:
    """Clocks past due that `who` waits for, must act on, or has the mandate over."""
    rows = Clock.objects.filter(stopped_at__isnull=True, due_at__lt=now())
    if who.role == Role.STEWARD:
        return rows.filter(network_id=who.network_id, step=Clock.Step.MANDATE)
    return rows.filter(Q(asker_id=who.organisation_id) | Q(on_id=who.organisation_id))


def of(who: Who, subjects: Iterable[UUID]) -> QuerySet[Clock]:
    """Clocks that run on these: for both sides, and for the mandate once it is theirs."""
    ours = Q(asker_id=who.organisation_id) | Q(on_id=who.organisation_id)
    if who.role == Role.STEWARD:
        ours |= Q(step=Clock.Step.MANDATE)
    return Clock.objects.filter(ours, network_id=who.network_id, subject_id__in=list(subjects), stopped_at__isnull=True)


def running(who: Who) -> QuerySet[Clock]:
    """Clocks on `who`'s organisation that are not due yet."""
    return Clock.objects.filter(stopped_at__isnull=True, on_id=who.organisation_id, due_at__gte=now())
