"""The clocks of a handover: what is waited for, on whom, until when (R10)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from waakvlam.access import clocks
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.kit.time import AMSTERDAM, END_OF_WORKING_DAY, now, working_days_from

from .models import Handover, Permission

ACCEPT, CONTACT, FEEDBACK = "handover.accept", "handover.contact", "handover.feedback"
DECISION, HELPED = "handover.decision", "handover.helped"
CONFIRM, REVIEW = "necessity.confirm", "necessity.review"
ENDS = "permission.ends"  # its subject is the permission: it runs beside the clocks of the handover
ON_RECEIVER = (ACCEPT, CONTACT, FEEDBACK)
ABOUT_HANDOVERS = (*ON_RECEIVER, DECISION, HELPED)
KINDS = (*ABOUT_HANDOVERS, CONFIRM, REVIEW)

NOTICE = timedelta(days=7)
DECIDE_DAYS, CONFIRM_DAYS, REVIEW_DAYS, HELPED_DAYS = 3, 1, 5, 5


def for_answer(handover: Handover, by: Who) -> Clock:
    return _on_receiver(handover, ACCEPT, by, working_days=handover.accept_days)


def for_contact(handover: Handover, by: Who) -> Clock:
    """Until the day that the accepting person named."""
    assert handover.first_contact_by is not None
    clocks.stop(handover.pk, ACCEPT)
    return _on_receiver(handover, CONTACT, by, due_at=end_of(handover.first_contact_by))


def for_feedback(handover: Handover, by: Who) -> Clock:
    clocks.stop(handover.pk, CONTACT)
    return _on_receiver(handover, FEEDBACK, by, working_days=handover.feedback_days)


def for_decision(handover: Handover, by: Who) -> Clock:
    """The sender must decide; nothing else runs meanwhile."""
    clocks.stop(handover.pk)
    return _on_sender(handover, DECISION, by, working_days=DECIDE_DAYS)


def for_helped(handover: Handover, by: Who, due_at: datetime | None = None) -> Clock:
    """Until the resident answers, or (with `due_at`) until it is time to ask."""
    return _on_sender(handover, HELPED, by, due_at=due_at, working_days=HELPED_DAYS)


def for_end(permission: Permission, by: Who) -> Clock:
    """Until a week before the permission ends; within that week, until the end itself."""
    end = end_of(permission.until)
    due = end - NOTICE if end - NOTICE > now() else end
    return clocks.start(by, permission, ENDS, on=permission.organisation_id, due_at=due)


def nothing(handover: Handover) -> int:
    return clocks.stop(handover.pk)


def end_of(day: date) -> datetime:
    """The end of the working day, as an aware moment in UTC."""
    return datetime.combine(day, END_OF_WORKING_DAY, AMSTERDAM).astimezone(UTC)


def working_day_later() -> datetime:
    return working_days_from(now(), 1)


def _on_receiver(handover: Handover, kind: str, by: Who, **when: Any) -> Clock:
    return clocks.start(by, handover, kind, on=handover.receiver_id, asker=handover.sender_id,
                        person=handover.accepted_by_id or handover.receiver_person_id, **when)


def _on_sender(handover: Handover, kind: str, by: Who, **when: Any) -> Clock:
    return clocks.start(by, handover, kind, on=handover.sender_id, asker=handover.sender_id,
                        person=handover.sender_person_id, **when)
