"""Signals of people who are erased: the words, the place and who told it go; the path of the signal stays and counts.

What another organisation wrote down of somebody it answers for itself: only rows that this organisation owns, or that
were sent to it while it holds the signal, are reached.
"""

from uuid import UUID

from django.db.models import Q

from waakvlam.access import reach
from waakvlam.access.erasing import Found, Held, Subject, as_eraser, drop, total
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.words import Purpose
from waakvlam.people.models import Household

from .models import (
    OPEN,
    Hint,
    Match,
    Met,
    NuisanceNotice,
    Passing,
    SignalContent,
    SignalNote,
    State,
    Teller,
)


def of(subject: Subject) -> list[UUID]:
    """Signals that the organisation wrote down about these people, or found to be about them."""
    mine = {"organisation_id": subject.organisation_id}
    ids = {i for model in (SignalContent, Match)
           for i in model.objects.filter(subject.of_them, **mine).values_list("signal_id", flat=True)}
    return sorted(ids)


def held(subject: Subject) -> list[Held]:
    """An open signal keeps the people it is about."""
    rows = Match.objects.filter(subject.of_them, organisation_id=subject.organisation_id)
    rows = rows.filter(Q(signal__state__in=OPEN) | Q(signal__state=State.RESTING))
    pairs = list(rows.values_list("resident_id", "household_id"))
    people = frozenset(r for r, _h in pairs if r)
    homes = frozenset(h for r, h in pairs if h and not r)
    return [Held("open_signal", "een signaal dat nog loopt", people, homes)] if pairs else []


def let_go(subject: Subject, by: Who) -> None:
    """Whoever was sent the words reads them no more."""
    ours = system(subject.organisation_id, Purpose.SIGNAL)
    with acting(by), as_eraser():
        found = of(subject)
        written = set(SignalContent.objects.filter(signal_id__in=found, organisation_id=subject.organisation_id)
                      .values_list("signal_id", flat=True))
    with acting(ours):
        for signal_id in sorted(written):
            reach.close(signal_id, None, "content")


def erase(subject: Subject) -> Found:
    ids = of(subject)
    own = {"signal_id__in": ids, "organisation_id": subject.organisation_id}
    return total(*(drop(model.objects.filter(**own)) for model in (SignalContent, Teller, Match, Passing, SignalNote, Hint, Met)),
                 drop(NuisanceNotice.objects.filter(organisation_id=subject.organisation_id, dwelling_id__in=Household.objects.filter(
                     pk__in=subject.households).values("dwelling_id"))))
