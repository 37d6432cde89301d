"""The clocks of the debt track: what is waited for, on whom, until when."""

from datetime import UTC, date, datetime
from typing import Any

from waakvlam.access import clocks
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.kit.time import AMSTERDAM, END_OF_WORKING_DAY

from .models import Eviction, Instalment, Notice, Track

# On the receiver of a notice; the sender waits.
ACCEPT, CONTACT, FEEDBACK = "arrears.accept", "arrears.contact", "arrears.feedback"
# On the association itself: the next step, a part of an arrangement, telling the desk; and the end of the term.
NEXT, INSTALMENT, DESK, TERM = "arrears.next", "arrears.instalment", "arrears.desk", "arrears.term"
ON_RECEIVER = (ACCEPT, CONTACT, FEEDBACK)
AT_HOME = (NEXT, INSTALMENT, DESK)
NEXT_DAYS = 10  # working days without anything done on an open track


def for_next(track: Track, by: Who) -> Clock:
    """Something must be done on an open track: it never lies still without anybody knowing."""
    return clocks.start(by, track, NEXT, on=track.organisation_id, person=track.keeper_id, working_days=NEXT_DAYS)


def for_instalment(one: Instalment, by: Who) -> Clock:
    return clocks.start(by, one, INSTALMENT, on=one.organisation_id, due_at=end_of(one.due_on))


def for_desk(eviction: Eviction, by: Who) -> Clock:
    return clocks.start(by, eviction, DESK, on=eviction.organisation_id, due_at=end_of(eviction.tell_on))


def for_answer(notice: Notice, by: Who) -> Clock:
    return _on_receiver(notice, ACCEPT, by, notice.accept_days)


def for_contact(notice: Notice, by: Who) -> Clock:
    clocks.stop(notice.pk, ACCEPT)
    return _on_receiver(notice, CONTACT, by, notice.contact_days)


def for_feedback(notice: Notice, by: Who) -> Clock:
    clocks.stop(notice.pk, CONTACT)
    return _on_receiver(notice, FEEDBACK, by, notice.feedback_days)


def for_term(notice: Notice, by: Who) -> Clock:
    """What was sent is destroyed then, unless help opens before."""
    return clocks.start(by, notice, TERM, on=notice.sender_id, due_at=notice.until)


def end_of(day: date) -> datetime:
    """The end of the working day, as an aware moment in UTC."""
    return datetime.combine(day, END_OF_WORKING_DAY, AMSTERDAM).astimezone(UTC)


def _on_receiver(notice: Notice, kind: str, by: Who, days: int) -> Clock:
    more: dict[str, Any] = {"on": notice.receiver_id, "asker": notice.sender_id, "person": notice.accepted_by_id}
    return clocks.start(by, notice, kind, working_days=days, **more)
