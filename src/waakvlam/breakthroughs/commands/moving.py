"""What every act on a breakthrough has in common: lock, act for who called it, write the step, move up."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks, reach, screening
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent, Invalid, WrongState

from ..models import Breakthrough, State, Step
from ..models.states import CLOCK
from ..plain import found_in

REACH = "breakthrough"
__all__ = ["CLOCK", "REACH", "UP_DAYS", "for_caller", "hand_to", "hold", "said", "step"]
UP_DAYS = 3  # working days for each one higher on the ladder


@contextmanager
def for_caller(found: Breakthrough, by: Who) -> Iterator[Who]:
    """Act for the organisation that called it, which alone may change it: as `by` where that is a member there."""
    if by.organisation_id == found.organisation_id and not by.is_guest and by.purpose == Purpose.BREAKTHROUGH:
        yield by
    else:
        with acting(system(found.organisation_id, Purpose.BREAKTHROUGH)) as caller:
            yield caller


def hold(breakthrough_id: UUID) -> Breakthrough:
    """The row as it is now, held; as the organisation that called it. Raises Absent, WrongState where it is over."""
    found = (Breakthrough.objects.select_for_update(of=("self",)).select_related("organisation", "decider", "decider_person", "caller")
             .filter(pk=breakthrough_id).first())
    if found is None:
        raise Absent("breakthrough")
    if found.state != State.OPEN:
        raise WrongState("breakthrough.over", _("Dit is al voorbij: %(state)s.") % {"state": State(found.state).label}, came_in=found.state)
    return found


def step(found: Breakthrough, verb: str, by: Who, **facts: Any) -> Step:
    """For everybody who follows it, with the act in the log."""
    audit.record(by, f"breakthrough.{verb}", found, to=facts.get("to_id"))
    return Step.objects.create(network_id=found.network_id, organisation_id=by.organisation_id, breakthrough=found, verb=verb,
                               person_id=by.person_id, **facts)


def said(found: Breakthrough | None, by: Who, kept: bool, field: str, *texts: str) -> list[str]:
    """The texts as they may be kept. Raises Invalid where something looks like a person, until the writer says it is none."""
    clean = [screening.screen(text).text for text in texts]
    seen = found_in(*clean)
    if seen and not kept:
        raise Invalid("sensitive_words", _("Dit lijkt over een persoon te gaan: %(words)s. Schrijf het zonder, of zeg dat het over "
                                           "niemand gaat.") % {"words": ", ".join(seen)}, came_in=", ".join(seen), field=field)
    if seen:
        audit.record(by, "text.keep", found, person=len(seen))
    return clean


def hand_to(found: Breakthrough, organisation_id: UUID, person_id: UUID | None, by: Who, **when: Any) -> None:
    """Whose turn it is from now on: reach, and the clock. `by` acts for who called it."""
    if not reach.listed(by, REACH, "status").filter(subject_id=found.pk, organisation_id=organisation_id).exists():
        reach.open_to(reach.Sent(REACH, found.pk, organisation_id, "status", Purpose.BREAKTHROUGH, found.ground, status=State.OPEN))
    clock = clocks.start(by, found, CLOCK, on=organisation_id, asker=found.organisation_id, person=person_id, **when)
    found.decider_id, found.decider_person_id, found.due_at = organisation_id, person_id, clock.due_at
    found.save()
