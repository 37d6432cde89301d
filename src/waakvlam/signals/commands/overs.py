"""Ask to take a signal over, or whether another will; the answer moves it, says no, or comes too late.

Whoever asks out of the pool never learns who holds it: the question reaches the holder through the system.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks, reach
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.models import Clock
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import now

from .. import notices, waiting
from ..models import FollowUp, Signal, State, TakeOver
from ..models.states import FollowState, NoOver, OverState, OverWhy
from ..policies import SignalPermission
from ..queries import overs as asked
from .giving import Passed, hand, receiver_of
from .moving import coded, lock, step
from .pooling import CEILING, claims

LIVE = (State.NEW, State.TAKEN, State.ACTING)


@transaction.atomic
def ask(*, signal_id: UUID, why: str, by: Who) -> TakeOver:
    """“May we take this over?”, of whoever holds it: something we gave, or that another took from the pool. Twice is once.

    Raises Absent where we may not know of it, WrongState at our ceiling.
    """
    require(by, SignalPermission.CLAIM)
    coded(why, OverWhy.values)
    again = TakeOver.objects.filter(organisation_id=by.organisation_id, signal_id=signal_id, state=OverState.OPEN).first()
    if again is not None:
        return again
    facts = asked.askable(by, signal_id)
    _room_for(by)
    made = _write(facts, None, why, by)
    with _holder(made) as holder:
        _tell(made, holder, on=holder.organisation_id)
        notices.to_holder(lock(signal_id), "Een andere organisatie vraagt of zij een signaal van u mag overnemen.", holder)
    return made


@transaction.atomic
def ask_other(*, signal: Signal, to: UUID, why: str, by: Who) -> TakeOver:
    """“Will you take this over?”, by its holder; by the mandate where it stayed silent until there. Twice is once.

    Raises Invalid for a receiver that does not work with signals, Refused, WrongState.
    """
    found = lock(signal.pk)
    require(by, SignalPermission.ASK_OTHER, found)
    coded(why, OverWhy.values)
    receiver = receiver_of(to, None, by)
    if found.state not in LIVE or receiver.pk == found.holder_id:
        raise WrongState("signal.state", _("Dit kan nu niet: het signaal ligt niet open bij een ander."), came_in=found.state)
    if by.role == Role.STEWARD and not clocks.of(by, [found.pk]).filter(kind__in=waiting.MAIN, step=Clock.Step.MANDATE).exists():
        raise WrongState("signal.silent", _("De houder is nog aan zet. Dit kan pas als het stil bleef."))
    again = TakeOver.objects.filter(organisation_id=by.organisation_id, signal_id=found.pk, state=OverState.OPEN).first()
    if again is not None:
        return again
    made = _write(asked.facts_of(found), receiver.pk, why, by)
    _tell(made, by, on=receiver.pk)
    notices.over(made, receiver.pk, "Een andere organisatie vraagt of u een signaal wilt overnemen.", by)
    return made


@transaction.atomic
def answer(*, ask_id: UUID, yes: bool, why: str = "", by: Who) -> TakeOver:
    """By whoever is asked. Yes: it lies with who takes it from now on, with its clock; words go only where they may (R9).

    Raises Absent where nothing is asked of us (any more), Invalid without a reason for no, WrongState at the ceiling.
    """
    require(by, SignalPermission.CLAIM)
    question = next((found for found in asked.to_us(by) if found.id == ask_id), None)
    if question is None:
        raise Absent("over", _("Hier wordt nu niets gevraagd. Misschien is het al beantwoord of ingetrokken."))
    if not yes:
        coded(why, NoOver.values)
    with acting(system(question.asker, Purpose.SIGNAL)) as asker:
        row = TakeOver.objects.select_for_update(of=("self",)).get(pk=ask_id)
        if row.state != OverState.OPEN:
            raise Absent("over", _("Dit is al beantwoord."))
        _end(row, OverState.YES if yes else OverState.NO, answer="" if yes else why)
        with _holder(row) as holder:
            clocks.stop(row.pk, waiting.OVER)
            found = lock(row.signal_id)
            if yes:
                _move(found, row, holder)
            else:
                step(found, "over_no", holder, reason=why)
        clocks.stop(row.pk, waiting.OVER)
        notices.over(row, asker.organisation_id, "Er is geantwoord op uw vraag over een signaal.", asker)
    audit.record(by, "signal.over_answer", row, yes=yes, reason=why)
    return row


@transaction.atomic
def withdraw(*, ask_id: UUID, by: Who) -> TakeOver:
    """We ask it no more. Raises Absent where it is not ours, WrongState where it was answered."""
    require(by, SignalPermission.CLAIM)
    row = TakeOver.objects.select_for_update(of=("self",)).filter(pk=ask_id, organisation_id=by.organisation_id).first()
    if row is None:
        raise Absent("over")
    if row.state != OverState.OPEN:
        raise WrongState("over.state", _("Hier is al op geantwoord."), came_in=row.state)
    _end(row, OverState.WITHDRAWN)
    clocks.stop(row.pk, waiting.OVER)
    with _holder(row) as holder:
        clocks.stop(row.pk, waiting.OVER)
        step(lock(row.signal_id), "over_withdrawn", holder)
    audit.record(by, "signal.over_withdraw", row)
    return row


def lapse(clock: Clock, by: Who) -> str:
    """Nobody answered in time: it is asked no more, and whoever asked sees so. `by` is who the clock waits for."""
    clocks.stop(clock.subject_id, waiting.OVER)
    with acting(system(_sides(clock.subject_id)[0], Purpose.SIGNAL)) as us:
        row = TakeOver.objects.select_for_update(of=("self",)).get(pk=clock.subject_id)
        if row.state != OverState.OPEN:
            return "stopped"
        _end(row, OverState.LAPSED)
        with _holder(row) as holder:
            step(lock(row.signal_id), "over_lapsed", holder)
        notices.over(row, us.organisation_id, "Op uw vraag over een signaal kwam geen antwoord.", us)
    return "lapsed"


def _write(facts: asked.Facts, to: UUID | None, why: str, by: Who) -> TakeOver:
    made = TakeOver.objects.create(
        network_id=by.network_id, organisation_id=by.organisation_id, signal_id=facts.signal_id, number=facts.number, kind=facts.kind,
        topic=facts.topic, neighbourhood_code=facts.area, urgency=facts.urgency, to_id=to, person_id=by.person_id, why=why)
    audit.record(by, "signal.over_ask", made, reason=why)
    return made


def _tell(row: TakeOver, holder: Who, *, on: UUID) -> None:
    """The clock on whoever is asked, in the name of the holder: who asks out of the pool reads none of it."""
    step(lock(row.signal_id), "over_asked", holder, reason=row.why)
    clocks.start(holder, row, waiting.OVER, on=on, working_days=waiting.OVER_DAYS)


def _move(found: Signal, row: TakeOver, holder: Who) -> None:
    """From its holder to who takes it, as if it was given; what the holder still had to do is not theirs any more."""
    if found.state not in LIVE:
        raise WrongState("signal.state", _("Dit signaal is niet meer open bij de ander."), came_in=found.state)
    taker = row.to_id or row.organisation_id
    with acting(system(taker, Purpose.SIGNAL)) as theirs:
        _room_for(theirs)
    todo = FollowUp.objects.filter(signal=found, organisation_id=holder.organisation_id, state=FollowState.OPEN)
    if todo.exists() and row.why != OverWhy.SILENT:
        raise Invalid("follow_up", _("Bij het signaal staat nog iets te doen. Wie het nu heeft, rondt dat eerst af."), field="why")
    todo.update(state=FollowState.FAILED, ended_at=now())
    found.route_why = {"code": "taken_over", "why": row.why}
    found.save(update_fields=["route_why"])
    if taker == found.giver_id:  # it comes back: what they followed until now becomes theirs
        reach.close(found.pk, taker, "work")
    hand(found, taker, None, Passed(found.basis), "over_yes", holder, reason=row.why)
    notices.to_holder(found, "Een signaal ligt nu bij u.", holder)


def _room_for(who: Who) -> None:
    if claims(who) >= CEILING:
        raise WrongState("pool.ceiling", _("Wie het overneemt, heeft al %(most)s signalen uit de pot open staan.") % {"most": CEILING})


def _end(row: TakeOver, state: str, answer: str = "") -> None:
    row.state, row.answer, row.ended_at = state, answer, now()
    row.save(update_fields=["state", "answer", "ended_at"])


@contextmanager
def _holder(row: TakeOver) -> Iterator[Who]:
    """Act for whoever holds the signal now; nobody but the system hears who that is."""
    with acting(system(row.organisation_id, Purpose.SIGNAL)):
        holder = _sides(row.pk)[1]
    with acting(system(holder, Purpose.SIGNAL)) as by:
        yield by


def _sides(ask_id: UUID) -> tuple[UUID, UUID]:
    """(who asked, who holds the signal). The wall must know the system."""
    with connection.cursor() as db:
        db.execute("select asker, holder from signals_over_sides(%s)", [ask_id])
        found = db.fetchone()
    if found is None:
        raise Absent("over")
    return found[0], found[1]
