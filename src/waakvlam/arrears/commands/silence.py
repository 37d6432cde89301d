"""Silence on the debt track: reminder, backup, the landlord's coordinator, and the mandate is told.

What an association owes itself climbs at home. Two clocks act by themselves: the desk is told of an eviction when
nobody did, and what was sent ends at its term (R18, R24).
"""

from waakvlam.access import clocks
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.kit.errors import WaakvlamError

from .. import notices, waiting
from ..models import Eviction, Notice
from .moving import lock_notice, notice_step
from .sending import tell
from .withdrawing import STOPS, expire


def climb(clock: Clock, by: Who) -> str:
    """One clock that ran out; `by` is the association, as the system. Returns what was done."""
    if clock.kind == waiting.DESK:
        return _desk(clock, by)
    if clock.kind == waiting.TERM:
        return _term(clock, by)
    if clock.kind in waiting.ON_RECEIVER:
        return _climb(clock, lock_notice(clock.subject_id), by)
    return clocks.at_home(clock)


def _climb(clock: Clock, notice: Notice, by: Who) -> str:
    before = clock.step
    reached = clocks.step_up(clock)
    if reached == before:  # the mandate was told: looked at daily
        return "waits at mandate"
    notice_step(notice, f"silent_{reached.name.lower()}", by)
    if reached == Clock.Step.REMINDED:
        notices.to_receiver(notice, "Herinnering: er wacht een bericht over een bewoner op jullie.", by, person=notice.accepted_by)
    elif reached == Clock.Step.BACKUP:
        notices.to_receiver(notice, "Een bericht over een bewoner bleef liggen. Kan een collega helpen?", by, person=notice.backup)
    elif reached == Clock.Step.COORDINATOR:
        notices.to_sender(notice, "Jullie bericht aan de gemeente is stil gevallen. Bel de gemeente.", by)
    else:
        notices.to_mandate(notice, by)
    return reached.name.lower()


def _desk(clock: Clock, by: Who) -> str:
    """Nobody told the desk of the eviction: the system does. What cannot be sent climbs to the coordinator."""
    try:
        tell(eviction=Eviction.objects.get(pk=clock.subject_id), by=by)
        return "told"
    except WaakvlamError:
        return clocks.at_home(clock)


def _term(clock: Clock, by: Who) -> str:
    notice = lock_notice(clock.subject_id)
    clocks.stop(notice.pk, waiting.TERM)
    if notice.state not in STOPS:
        return "over"
    expire(notice, by)
    return "expired"
