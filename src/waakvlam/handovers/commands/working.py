"""The receiver at work: contact, under way, word from time to time, given back, ended."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.time import now

from .. import notices, waiting
from ..models import Decision, Handover, InternalNote, Outcome, State
from ..models.states import ReturnReason
from ..policies import HandoverPermission
from .deciding import open_decision
from .helped import ask
from .moving import close_content, coded, for_sender, keep_note, lock, may_move, move, step


@transaction.atomic
def make_contact(*, handover: Handover, by: Who, **words: Any) -> Handover:
    """First contact was made; from now on the sender waits for word."""
    require(by, HandoverPermission.WORK, handover)
    handover = lock(handover.pk)
    move(handover, State.CONTACT_MADE, "contact", by, contact_at=now(), **words)
    waiting.for_feedback(handover, by)
    return handover


@transaction.atomic
def begin(*, handover: Handover, by: Who, **words: Any) -> Handover:
    """Help is under way."""
    require(by, HandoverPermission.WORK, handover)
    handover = lock(handover.pk)
    may_move(handover, State.UNDER_WAY)
    if handover.state == State.ENDED:  # only the sender's decision opens an ended one
        raise WrongState("handover.ended", _("Deze overdracht is afgerond."))
    move(handover, State.UNDER_WAY, "begin", by, **words)
    waiting.for_feedback(handover, by)
    return handover


@transaction.atomic
def report(*, handover: Handover, by: Who, **words: Any) -> Handover:
    """Word to the sender that it goes on; the clock for the next word starts."""
    require(by, HandoverPermission.WORK, handover)
    handover = lock(handover.pk)
    if handover.state not in (State.CONTACT_MADE, State.UNDER_WAY):
        may_move(handover)
    step(handover, "report", by, **words)
    waiting.for_feedback(handover, by)
    return handover


@transaction.atomic
def give_back(*, handover: Handover, reason: str, by: Who, **words: Any) -> Handover:
    """Back to the sender: the content closes and the sender decides."""
    require(by, HandoverPermission.WORK, handover)
    handover = lock(handover.pk)
    coded(reason, ReturnReason.values)
    move(handover, State.RETURNED, "return", by, reason=reason, **words)
    close_content(handover, by)
    open_decision(handover, Decision.Why.RETURNED, by)
    return handover


@transaction.atomic
def end(*, handover: Handover, outcome: str, by: Who, **words: Any) -> Handover:
    """Ended with an agreed outcome; now the resident is asked whether it helped."""
    require(by, HandoverPermission.WORK, handover)
    handover = lock(handover.pk)
    coded(outcome, Outcome.values)
    move(handover, State.ENDED, "end", by, reason=outcome, ended_at=now(), outcome=outcome, **words)
    clocks.stop(handover.pk)
    with for_sender(handover, by) as sender:
        ask(handover, 0, sender)
        notices.to_sender(handover, "Een overdracht is afgerond. We vragen de bewoner of het hielp.", sender)
    return handover


@transaction.atomic
def note(*, handover: Handover, text: str, by: Who) -> InternalNote:
    """A note for the own organisation only (R14)."""
    require(by, HandoverPermission.NOTE, handover)
    if not text.strip():
        raise Invalid("note", _("Schrijf iets op."), field="text")
    made = keep_note(handover, text, by)
    audit.record(by, "handover.note", handover)
    return made
