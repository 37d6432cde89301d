"""An approved nuisance file into signals, and a delivery taken back: in parts that can be gone on with."""

from datetime import datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from waakvlam.access import audit
from waakvlam.access.erasing import as_eraser, drop
from waakvlam.access.identity import Who, acting
from waakvlam.kit.errors import WaakvlamError
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import AMSTERDAM, now
from waakvlam.resources.words import Topic

from .. import routing
from ..models import (
    Basis,
    Channel,
    FollowUp,
    Kind,
    Match,
    NuisanceImport,
    NuisanceOrigin,
    NuisanceRow,
    Outcome,
    Passing,
    Signal,
    SignalContent,
    SignalNote,
    State,
)
from ..models.states import About, NoActionReason
from . import weighing
from .nuisance import Progress, counted, lock, move, ours
from .taking_in import Telling, take_in

CHUNK = 50
Batch, Verdict = NuisanceImport.State, NuisanceRow.Verdict
MEANS_NOTHING = f"{Kind.NUISANCE}/{Topic.NEIGHBOURS}"
HISTORY = {"code": "history"}


def carry_out(batch_id: UUID, *, progress: Progress = None, by: Who) -> int:
    """Signals of what is left, a part per transaction: killed, it goes on at its mark. Returns rows done."""
    done = 0
    while True:
        with acting(by):
            batch = lock(batch_id, by)
            if batch.state != Batch.APPLYING:
                return done
            rows = list(NuisanceRow.objects.filter(batch=batch, place_in_file__gt=batch.applied).order_by("place_in_file")[:CHUNK])
            for row in rows:
                if row.verdict in (Verdict.NEW, Verdict.OLD):
                    _row(batch, row, by)
            if not rows:
                _finish(batch, by)
                return done
            NuisanceImport.objects.filter(pk=batch.pk).update(applied=rows[-1].place_in_file, beat_at=now())
        done += len(rows)
        if progress:
            progress(rows[-1].place_in_file)


def _row(batch: NuisanceImport, row: NuisanceRow, by: Who) -> None:
    """One row; what is wrong with it stops nothing else."""
    meaning = batch.source.kinds.get(row.word, MEANS_NOTHING)
    if not meaning or ("sensitive" in row.remarks and not batch.words_kept):
        return _set(row, Verdict.LEFT)
    if NuisanceOrigin.objects.filter(source_id=batch.source_id, mark=row.mark).exists():
        return _set(row, Verdict.SAME)
    try:
        with transaction.atomic():
            made = take_in(id=uuid7(), telling=_telling(row, meaning, by), by=by)
            NuisanceOrigin.objects.create(**ours(by), source_id=batch.source_id, batch=batch, mark=row.mark, signal=made)
            if row.verdict == Verdict.OLD:
                weighing.rest(signal=made, reason=NoActionReason.PAST, by=by)
    except WaakvlamError:
        _set(row, Verdict.REFUSED, "taking")
    return None


def _telling(row: NuisanceRow, meaning: str, by: Who) -> Telling:
    """Of history no rule sends anything on: it is there to be found beside what is new."""
    kind, _slash, topic = meaning.partition("/")
    day = datetime.combine(row.noticed_on, time(12), AMSTERDAM) if row.noticed_on else None
    return Telling(
        kind=kind, topic=topic, about=About.PLACE if row.place else About.HOME, basis=Basis.UNKNOWN, observation=row.observation,
        interpretation=row.interpretation, source=row.told_by, words_kept=True, channel=Channel.FILE, street=row.street,
        house_number=row.house_number, postcode=row.postcode, city=row.city, place=row.place, dwelling_id=row.dwelling_id,
        neighbourhood_code=row.neighbourhood_code, noticed_at=day,
        where=routing.Where(by.organisation_id, why=HISTORY) if row.verdict == Verdict.OLD else None)


def _set(row: NuisanceRow, verdict: str, problem: str = "") -> None:
    row.verdict, row.problem = verdict, problem
    row.save(update_fields=["verdict", "problem"])


def _finish(batch: NuisanceImport, by: Who) -> None:
    """Only what did not become a signal stays to be read, without its words, for as long as staged rows are kept."""
    batch.counts = counted(batch) | {"sensitive": batch.counts.get("sensitive", 0)}
    move(batch, Batch.DONE)
    batch.done_at = now()
    batch.save(update_fields=["counts", "state", "done_at"])
    rows = NuisanceRow.objects.filter(batch=batch)
    rows.exclude(verdict__in=(Verdict.REFUSED, Verdict.LEFT)).delete()
    rows.update(observation="", interpretation="", told_by="", street="", house_number="", postcode="", city="", place="",
                noticed_on=None, dwelling_id=None)
    audit.record(by, "signal.nuisance_done", batch, **{v: batch.counts.get(v, 0) for v in Verdict.values})


def undo(batch_id: UUID, *, by: Who) -> int:
    """Take a delivery back: what nobody touched. Its words are erased, its number stays closed, and it may come again.

    What somebody took, joined, noted on or holds elsewhere stays. Returns how many went.
    """
    gone = 0
    while True:
        with acting(by):
            batch = lock(batch_id, by)
            if batch.state != Batch.UNDOING:
                return gone
            found = list(_untouched(batch, by)[:CHUNK])
            for signal in found:
                _withdrawn(signal, by)
            ids = [signal.pk for signal in found]
            NuisanceOrigin.objects.filter(batch=batch, signal_id__in=ids).delete()
            with as_eraser():
                for model in (SignalContent, Match, Passing):
                    drop(model.objects.filter(signal_id__in=ids, organisation_id=by.organisation_id))
            if not found:
                _undone(batch, by)
                return gone
        gone += len(found)


def _untouched(batch: NuisanceImport, by: Who) -> QuerySet[Signal]:
    mine = NuisanceOrigin.objects.filter(batch=batch).values("signal_id")
    at = {"signal": OuterRef("pk")}
    return (Signal.objects.filter(pk__in=mine, holder_id=by.organisation_id, state__in=(State.NEW, State.RESTING), repeats=0, taken_at=None)
            .exclude(Exists(SignalNote.objects.filter(**at))).exclude(Exists(FollowUp.objects.filter(**at))).order_by("pk"))


def _withdrawn(signal: Signal, by: Who) -> None:
    if signal.state == State.RESTING:
        weighing.expire(signal=signal, by=by)
    else:
        weighing.close(signal=signal, outcome=Outcome.OTHER, by=by)


def _undone(batch: NuisanceImport, by: Who) -> None:
    stays = NuisanceOrigin.objects.filter(batch=batch).count()
    move(batch, Batch.UNDONE)
    batch.counts = batch.counts | {"stays": stays}
    batch.save(update_fields=["counts", "state"])
    NuisanceRow.objects.filter(batch=batch).delete()
    audit.record(by, "signal.nuisance_undone", batch, stays=stays)
