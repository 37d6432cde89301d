"""What calls and rounds hold of people who are erased. That somebody was called still counts."""

from waakvlam.access.erasing import Found, Held, Subject, blank, drop, total
from waakvlam.kit.time import now

from .models import Answer, Attempt, DoorMarker, DoorReach, Draft, Finding, RoundEntry, Stop


def held(subject: Subject) -> list[Held]:
    """A question that somebody asked and nobody settled keeps them."""
    open_ = Finding.objects.filter(subject.of_them, state=Finding.State.OPEN)
    rows = list(open_.values_list("household_id", flat=True))
    return [Held("open_request", "een vraag of signaal dat nog open staat", households=frozenset(rows))] if rows else []


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
        blank(attempts),
        blank(entries),
    )
