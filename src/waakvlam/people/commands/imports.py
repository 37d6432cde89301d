"""The life of an import: begun, previewed, approved, carried out; or cancelled."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who, acting
from waakvlam.access.policies import require
from waakvlam.access.statistics import analyze
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.kit.time import now

from ..models import TRANSITIONS, ImportRow, RegisterImport, RegisterSource
from ..policies import PeoplePermission
from ..register import Problem, Reading, RegisterError, open_register
from . import applying
from .staging import stage

State = RegisterImport.State
Progress = Callable[[int], None] | None
MANY_GONE = 0.25  # of a source's residents: then the file is more likely a part than the whole


def read_register(*, path: Path, file_name: str, source: str, mapping: dict[str, str] | None = None,
                  sheet: str = "", progress: Progress = None, by: Who) -> RegisterImport:
    """Read a file into a preview; the same unfinished file goes on where it stopped.

    `mapping` (header → field, "" to leave a column alone) is remembered for the source.
    Raises Invalid with the file's problem; then nothing is stored.
    """
    require(by, PeoplePermission.IMPORT_REGISTER)
    batch = None
    try:
        kept = _source(source, mapping, by=by)
        reading = open_register(path, kept.mapping, sheet)
        batch = _begin(kept, reading, file_name, _digest(path), by=by)
        if batch.state == State.READING:
            stage(batch, reading, by=by, progress=progress)
            with acting(by):
                analyze(ImportRow)
                _preview(batch, by=by)
    except RegisterError as trouble:
        if batch:  # the file broke halfway: keep nothing of it
            with acting(by):
                cancel(batch=batch, by=by)
        raise as_invalid(trouble.problem) from trouble
    return batch


def as_invalid(problem: Problem) -> Invalid:
    return Invalid(problem.code, problem.sentence(), came_in=problem.came, expected=problem.expected,
                   remedy=problem.remedy, field="file")


def _source(name: str, mapping: dict[str, str] | None, *, by: Who) -> RegisterSource:
    with acting(by):
        source, _made = RegisterSource.objects.get_or_create(
            organisation_id=by.organisation_id, name=name.strip()[:80] or _("Register"),
            defaults={"network_id": by.network_id})
        if mapping is not None:
            source.mapping = mapping
            source.save(update_fields=["mapping"])
        return source


def _begin(source: RegisterSource, reading: Reading, file_name: str, digest: str, *, by: Who) -> RegisterImport:
    columns = reading.mapping
    with acting(by):
        found = RegisterImport.objects.filter(
            organisation_id=by.organisation_id, source=source, digest=digest, columns=columns,
            state__in=(State.READING, State.PREVIEW, State.APPLYING)).first()
        if found:
            return found
        _supersede(source, by=by)
        batch = RegisterImport.objects.create(
            network_id=by.network_id, organisation_id=by.organisation_id, source=source, digest=digest,
            file_name=Path(file_name).name[:120], kind=reading.sniffed.kind, columns=columns,
            dropped={title: kind.value for title, kind in reading.dropped.items()},
            unused=list(reading.columns.unused),
            notices=[notice.as_list() for notice in reading.notices], beat_at=now())
        audit.record(by, "register.read", batch, kind=batch.kind, dropped=len(batch.dropped))
        return batch


def _supersede(source: RegisterSource, *, by: Who) -> None:
    """A newer file of the same source makes an older preview moot: its rows are not kept waiting."""
    older = RegisterImport.objects.filter(organisation_id=by.organisation_id, source=source)
    given_up = older.filter(state=State.READING, beat_at__lt=now() - timedelta(minutes=10))
    for batch in (*older.filter(state=State.PREVIEW), *given_up):
        cancel(batch=batch, by=by)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _preview(batch: RegisterImport, *, by: Who) -> None:
    """Count the verdicts and, where the file was read on its own columns, remember those."""
    with connection.cursor() as db:
        db.execute("select verdict, count(*), count(*) filter (where problems <> '[]'::jsonb) "
                   "from people_importrow where batch_id = %s group by 1", [batch.id])
        rows = db.fetchall()
    counts = {verdict: number for verdict, number, _remarks in rows}
    counts["remarks"] = sum(remarks for verdict, _n, remarks in rows if verdict != "refused")
    counts["gone"] = applying.gone(batch)
    kept = applying.active(by.organisation_id, batch.source_id)
    batch.counts = counts
    batch.complete = counts["gone"] <= max(kept * MANY_GONE, 20)
    _move(batch, State.PREVIEW)
    batch.save(update_fields=["counts", "complete", "state"])
    if batch.kind != "json" and not batch.source.mapping:
        RegisterSource.objects.filter(id=batch.source_id).update(mapping=batch.columns)


def _move(batch: RegisterImport, to: str) -> None:
    if to not in TRANSITIONS[State(batch.state)]:
        raise WrongState("import_state", _("Deze import is al verder. Ververs de bladzijde."),
                         came_in=batch.state, expected=to)
    batch.state = to


@transaction.atomic
def approve(*, batch: RegisterImport, complete: bool, at_once: bool = False, by: Who) -> None:
    """A person saw the preview and says yes; a job carries it out after the commit, or with `at_once` the caller."""
    from ..tasks import apply_register

    require(by, PeoplePermission.IMPORT_REGISTER)
    batch = RegisterImport.objects.select_for_update().get(id=batch.id)
    _move(batch, State.APPLYING)
    batch.complete, batch.approved_at, batch.beat_at = complete, now(), now()
    batch.save(update_fields=["state", "complete", "approved_at", "beat_at"])
    audit.record(by, "register.approve", batch, complete=complete)
    if not at_once:
        apply_register.defer(import_id=str(batch.id), organisation_id=str(by.organisation_id))


@transaction.atomic
def resume(*, batch: RegisterImport, by: Who) -> None:
    """Start the job again where it stood still; two jobs at once take turns and do no harm."""
    from ..tasks import apply_register

    require(by, PeoplePermission.IMPORT_REGISTER)
    if batch.state != State.APPLYING:
        raise WrongState("import_state", _("Deze import wordt niet verwerkt."), came_in=batch.state,
                         expected=State.APPLYING)
    audit.record(by, "register.resume", batch, applied=batch.applied)
    apply_register.defer(import_id=str(batch.id), organisation_id=str(by.organisation_id))


@transaction.atomic
def cancel(*, batch: RegisterImport, by: Who) -> None:
    """Throw the preview away: its rows are gone, the register is as it was."""
    require(by, PeoplePermission.IMPORT_REGISTER)
    batch = RegisterImport.objects.select_for_update().get(id=batch.id)
    _move(batch, State.CANCELLED)
    ImportRow.objects.filter(batch=batch).delete()
    batch.save(update_fields=["state"])
    audit.record(by, "register.cancel", batch)
