"""A file of arrears into tracks: read and staged, looked at, approved, carried out in parts that can be gone on with."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from waakvlam.access import audit, covenant
from waakvlam.access.identity import Who, acting
from waakvlam.access.policies import require
from waakvlam.access.words import Category
from waakvlam.kit.errors import Absent, Invalid, WaakvlamError, WrongState
from waakvlam.kit.time import now, today
from waakvlam.people.models import Household

from .. import reading
from ..models import ArrearsImport, ArrearsRow, Track
from ..policies import ArrearsPermission
from . import tracks
from .parts import ours

CHUNK, STAGED = 200, 2_000
State, Verdict = ArrearsImport.State, ArrearsRow.Verdict


@dataclass
class Known:
    """What the register and the open tracks hold: key → household, household → amount and day."""

    contracts: dict[str, UUID] = field(default_factory=dict)
    households: dict[str, UUID] = field(default_factory=dict)
    addresses: dict[tuple[str, int, str], UUID] = field(default_factory=dict)
    owed: dict[UUID, int] = field(default_factory=dict)
    seen: set[UUID] = field(default_factory=set)


@transaction.atomic
def read(*, path: Path, file_name: str, on_day: date, by: Who) -> ArrearsImport:
    """Read a file into a preview; the same file again gives the preview that stands. Raises Invalid; then nothing is kept."""
    require(by, ArrearsPermission.IMPORT)
    covenant.ground_for(by, Category.ARREARS)
    if not date(2000, 1, 1) <= on_day <= today():
        raise Invalid("on_day", _("Kies de dag waarvan de bedragen zijn."), came_in=on_day.isoformat(), field="on_day")
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    waiting = ArrearsImport.objects.filter(organisation_id=by.organisation_id, state=State.PREVIEW)
    again = waiting.filter(digest=digest, on_day=on_day).first()
    if again is not None:
        return again
    batch = ArrearsImport.objects.create(**ours(by), file_name=Path(file_name).name[:120], digest=digest, on_day=on_day)
    _stage(batch, path, by)
    for older in waiting.exclude(pk=batch.pk):
        cancel(batch=older, by=by)
    audit.record(by, "arrears.import_read", batch, **batch.counts)
    return batch


def _stage(batch: ArrearsImport, path: Path, by: Who) -> None:
    known = _known(by)
    rows = enumerate(reading.rows(path), start=1)
    while chunk := list(islice(rows, STAGED)):
        ArrearsRow.objects.bulk_create([_judged(batch, place, row, known, by) for place, row in chunk])
    found = ArrearsRow.objects.filter(batch=batch).values_list("verdict").annotate(n=Count("id"))
    batch.counts, batch.missing = dict(found), len(set(known.owed) - known.seen)
    if not batch.counts:
        raise Invalid("empty", _("Er staan geen regels in het bestand."), field="file")
    batch.save(update_fields=["counts", "missing"])
    audit.touched(by, "arrears.import", known.seen)


def _known(by: Who) -> Known:
    """Two queries: the homes of the register and the open tracks."""
    found = Known()
    homes = Household.objects.filter(organisation_id=by.organisation_id, gone_at=None).values_list(
        "id", "key", "tenancy_key", "dwelling__postcode", "dwelling__house_number", "dwelling__house_letter", "dwelling__addition")
    for pk, key, contract, postcode, number, letter, addition in homes.iterator():
        found.households[key] = pk
        if contract:
            found.contracts[contract] = pk
        if postcode and number:
            found.addresses[postcode, number, f"{letter}{addition}".upper()] = pk
    found.owed = dict(Track.objects.filter(organisation_id=by.organisation_id, ended_at=None).values_list("household_id", "amount_cents"))
    return found


def _judged(batch: ArrearsImport, place: int, row: reading.Row, known: Known, by: Who) -> ArrearsRow:
    home = known.contracts.get(row.contract) or known.households.get(row.household) or (
        known.addresses.get(row.address) if row.address else None)
    problem = row.problem
    if not problem and home is None:
        problem = _("Dit huishouden staat niet in jullie register.")
    elif not problem and home in known.seen:
        problem = _("Dit huishouden staat twee keer in het bestand. De eerste regel telt.")
    elif not problem and not row.cents and home not in known.owed:
        problem = _("Er is niets te betalen.")
    elif not problem and row.cents > tracks.MOST_CENTS:
        problem = _("Het bedrag is hoger dan € 100.000. Klopt dat?")
    if problem or home is None:
        return ArrearsRow(**ours(by), batch=batch, place=place, number=row.number, verdict=Verdict.REFUSED, problem=problem)
    known.seen.add(home)
    verdict = Verdict.NEW if home not in known.owed else Verdict.SAME if known.owed[home] == row.cents else Verdict.CHANGED
    return ArrearsRow(**ours(by), batch=batch, place=place, number=row.number, verdict=verdict, household_id=home,
                      amount_cents=row.cents, since=row.since)


@transaction.atomic
def approve(*, batch: ArrearsImport, by: Who) -> None:
    """A person saw the preview and says yes; a job carries it out. Again: where it stood still it goes on."""
    from ..tasks import apply_import

    require(by, ArrearsPermission.IMPORT)
    found = _locked(batch.pk, by)
    if found.state not in (State.PREVIEW, State.APPLYING):
        raise WrongState("import_state", _("Deze import is al verder. Ververs de bladzijde."), came_in=found.state)
    ArrearsImport.objects.filter(pk=found.pk).update(state=State.APPLYING, beat_at=now())
    audit.record(by, "arrears.import_apply", found, applied=found.applied)
    apply_import.defer(import_id=str(found.pk), organisation_id=str(by.organisation_id))


@transaction.atomic
def cancel(*, batch: ArrearsImport, by: Who) -> None:
    """The preview goes, with its rows."""
    require(by, ArrearsPermission.IMPORT)
    found = _locked(batch.pk, by)
    if found.state != State.PREVIEW:
        raise WrongState("import_state", _("Deze import is al verder. Ververs de bladzijde."), came_in=found.state)
    ArrearsRow.objects.filter(batch=found).delete()
    ArrearsImport.objects.filter(pk=found.pk).update(state=State.CANCELLED)
    audit.record(by, "arrears.import_cancel", found)


def apply(batch_id: UUID, *, by: Who) -> int:
    """Carry out what is left, a chunk per transaction: a job that is killed goes on where it stopped. Returns rows done."""
    done = 0
    while True:
        with acting(by):
            batch = _locked(batch_id, by)
            if batch.state != State.APPLYING:
                return done
            rows = list(ArrearsRow.objects.filter(batch=batch, place__gt=batch.applied).order_by("place")[:CHUNK])
            for row in rows:
                _carry_out(batch, row, by)
            if not rows:
                return _finish(batch, done, by)
            ArrearsImport.objects.filter(pk=batch.pk).update(applied=rows[-1].place, beat_at=now())
        done += len(rows)


def _carry_out(batch: ArrearsImport, row: ArrearsRow, by: Who) -> None:
    """What changed since the preview is refused with its reason; it stops nothing else."""
    if row.verdict in (Verdict.REFUSED, Verdict.SAME) or row.household_id is None or row.amount_cents is None:
        return
    try:
        with transaction.atomic():
            track = Track.objects.filter(organisation_id=by.organisation_id, household_id=row.household_id, ended_at=None).first()
            if track is None:
                tracks.open_track(household_id=row.household_id, amount_cents=row.amount_cents, by=by,
                                  since=min(row.since or batch.on_day, batch.on_day), amount_on=batch.on_day)
            elif track.amount_on <= batch.on_day:
                tracks.change_amount(track=track, amount_cents=row.amount_cents, on_day=batch.on_day, by=by)
    except WaakvlamError as trouble:
        ArrearsRow.objects.filter(pk=row.pk).update(verdict=Verdict.REFUSED, problem=str(trouble.sentence)[:200],
                                                    household_id=None, amount_cents=None, since=None)


def _finish(batch: ArrearsImport, done: int, by: Who) -> int:
    """Only what was refused stays to be read, for as long as staged rows are kept; it holds no person."""
    found = ArrearsRow.objects.filter(batch=batch).values_list("verdict").annotate(n=Count("id"))
    ArrearsImport.objects.filter(pk=batch.pk).update(state=State.DONE, done_at=now(), counts=dict(found))
    ArrearsRow.objects.filter(batch=batch).exclude(verdict=Verdict.REFUSED).delete()
    audit.record(by, "arrears.import_done", batch)
    return done


def _locked(batch_id: UUID, by: Who) -> ArrearsImport:
    found = ArrearsImport.objects.select_for_update(of=("self",)).filter(pk=batch_id, organisation_id=by.organisation_id).first()
    if found is None:
        raise Absent("import", _("Deze import is er niet (meer)."))
    return found
