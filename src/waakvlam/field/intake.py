"""Taking over what phones did: each command once, in order per door, each with what came of it.

One request is one transaction. Where the server dies in the middle, nothing of that piece is there
and the phone, which heard nothing, sends it again; where the answer was lost, everything is there and
`Received` says so. Between the two is nothing. What is the same for all (the sheet, its doors, which reports
stand) is read once for a run of commands of one sheet, and what only sums up is written once at the end.
"""

import logging
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import WaakvlamError
from waakvlam.kit.time import now
from waakvlam.outreach import visitbook
from waakvlam.outreach.commands.visits import VisitConflict, visit

from . import commands, reading
from .models import Device, Received
from .policies import FieldPermission

log = logging.getLogger(__name__)
APPLIED, ALREADY, CONFLICT, REFUSED, LATER = "applied", "already", "conflict", "refused", "later"


@dataclass(frozen=True)
class Result:
    """What came of one command. `later`: not now, keep it and send it again. `url` is the page where a
    person chooses between two versions."""

    id: str
    result: str
    code: str = ""
    reason: str = ""
    url: str = ""

    def as_json(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if value}


@dataclass
class _Piece:
    """One request while it is carried out: `read` are its commands that could be read; `book` is of the sheet
    that the last one was about; `kept` is written when all are done."""

    device: Device
    by: Who
    offset: timedelta
    read: list[reading.Command]
    known: dict[str, Received]
    book: visitbook.Book | None = None
    kept: list[Received] = field(default_factory=list)

    def of(self, sheet_id: UUID) -> visitbook.Book:
        """Another one for another sheet, read anew: what was told at one may have changed the other."""
        if self.book is None or self.book.sheet.pk != sheet_id:
            self.close()
            told = [one for one in self.read if one.sheet_id == sheet_id]
            with transaction.atomic():
                self.book = visitbook.opened(sheet_id=sheet_id, entry_ids={t.entry_id for t in told}, ids=[t.id for t in told], by=self.by)
        return self.book

    def close(self) -> None:
        if self.book is not None:
            visitbook.close(self.book, self.by)
        self.book = None


@transaction.atomic
def take(*, device: Device, batch: reading.Batch, by: Who) -> list[Result]:
    """Carry out the commands of one request, in their order. Raises Refused where nobody may."""
    require(by, FieldPermission.USE)
    read = [_read(row) for row in batch.rows]
    piece = _Piece(device, by, batch.offset, [told for told in read if isinstance(told, reading.Command)], _known(batch, by))
    stuck: set[str] = set()
    results = []
    for row, told in zip(batch.rows, read, strict=True):
        door = str(row.get("entry", "")).lower() if isinstance(row, dict) else ""
        result = Result(reading.id_of(row), LATER) if door in stuck else _one(reading.id_of(row), told, piece)
        if result.result in (REFUSED, LATER):
            stuck.add(door)  # what came after it at the same door waits, so that the order stays
        results.append(result)
    piece.close()
    Received.objects.bulk_create(piece.kept)
    commands.seen(device=device, by=by, clock=int(batch.offset.total_seconds()))
    if batch.rows:
        audit.record(by, "device.receive", device, **{
            name: sum(r.result == name for r in results) for name in (APPLIED, ALREADY, CONFLICT, REFUSED, LATER)})
    return results


def _read(row: object) -> reading.Command | WaakvlamError:
    try:
        return reading.command(row)
    except WaakvlamError as error:
        return error


def _known(batch: reading.Batch, by: Who) -> dict[str, Received]:
    """What we have of these commands. One query."""
    ids = [found for row in batch.rows if (found := _uuid(reading.id_of(row)))]
    return {str(r.pk): r for r in Received.objects.filter(pk__in=ids, person_id=by.person_id)}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _one(id: str, told: reading.Command | WaakvlamError, piece: _Piece) -> Result:
    """One command in a savepoint of its own: what goes wrong here leaves the others alone."""
    if id in piece.known:
        return _again(piece.known[id])
    try:
        if isinstance(told, WaakvlamError):
            raise told
        return _kept_apart(told, piece.of(told.sheet_id), piece)
    except WaakvlamError as error:
        return Result(id, REFUSED, error.code, " ".join(filter(None, [error.sentence, error.problem.remedy])))
    except (OperationalError, InterfaceError):
        raise  # the database itself: the whole piece comes again
    except Exception:
        log.exception("a command of a phone could not be carried out")
        return Result(id, LATER, "fault", _("Dit lukte nu niet. We proberen het opnieuw."))


def _kept_apart(told: reading.Command, book: visitbook.Book, piece: _Piece) -> Result:
    try:
        with transaction.atomic():
            result = _carry_out(told, book, piece)
    except Exception:
        book.drop(told.entry_id)
        raise
    piece.known[str(told.id)] = piece.kept[-1]
    return result


def _again(kept: Received) -> Result:
    if kept.result == Received.Result.CONFLICT:
        return _contested(str(kept.pk))
    return Result(str(kept.pk), ALREADY)


def _carry_out(told: reading.Command, book: visitbook.Book, piece: _Piece) -> Result:
    conflict, at, by = False, told.at(piece.offset), piece.by
    try:
        visit(id=told.id, sheet_id=told.sheet_id, entry_id=told.entry_id, outcome=told.outcome, at=at,
              seen=told.seen, next_at=told.next_at, findings=told.findings, keep_words=told.keep_words, book=book, by=by,
              observation=told.note["observation"], interpretation=told.note["interpretation"], source=told.note["source"])
    except VisitConflict:
        conflict = True  # both versions stand by now; a person chooses
    piece.kept.append(Received(
        id=told.id, network_id=by.network_id, organisation_id=by.organisation_id, device=piece.device, person_id=by.person_id,
        sheet_id=told.sheet_id, entry_id=told.entry_id, told_at=told.told_at, offset=int((at - told.told_at) / timedelta(milliseconds=1)),
        result=Received.Result.CONFLICT if conflict else Received.Result.APPLIED))
    return _contested(str(told.id)) if conflict else Result(str(told.id), APPLIED)


def _contested(id: str) -> Result:
    return Result(id, CONFLICT, "visit_conflict", _("Een collega meldde iets anders over deze deur."),
                  reverse("field:conflict", args=[id]))


def moment() -> int:
    """Now, as a phone counts: milliseconds."""
    return int(now().timestamp() * 1000)
