"""Ask who has room for something somewhere before a person is named; answered with room, room later, or none."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.models import Clock
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import now

from .. import areas, notices, waiting
from ..models import RoomAsk, Signal
from ..models.states import TERMS, RoomKind, RoomState
from ..policies import SignalPermission
from ..queries import people
from ..queries import rooms as asked
from .moving import coded, lock, step
from .overs import LIVE

FURTHEST = 365


@transaction.atomic
def ask(*, signal: Signal, kind: str, within: int | str, wide: str = "", by: Who) -> list[RoomAsk]:
    """To every other organisation that the covenant lets work with signals and was not asked yet; `wide` "district" asks wider.

    Raises Invalid, Refused, WrongState.
    """
    found = lock(signal.pk)
    require(by, SignalPermission.GIVE, found)
    coded(kind, RoomKind.values)
    if int(within) not in TERMS:
        raise Invalid("within", _("Kies binnen hoeveel dagen."), came_in=str(within), field="within")
    if found.state not in LIVE:
        raise WrongState("signal.state", _("Dit kan nu niet: het signaal is %(state)s.") % {"state": found.get_state_display()}, came_in=found.state)
    waits = set(RoomAsk.objects.filter(organisation_id=by.organisation_id, signal_id=found.pk, state=RoomState.OPEN).values_list("to_id", flat=True))
    to = [UUID(id_) for id_, _name in people.receivers(by) if UUID(id_) not in waits]
    if not to:
        raise Invalid("to", _("Iedereen die het kan, is al gevraagd."))
    area = areas.large_enough(by, found.neighbourhood_code, district=wide == "district")
    made = [_one(found, other, area, kind, int(within), by) for other in to]
    step(found, "room_asked", by)
    return made


def _one(found: Signal, to: UUID, area: str, kind: str, within: int, by: Who) -> RoomAsk:
    row = RoomAsk.objects.create(
        network_id=by.network_id, organisation_id=by.organisation_id, signal_id=found.pk, to_id=to, topic=found.topic, area=area,
        kind=kind, within=within, person_id=by.person_id)
    clocks.start(by, row, waiting.ROOM, on=to, working_days=waiting.ROOM_DAYS)
    audit.record(by, "signal.room_ask", row)
    notices.room(to, "Een organisatie vraagt of jullie ergens ruimte voor hebben. Er wordt niemand genoemd.", row, by)
    return row


@transaction.atomic
def answer(*, ask_id: UUID, state: str, days: int | None = None, by: Who) -> RoomAsk:
    """By whom it is asked of: room, room after so many days, or none. Raises Absent, Invalid, Refused."""
    require(by, SignalPermission.CLAIM)
    question = next((one for one in asked.to_us(by) if one.id == ask_id), None)
    if question is None:
        raise Absent("room", _("Dit wordt niet (meer) gevraagd."))
    coded(state, [RoomState.PLACE, RoomState.LATER, RoomState.NO])
    if (state == RoomState.LATER) != (days is not None) or not 1 <= (1 if days is None else days) <= FURTHEST:
        raise Invalid("days", _("Vul in over hoeveel dagen, en alleen dan."), came_in=str(days), field="days")
    with acting(system(question.asker, Purpose.SIGNAL)) as asker:
        row = RoomAsk.objects.select_for_update(of=("self",)).get(pk=ask_id)
        if row.state != RoomState.OPEN:
            raise Absent("room", _("Dit wordt niet (meer) gevraagd."))
        _end(row, state, days)
        notices.room(row.organisation_id, "Er is geantwoord op jullie vraag of er ergens ruimte is.", row, asker)
    audit.record(by, "signal.room_answer", row, answer=state)
    return row


@transaction.atomic
def stop(*, signal: Signal, by: Who) -> int:
    """We ask it no more; what was answered stays. Returns how many."""
    found = lock(signal.pk)
    require(by, SignalPermission.GIVE, found)
    rows = list(RoomAsk.objects.select_for_update(of=("self",)).filter(
        organisation_id=by.organisation_id, signal_id=found.pk, state=RoomState.OPEN).order_by("id"))
    for row in rows:
        _end(row, RoomState.CLOSED)
    if rows:
        step(found, "room_stopped", by)
    return len(rows)


def lapse(clock: Clock, by: Who) -> str:
    """Nobody answered in time. `by` is the system of who asked."""
    row = RoomAsk.objects.select_for_update(of=("self",)).filter(pk=clock.subject_id, organisation_id=by.organisation_id).first()
    if row is None or row.state != RoomState.OPEN:
        clocks.stop(clock.subject_id, waiting.ROOM)
        return "stopped"
    _end(row, RoomState.LAPSED)
    return "lapsed"


def _end(row: RoomAsk, state: str, days: int | None = None) -> None:
    row.state, row.days, row.ended_at = state, days, now()
    row.save(update_fields=["state", "days", "ended_at"])
    clocks.stop(row.pk, waiting.ROOM)
