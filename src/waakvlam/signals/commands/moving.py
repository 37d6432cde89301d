"""What every act on a signal has in common: lock, check the state, write the step, tell how far it is."""

from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks, reach
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.screening import keep, screen
from waakvlam.access.words import Purpose
from waakvlam.handovers.commands.moving import said_by
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import now

from .. import notices, waiting
from ..models import TRANSITIONS, Signal, SignalNote, SignalStep, State
from ..models.states import TELLS


def lock(signal_id: UUID) -> Signal:
    """The row as it is now, held until the end of the transaction. Raises Absent where it is out of reach."""
    found = (Signal.objects.select_for_update(of=("self",), no_key=True).select_related("holder", "taker")
             .filter(pk=signal_id).first())
    if found is None:
        raise Absent("signal", _("Dit signaal is er niet (meer) voor jou."))
    return found


def may_move(signal: Signal, *to: str) -> None:
    """Raises WrongState where none of `to` is a next state."""
    if not set(to) & set(TRANSITIONS[signal.state]):
        raise WrongState("signal.state", _("Dit kan nu niet: het signaal is %(state)s.") % {
            "state": State(signal.state).label}, came_in=signal.state, expected=", ".join(map(str, to)),
            remedy=_("Ververs de bladzijde en kijk wat nu de volgende stap is."))


def move(signal: Signal, to: str, verb: str, by: Who, *, reason: str = "", internal: str = "", **changes: object) -> SignalStep:
    """Change the state with its step, its audit event, its place in everybody's list, and what its teller hears."""
    may_move(signal, to)
    before = signal.state
    for field, value in {"state": to, **changes}.items():
        setattr(signal, field, value)
    signal.save(update_fields=["state", *changes])
    made = step(signal, verb, by, before=before, reason=reason, internal=internal)
    reach.touch(signal.pk, now(), signal.state)
    tell(signal)
    return made


def step(signal: Signal, verb: str, by: Who, *, before: str | None = None, reason: str = "", internal: str = "") -> SignalStep:
    """Write down what happened: a code for all who work on it, words for the own organisation only."""
    made = SignalStep.objects.create(
        network_id=by.network_id, signal=signal, at=now(), verb=verb, reason=reason,
        from_state=signal.state if before is None else before, to_state=signal.state,
        organisation_id=by.organisation_id, person_id=by.person_id, name=said_by(by))
    if internal.strip():
        note(signal, internal, by, verb)
    audit.record(by, f"signal.{verb}", signal, before=made.from_state, after=made.to_state, reason=reason)
    return made


def note(signal: Signal, text: str, by: Who, verb: str = "") -> SignalNote:
    made = SignalNote.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, signal=signal, at=now(),
                                     person_id=by.person_id, verb=verb, text=screen(text).text)
    keep(by, signal, [text])
    return made


def tell(signal: Signal) -> None:
    """Whoever brought it in, and whoever told it, hear how far it is; the same for what was joined with it (R11)."""
    with connection.cursor() as db:
        db.execute("select signal_id, taker from signals_tell(%s, %s, %s)", [signal.pk, TELLS[signal.state], now()])
        told = db.fetchall()
    for signal_id, taker in told:
        with acting(system(taker, Purpose.SIGNAL)) as teller:
            clocks.stop(signal_id, waiting.TELL)
            notices.to_teller(signal_id, TELLS[signal.state], teller)


def coded(reason: str, known: list[str]) -> None:
    """Raises Invalid where the code is not one of the agreed ones."""
    if reason not in known:
        raise Invalid("reason", _("Kies een reden."), came_in=reason, expected=", ".join(known), field="reason")
