"""One signal, as far as who looks may read it."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent
from waakvlam.kit.time import now

from ..models import (
    OPEN,
    FollowUp,
    RoomAsk,
    Signal,
    SignalContent,
    SignalNote,
    SignalStep,
    State,
    Teller,
)
from ..models.content import NEVER
from ..policies import SignalPermission
from ..topics import topic_label
from ..waiting import MAIN, WORDS
from . import joining, reading, rooms
from .together import Together, beside, together


@dataclass(frozen=True)
class Page:
    """All that one page shows; what may not be read is absent."""

    signal: Signal
    topic: str
    content: SignalContent | None
    teller: Teller | None
    clock: Clock | None
    words_asked: Clock | None
    steps: list[SignalStep]
    notes: list[SignalNote]
    follow_ups: list[FollowUp]
    alike: list[Signal]
    joined: list[Signal]
    also_told: dict[UUID, SignalContent]
    ours: bool
    given_by_us: bool
    rooms: list[RoomAsk]
    together: Together | None = None

    @property
    def is_silent(self) -> bool:
        return self.clock is not None and self.clock.due_at < now() and self.signal.state != State.RESTING

    @property
    def is_open(self) -> bool:
        return self.signal.ended_at is None and self.signal.state != State.RESTING


def signal(who: Who, signal_id: UUID) -> Signal:
    """The work. Raises Absent where it is not there or out of reach. One query."""
    found = (reading.worked_on(who).select_related("holder", "holder_team", "holder_person", "backup_person", "giver", "taker")
             .annotate(**beside(who)).filter(pk=signal_id).first())
    if found is None:
        raise Absent("signal", _("Dit signaal is er niet (meer) voor jou."))
    return found


def page(who: Who, signal_id: UUID) -> Page:
    """Everything for the page; at most twelve queries, and one line for whose words are read."""
    found = signal(who, signal_id)
    require(who, SignalPermission.SEE, found)
    joined = joining.joined(who, found) if found.repeats else []
    thread = [found.pk, *(s.pk for s in joined)]
    told = _told(who, thread)
    content = told.pop(found.pk, None)
    ours = who.role not in NEVER
    running = {clock.kind in MAIN: clock for clock in clocks.of(who, [found.pk]).filter(kind__in=(*MAIN, WORDS))}
    own = {"signal": found, "organisation_id": who.organisation_id}
    steps = list(reading.steps(who).filter(signal__in=thread).select_related("organisation").order_by("at", "id"))
    return Page(
        signal=found, topic=topic_label(found.topic), content=content,
        teller=Teller.objects.filter(**own).first() if ours and found.taker_id == who.organisation_id else None,
        clock=running.get(True), words_asked=running.get(False),
        steps=steps,
        notes=list(SignalNote.objects.filter(**own).select_related("person").order_by("at")) if ours else [],
        follow_ups=list(FollowUp.objects.filter(**own).select_related("person").order_by("due_on", "id")) if ours else [],
        alike=joining.alike(who, found, content) if ours and content and found.state in OPEN else [], joined=joined,
        also_told=told, ours=ours and found.holder_id == who.organisation_id,
        given_by_us=ours and found.giver_id == who.organisation_id != found.holder_id,
        rooms=rooms.of_signal(who, found.pk) if ours and any(step.verb == "room_asked" for step in steps) else [],
        together=together(who, found) if found.ended_at is None else None)


def follow_up(who: Who, follow_id: UUID) -> FollowUp:
    """With its signal. Raises Absent where it is not ours, Refused where the signal lies elsewhere by now. Two queries."""
    row = FollowUp.objects.filter(pk=follow_id, organisation_id=who.organisation_id).select_related("person").first()
    if row is None or who.role in NEVER:
        raise Absent("follow_up", _("Dit is er niet (meer) voor jou."))
    row.signal = signal(who, row.signal_id)
    require(who, SignalPermission.WEIGH, row.signal)
    return row


def _told(who: Who, ids: list[UUID]) -> dict[UUID, SignalContent]:
    """The newest words of each signal of a thread, where we may read them. One query."""
    told = {c.signal_id: c for c in reading.words(who).filter(signal_id__in=ids).order_by("version")}
    audit.touched(who, "signal.read", [c.resident_id or c.household_id or c.pk for c in told.values()])
    return told
