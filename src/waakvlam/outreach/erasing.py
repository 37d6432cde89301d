"""What calls and rounds hold of people who are erased. That somebody was called still counts."""

from collections.abc import Iterable
from uuid import UUID

from waakvlam.access import clocks, reach
from waakvlam.access.erasing import Found, Held, Subject, blank, drop, total
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.words import Purpose
from waakvlam.kit.time import now

from .models import (
    Answer,
    Attempt,
    DoorMarker,
    DoorReach,
    Draft,
    Finding,
    JointBasis,
    JointDoor,
    JointVisit,
    RoundEntry,
    Stop,
)


def held(subject: Subject) -> list[Held]:
    """A question that somebody asked and nobody settled keeps them."""
    open_ = Finding.objects.filter(subject.of_them, state=Finding.State.OPEN)
    rows = list(open_.values_list("household_id", flat=True))
    return [Held("open_request", "een vraag of signaal dat nog open staat", households=frozenset(rows))] if rows else []


def let_go(subject: Subject, by: Who) -> None:
    """Whoever would come along to these homes does not, and reads no address from now on."""
    with acting(system(subject.organisation_id, Purpose.VISIT_ROUND)):
        for visit in JointDoor.objects.filter(subject_id__in=subject.households).values_list("visit_id", flat=True):
            clocks.stop(visit)
            reach.close(visit)


def erase(subject: Subject) -> Found:
    """Words, answers and findings go; an attempt stays as a count on a household without a name."""
    homes = subject.households
    entries = RoundEntry.objects.filter(household_id__in=homes)
    entries.filter(state__in=RoundEntry.OPEN).update(
        state=RoundEntry.State.EXCLUDED, excluded_reason=RoundEntry.Excluded.OTHER, done_at=now(),
        lease_person=None, lease_until=None)
    attempts = Attempt.objects.filter(subject.of_them)
    return total(
        drop(Draft.objects.filter(entry__household_id__in=homes)),
        drop(Answer.objects.filter(attempt__in=attempts)),
        drop(Finding.objects.filter(subject.of_them)),
        drop(DoorReach.objects.filter(household_id__in=homes)),
        drop(Stop.objects.filter(household_id__in=homes)),
        drop(DoorMarker.objects.filter(household_id__in=homes)),
        *_joint(homes),
        blank(attempts),
        blank(entries),
    )


def _joint(homes: Iterable[UUID]) -> list[Found]:
    """Where two organisations rang together: with the address the partner's report is about nobody any more."""
    visits = list(JointDoor.objects.filter(subject_id__in=homes).values_list("visit_id", flat=True))
    return [drop(JointDoor.objects.filter(visit_id__in=visits)), drop(JointBasis.objects.filter(visit_id__in=visits)),
            drop(JointVisit.objects.filter(pk__in=visits))]
