"""Carry out what was asked for many households: piece by piece, each one transaction with its mark."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who, acting
from waakvlam.access.policies import require
from waakvlam.access.statistics import analyze
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import now

from .. import filling, publishing
from ..models import Batch, Round, RoundEntry
from ..policies import OutreachPermission
from . import sending

PIECE = 2_000
MANY = 1000  # from here on the planner needs fresh statistics
NOT_WRITTEN = ("chosen", "by_lot", "whys")  # large, and only SQL writes them


def defer(batch: Batch) -> None:
    """Queue it; the job and the batch commit together."""
    from ..tasks import carry_on

    carry_on.defer(batch_id=str(batch.id), organisation_id=str(batch.organisation_id))


def carry_on(batch_id: UUID, *, by: Who) -> None:
    """Do what is left, a transaction per piece. Whatever cannot be is kept as the batch's problem."""
    ended = False
    while not ended:
        try:
            with acting(by):
                ended = step(batch_id, by=by)
        except (Invalid, WrongState) as refusal:
            with acting(by):
                _give_up(batch_id, refusal.sentence, by)
            return


def at_once(batch: Batch, *, by: Who) -> None:
    """All of it in the caller's transaction, for small lists. Raises Invalid."""
    while not step(batch.id, by=by):
        pass


@transaction.atomic
def step(batch_id: UUID, *, by: Who) -> bool:
    """One piece; whether that was the last. Two workers on the same batch wait for each other."""
    batch = _held(batch_id)
    if batch.ended_at is not None:
        return True
    round = Round.objects.select_for_update(no_key=True).get(id=batch.round_id)
    if batch.announcement_id:
        sending.piece(batch, round, by)
    elif not batch.total:
        _choose(batch, round, by)
    else:
        until = min(batch.done + PIECE, batch.total)
        filling.write(batch, round, until, by)
        batch.done = until
    batch.beat_at = now()
    if batch.done >= batch.total:
        _finish(batch, round, by)
    batch.save(update_fields=["done", "total", "beat_at", "ended_at"])
    return batch.ended_at is not None


def _choose(batch: Batch, round: Round, by: Who) -> None:
    size = filling.choose(batch, round, by)
    if not size.listed:
        raise Invalid("round_empty", _("Er staat niemand op deze lijst. Kies ruimer."), field="selection")
    round.size = size.as_json() | {"makeup": publishing.makeup(size)}
    round.save(update_fields=["size"])
    batch.total = size.listed + size.reference


def _finish(batch: Batch, round: Round, by: Who) -> None:
    batch.ended_at = now()
    if batch.announcement_id:
        sending.finish(batch, round, by)
        return
    round.state, round.approved_at = Round.State.APPROVED, now()
    round.approved_by_id = batch.person_id
    round.save(update_fields=["state", "approved_at", "approved_by"])
    publishing.publish(round, by=by)
    # Decided and written: the copy has no purpose any more.
    Batch.objects.filter(id=batch.id).update(chosen=[], by_lot=[], whys=[])
    if batch.total > MANY:
        analyze(RoundEntry)
    audit.record(by, "round.list", batch, round=round.id, size=round.size["listed"], reference=round.size["reference"])


def _give_up(batch_id: UUID, sentence: str, by: Who) -> None:
    """End it without a result; the page says why. What was sent already stays counted."""
    batch = _held(batch_id)
    batch.ended_at, batch.problem = now(), sentence[:300]
    batch.save(update_fields=["ended_at", "problem"])
    audit.record(by, "batch.give_up", batch, round=batch.round_id, done=batch.done)


@transaction.atomic
def resume(*, batch: Batch, by: Who) -> None:
    """Queue it again where no worker gave a sign of life. Raises WrongState where it has ended."""
    held = _held(batch.id)
    require(by, OutreachPermission.ANNOUNCE if held.announcement_id else OutreachPermission.APPROVE, held)
    if held.ended_at is not None:
        raise WrongState("batch_state", _("Dit is al klaar."))
    held.beat_at = now()
    held.save(update_fields=["beat_at"])
    audit.record(by, "batch.resume", held, round=held.round_id, done=held.done)
    defer(held)


def _held(batch_id: UUID) -> Batch:
    found = Batch.objects.defer(*NOT_WRITTEN).select_for_update(of=("self",)).filter(id=batch_id).first()
    if found is None:
        raise Absent("batch")
    return found
