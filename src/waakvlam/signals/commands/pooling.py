"""The open pool: put a signal there, take one out. Nobody is named until somebody takes it."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import clocks
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import now

from .. import notices, waiting
from ..models import FollowUp, PoolOffer, Signal, State
from ..models.signal import TAKEN_FROM
from ..models.states import SHAREABLE, FollowState
from ..policies import SignalPermission
from ..queries import reading
from .giving import Passed, hand
from .moving import lock, move

CEILING = 20  # open claims of one organisation: who takes more than it can do leaves people waiting
POOL_DAYS = 2


@transaction.atomic
def put(*, signal: Signal, internal: str = "", by: Who) -> PoolOffer:
    """Whoever has room may take it; until then it stays ours, with a clock on us."""
    found = lock(signal.pk)
    require(by, SignalPermission.GIVE, found)
    if FollowUp.objects.filter(signal=found, organisation_id=by.organisation_id, state=FollowState.OPEN).exists():
        raise Invalid("follow_up", _("Er staat nog iets te doen. Rond dat eerst af."))
    move(found, State.POOL, "pool", by, internal=internal)
    clocks.stop(found.pk, *waiting.MAIN)
    clocks.start(by, found, waiting.POOL, on=by.organisation_id, working_days=POOL_DAYS)
    return PoolOffer.objects.create(
        network_id=by.network_id, signal=found, organisation_id=by.organisation_id, number=found.number, kind=found.kind,
        topic=found.topic, neighbourhood_code=found.neighbourhood_code, urgency=found.urgency,
        words_along=found.basis in SHAREABLE)


@transaction.atomic
def take_out(*, signal: Signal, by: Who) -> Signal:
    """Back from the pool: we look for another way."""
    found = lock(signal.pk)
    require(by, SignalPermission.GIVE, found)
    _close(found, None)
    move(found, State.NEW, "unpool", by)
    waiting.for_look(found, by)
    return found


@transaction.atomic
def claim(*, offer_id: UUID, by: Who) -> Signal:
    """It is ours from now on, with its clock. Raises Absent where somebody was first, WrongState at the ceiling."""
    require(by, SignalPermission.CLAIM)
    offer = PoolOffer.objects.filter(pk=offer_id, closed_at__isnull=True).first()
    if offer is None:
        raise Absent("pool", _("Dit signaal is al door een ander genomen."))
    if offer.organisation_id == by.organisation_id:
        raise WrongState("pool.own", _("Jullie legden dit zelf in de pot. Haal het eruit om er zelf mee verder te gaan."))
    if claims(by) >= CEILING:
        raise WrongState("pool.ceiling", _("Jullie hebben al %(most)s signalen uit de pot open staan. Rond er eerst een af.") % {"most": CEILING})
    with acting(system(offer.organisation_id, Purpose.SIGNAL)) as giver:
        found = lock(offer.signal_id)
        if found.state != State.POOL:
            raise Absent("pool", _("Dit signaal is al door een ander genomen."))
        _close(found, by.organisation_id)
        found.route_why = {"code": "claimed"}
        found.save(update_fields=["route_why"])
        hand(found, by.organisation_id, None, Passed(found.basis), "claim", giver)
        notices.to_giver(found, offer.organisation_id, "Een signaal is uit de open pot genomen.", giver)
    return lock(offer.signal_id)


def claims(by: Who) -> int:
    """How many we took from the pool, or over from another, and still have. One query, never counting beyond the ceiling."""
    rows = reading.worked_on(by).filter(holder_id=by.organisation_id, route_why__code__in=TAKEN_FROM, ended_at__isnull=True,
                                        state__in=(State.NEW, State.TAKEN, State.ACTING))
    return rows[:CEILING].count()


def _close(found: Signal, taken_by: UUID | None) -> None:
    PoolOffer.objects.filter(signal=found, closed_at__isnull=True).update(closed_at=now(), taken_by_id=taken_by)
