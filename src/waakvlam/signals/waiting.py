"""The clocks of a signal: what is waited for, on whom, until when (R10)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from waakvlam.access import clocks
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.handovers.waiting import end_of
from waakvlam.kit.time import now

from .models import FollowUp, Signal, State, Urgency
from .models.states import DAYS

LOOK, ACT, DO, REST = "signal.look", "signal.act", "signal.do", "signal.rest"
POOL, WORDS, REVIEW = "signal.pool", "signal.words", "signal.review"
# On whoever took it in: whoever told it hears something within the norm (R22).
TELL = "signal.tell"
TELL_DAYS = 2
# On whoever is asked to take a signal over, or to let it go; it lapses.
OVER = "signal.over"
OVER_DAYS = 2
# On whoever is asked whether they have room; it lapses.
ROOM = "signal.room"
ROOM_DAYS = 2
# A hint that another has a signal too: until somebody answers it, and until it counts for nothing any more.
TOGETHER, TOGETHER_END = "signal.together", "signal.together_end"
TOGETHER_DAYS, TOGETHER_ENDS = 3, 10
# Word of nuisance about a home of ours, or where we guide: until somebody saw it.
NUISANCE = "signal.nuisance"
NUISANCE_DAYS = 2
# The one of these that runs says who is to move; the others run beside it.
MAIN = (LOOK, ACT, DO, REST, POOL)
KINDS = (*MAIN, WORDS, REVIEW, TELL, OVER, ROOM, TOGETHER, TOGETHER_END, NUISANCE)
DANGER = timedelta(hours=2)
TODAY = timedelta(hours=6)
ACT_DAYS = 3
WORDS_DAYS = REVIEW_DAYS = 5


def until(urgency: str) -> dict[str, Any]:
    """When somebody must have looked at it: hours where it cannot wait, else working days."""
    soon = {Urgency.DANGER: DANGER, Urgency.TODAY: TODAY}.get(Urgency(urgency))
    return {"due_at": now() + soon} if soon else {"working_days": DAYS[urgency]}


def for_look(signal: Signal, by: Who, *, asker: UUID | None = None, is_first: bool = False) -> Clock:
    """`is_first`: it was made a moment ago, so no clock runs on it yet."""
    return _main(signal, LOOK, by, asker, is_first=is_first, **until(signal.urgency))


def for_act(signal: Signal, by: Who) -> Clock:
    """Whoever took it decides what follows."""
    days = 1 if signal.urgency in (Urgency.DANGER, Urgency.TODAY) else ACT_DAYS
    return _main(signal, ACT, by, None, working_days=days)


def for_do(signal: Signal, follow: FollowUp, by: Who) -> Clock:
    return _main(signal, DO, by, None, due_at=end_of(follow.due_on), person=follow.person_id)


def for_rest(signal: Signal, by: Who) -> Clock:
    """Until it goes by itself: nobody is asked anything meanwhile."""
    assert signal.expires_at is not None
    return _main(signal, REST, by, None, due_at=signal.expires_at)


def for_word(signal: Signal, by: Who) -> Clock:
    """Until whoever told it hears something: on the organisation that took it in, and told to nobody else."""
    return clocks.start(by, signal, TELL, on=by.organisation_id, working_days=TELL_DAYS, is_first=True)


def for_together(signal: Signal, by: Who) -> None:
    """Somebody of ours answers the hint; long before it ends whoever coordinates heard that nobody did."""
    clocks.start(by, signal, TOGETHER, on=by.organisation_id, person=signal.holder_person_id, working_days=TOGETHER_DAYS)
    clocks.start(by, signal, TOGETHER_END, on=by.organisation_id, working_days=TOGETHER_ENDS)


def again(signal: Signal, by: Who) -> None:
    """The urgency changed: whoever looks at it, or decides, gets the term that belongs to it."""
    if signal.state == State.NEW:
        for_look(signal, by)
    elif signal.state == State.TAKEN:
        for_act(signal, by)


def nothing(signal: Signal) -> int:
    return clocks.stop(signal.pk)


def _main(signal: Signal, kind: str, by: Who, asker: UUID | None, *, person: UUID | None = None, is_first: bool = False,
          **when: Any) -> Clock:
    """One of MAIN runs; whoever gave the signal hears of silence, else its own coordinator does."""
    if not is_first:
        clocks.stop(signal.pk, *MAIN)
    return clocks.start(by, signal, kind, on=signal.holder_id, asker=asker or signal.giver_id or signal.holder_id,
                        person=person or signal.holder_person_id, is_first=True, **when)
