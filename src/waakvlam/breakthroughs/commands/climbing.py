"""Unanswered it moves up the mandate's ladder; at the top it stays in sight, every day."""

from datetime import timedelta

from waakvlam.access import clocks
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.kit.errors import Absent, WrongState
from waakvlam.kit.time import now

from .. import notices
from ..models import Breakthrough
from ..queries.above import next_above
from .moving import UP_DAYS, hand_to, hold, step


def climb(clock: Clock, by: Who) -> str:
    """A reminder first; a working day later one up; nobody left: at the top. `by` is the system of who called it."""
    try:
        found = hold(clock.subject_id)
    except (Absent, WrongState):
        clocks.stop(clock.subject_id, clock.kind)
        return "over"
    if clock.step == Clock.Step.RUNNING:
        clocks.step_up(clock)
        step(found, "remind", by, to_id=found.decider_id, to_person_id=found.decider_person_id)
        notices.again(found, by)
        return "reminded"
    if clock.step == Clock.Step.MANDATE:
        Clock.objects.filter(pk=clock.pk).update(next_at=now() + timedelta(days=1))
        return "waits at the top"
    return _up(found, clock, by)


def _up(found: Breakthrough, clock: Clock, by: Who) -> str:
    above = next_above(found)
    if above is None:
        Clock.objects.filter(pk=clock.pk).update(step=Clock.Step.MANDATE, next_at=now() + timedelta(days=1))
        Breakthrough.objects.filter(pk=found.pk).update(is_top=True)
        step(found, "top", by, to_id=found.decider_id, to_person_id=found.decider_person_id)
        notices.at_top(found, by)
        return "top"
    found.rung = above.taken
    hand_to(found, above.organisation_id, above.person_id, by, working_days=UP_DAYS)
    found.refresh_from_db()
    step(found, "up", by, to_id=above.organisation_id, to_person_id=above.person_id)
    notices.moved_up(found, by)
    return "up"
