"""Silence moves: reminder, backup, whoever gave it, the mandate of the network (R10). Nothing expires unseen."""

from waakvlam.access import clocks, reach
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.words import Purpose
from waakvlam.kit.time import now

from .. import notices, waiting
from ..models import Signal, State
from . import guided, overs, rooms, together
from .giving import REACH_MANDATE
from .moving import lock, step
from .weighing import expire


def climb(clock: Clock, by: Who) -> str:
    """A clock of a signal that ran out; `by` is the system of who waits. Moves or stops it."""
    if clock.kind in (waiting.REVIEW, waiting.TELL):
        return clocks.at_home(clock)
    if clock.kind == waiting.OVER:
        return overs.lapse(clock, by)
    if clock.kind == waiting.ROOM:
        return rooms.lapse(clock, by)
    if clock.kind == waiting.NUISANCE:
        return guided.climb(clock)
    if clock.kind in (waiting.TOGETHER, waiting.TOGETHER_END):
        return together.climb(clock, by)
    signal = lock(clock.subject_id)
    if clock.kind == waiting.REST:
        if signal.state == State.RESTING:
            expire(signal=signal, by=by)
            return "expired"
        clocks.stop(signal.pk, waiting.REST)
        return "stopped"
    before = clock.step
    reached = clocks.step_up(clock)
    if reached == before:  # the mandate has it: looked at daily, told once
        return "waits at mandate"
    step(signal, f"silent_{reached.name.lower()}", by)
    if clock.kind == waiting.WORDS:
        notices.to_giver(signal, clock.on_id, "Herinnering: er wordt gevraagd of de woorden van een signaal mee mogen.", by)
    elif reached == Clock.Step.REMINDED:
        notices.to_holder(signal, "Herinnering: een signaal wacht op u.", by)
    elif reached == Clock.Step.BACKUP:
        reach.widen(signal.pk, clock.on_id)  # where only one team reads it, no colleague elsewhere could help
        notices.to_holder(signal, "Een signaal bleef liggen. Kan een collega helpen?", by, backup=True)
    elif reached == Clock.Step.COORDINATOR:
        reach.widen(signal.pk, clock.asker_id)  # whoever coordinates need not sit in the team that gave it on
        notices.to_giver(signal, clock.asker_id, "Een signaal is stil gevallen. Wat wil je doen?", by)
    else:
        to_mandate(signal, by)
    return reached.name.lower()


def to_mandate(signal: Signal, by: Who) -> bool:
    """The mandate sees how far it is and who holds it, never the words. `by` may share it."""
    mandate = notices.mandate_of(by)
    if mandate is None or mandate.pk in (signal.holder_id, by.organisation_id):
        return False
    reach.close(signal.pk, mandate.pk, "work")
    reach.open_to(reach.Sent(
        REACH_MANDATE, signal.pk, mandate.pk, "work", Purpose.SIGNAL, "legitimate_interest", sort_at=now(),
        status=signal.state, topic=signal.topic, area=signal.neighbourhood_code))
    return notices.to_mandate(signal, mandate, by)


