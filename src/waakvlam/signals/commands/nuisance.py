"""A nuisance file into a preview: read, staged, judged; approved or thrown away by a person. `nuisance_job` carries it out."""

import hashlib
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
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
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import now, today
from waakvlam.resources.words import Topic

from .. import addresses, marks, reading
from ..models import Kind, NuisanceImport, NuisanceOrigin, NuisanceRow, NuisanceSource
from ..models.nuisance import TRANSITIONS
from ..policies import SignalPermission

CHUNK = 500
MOST_WORDS = 60  # more different ones, and the column is no list of kinds
HISTORY_DAYS = 28
MOST_TOUCHED = 5_000  # homes in the log of one reading
GIVEN_UP = timedelta(minutes=10)
State, Verdict = NuisanceImport.State, NuisanceRow.Verdict
Progress = Callable[[int], None] | None


def ours(by: Who) -> dict[str, UUID | None]:
    return {"network_id": by.network_id, "organisation_id": by.organisation_id}


def read(*, path: Path, file_name: str, source: str, attention_from: date | None = None, mapping: dict[str, str] | None = None,
         sheet: str = "", progress: Progress = None, by: Who) -> NuisanceImport:
    """Read a file into a preview; killed halfway the same file goes on where it stopped. Raises Invalid; then nothing is kept.

    `mapping` (header → field, "" to leave a column alone) is remembered for the source. Each part of the file is a
    transaction of its own, unless the caller holds one.
    """
    require(by, SignalPermission.IMPORT)
    since = attention_from or today() - timedelta(days=HISTORY_DAYS)
    if not date(2000, 1, 1) <= since <= today():
        raise Invalid("attention_from", _("Kies een dag tot en met vandaag."), came_in=since.isoformat(), field="attention_from")
    with acting(by):
        covenant.ground_for(by, Category.SIGNAL)
        kept = _source(source, by)
    found = reading.opened(path, kept.mapping if mapping is None else mapping, sheet)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with acting(by):
        if mapping is not None:
            kept.mapping = mapping
            kept.save(update_fields=["mapping"])
        batch = _begin(kept, found, Path(file_name).name[:120], digest, since, by)
    if batch.state == State.READING:
        try:
            _stage(batch, found, by, progress)
        except Invalid:  # the file broke halfway: keep nothing of it
            with acting(by):
                cancel(batch=batch, by=by)
            raise
    return batch


def _source(name: str, by: Who) -> NuisanceSource:
    made, _new = NuisanceSource.objects.get_or_create(organisation_id=by.organisation_id, name=name.strip()[:80] or _("Overlast"),
                                                      defaults={"network_id": by.network_id})
    return made


def _begin(source: NuisanceSource, found: reading.Opened, file_name: str, digest: str, since: date, by: Who) -> NuisanceImport:
    columns = found.columns
    running = NuisanceImport.objects.filter(organisation_id=by.organisation_id, source=source, state__in=(
        State.READING, State.PREVIEW, State.APPLYING))
    again: NuisanceImport | None = running.filter(digest=digest, columns=columns.mapping, attention_from=since).first()
    if again is not None:
        return again
    older = [*running.filter(state=State.PREVIEW), *running.filter(state=State.READING, beat_at__lt=now() - GIVEN_UP)]
    for batch in older:  # a newer file makes an older preview moot
        cancel(batch=batch, by=by)
    made: NuisanceImport = NuisanceImport.objects.create(
        **ours(by), source=source, file_name=file_name, digest=digest, attention_from=since, columns=columns.mapping,
        dropped=columns.dropped, unused=columns.unused, beat_at=now())
    audit.record(by, "signal.nuisance_read", made, dropped=len(columns.dropped))
    return made


def _stage(batch: NuisanceImport, found: reading.Opened, by: Who, progress: Progress) -> None:
    rows = enumerate(found.rows(), start=1)
    next(islice(rows, batch.staged, batch.staged), None)
    words = Counter(batch.words)
    while chunk := list(islice(rows, CHUNK)):
        words.update(row.word for _place, row in chunk if not row.problem)
        if len(words) > MOST_WORDS:
            raise Invalid("words", _("De kolom met de soort heeft meer dan %(most)s verschillende woorden. Kies een andere kolom.") % {
                "most": MOST_WORDS}, field="file")
        with acting(by):
            _staged(batch, chunk, dict(words), by)
        if progress:
            progress(batch.staged)
    with acting(by):
        _previewed(batch, by)


def _staged(batch: NuisanceImport, chunk: list[tuple[int, reading.Row]], words: dict[str, int], by: Who) -> None:
    """One part of the file with its mark. Two queries, and one per address."""
    held = lock(batch.pk, by)
    if held.state != State.READING or held.staged != chunk[0][0] - 1:
        raise WrongState("import_state", _("Dit bestand wordt al door iemand anders gelezen."), came_in=held.state)
    keys = {place: marks.record(batch.source_id, row.key) for place, row in chunk if not row.problem}
    known = {bytes(m) for m in NuisanceOrigin.objects.filter(source_id=batch.source_id, mark__in=keys.values()).values_list("mark", flat=True)}
    twice = {bytes(m) for m in NuisanceRow.objects.filter(batch=batch, mark__in=keys.values()).values_list("mark", flat=True) if m}
    made = []
    for place, row in chunk:
        mark = keys.get(place)
        made.append(_judged(batch, place, row, mark, mark in known, mark in twice, by))
        twice |= {mark} if mark else set()
    NuisanceRow.objects.bulk_create(made)
    batch.staged, batch.words = chunk[-1][0], words
    NuisanceImport.objects.filter(pk=batch.pk).update(staged=batch.staged, words=words, beat_at=now())


def _judged(batch: NuisanceImport, place: int, row: reading.Row, mark: bytes | None, known: bool, twice: bool, by: Who) -> NuisanceRow:
    """Of a row that is refused nothing but its number and the reason."""
    problem = row.problem or ("twice" if twice else "")
    if problem or known:
        return NuisanceRow(**ours(by), batch=batch, place_in_file=place, number=row.number, problem=problem,
                           verdict=Verdict.REFUSED if problem else Verdict.SAME, mark=None if problem else mark)
    dwelling_id, code = addresses.home(row.place)
    old = row.noticed_on is not None and row.noticed_on < batch.attention_from
    told_by = f"{batch.source.name}, {row.reference}" if row.reference else batch.source.name
    remarks = [*row.remarks, *([] if dwelling_id or row.place.place else ["no_home"])]
    return NuisanceRow(
        **ours(by), batch=batch, place_in_file=place, number=row.number, verdict=Verdict.OLD if old else Verdict.NEW, mark=mark,
        remarks=remarks, word=row.word, noticed_on=row.noticed_on, observation=row.observation, interpretation=row.interpretation,
        told_by=told_by[:200], dwelling_id=dwelling_id, neighbourhood_code=code or row.neighbourhood, **row.place.fields)


def _previewed(batch: NuisanceImport, by: Who) -> None:
    lock(batch.pk, by)
    rows = NuisanceRow.objects.filter(batch=batch)
    if not batch.staged:
        raise Invalid("empty", _("Er staan geen regels in het bestand."), field="file")
    batch.counts = counted(batch) | {"sensitive": rows.filter(remarks__contains=["sensitive"]).count()}
    move(batch, State.PREVIEW)
    batch.save(update_fields=["counts", "state"])
    if not batch.source.mapping:
        NuisanceSource.objects.filter(pk=batch.source_id).update(mapping=batch.columns)
    audit.touched(by, "signal.nuisance", rows.exclude(dwelling_id=None).values_list("dwelling_id", flat=True).distinct()[:MOST_TOUCHED])


def counted(batch: NuisanceImport) -> dict[str, int]:
    return dict(NuisanceRow.objects.filter(batch=batch).values_list("verdict").annotate(n=Count("id")))


@transaction.atomic
def mean(*, batch: NuisanceImport, kinds: dict[str, str], by: Who) -> None:
    """What the source's words mean here ({word: "kind/topic", or "" to leave such rows out}); remembered for its next file.

    Raises Invalid for a meaning that does not exist, WrongState once it is carried out.
    """
    require(by, SignalPermission.IMPORT)
    found = lock(batch.pk, by)
    if found.state != State.PREVIEW:
        raise _further(found)
    for word, meaning in kinds.items():
        kind, _slash, topic = meaning.partition("/")
        if meaning and (kind not in Kind.values or topic not in Topic.values):
            raise Invalid("meaning", _("Kies voor elk woord iets uit de lijst."), came_in=meaning[:40], field=word)
    source = found.source
    source.kinds = {**source.kinds, **{word: meaning for word, meaning in kinds.items() if word in found.words}}
    source.save(update_fields=["kinds"])
    audit.record(by, "signal.nuisance_mean", found, words=len(kinds))


@transaction.atomic
def approve(*, batch: NuisanceImport, words_kept: bool, at_once: bool = False, by: Who) -> None:
    """A person saw the preview and says yes; again: it goes on where it stood still. A job does it, or with `at_once` the caller.

    `words_kept`: somebody read the rows with words that deserve a thought; without it those rows stay out.
    """
    from ..tasks import carry_out_nuisance

    require(by, SignalPermission.IMPORT)
    found = lock(batch.pk, by)
    if found.state != State.APPLYING:
        move(found, State.APPLYING)
        found.words_kept, found.approved_at = words_kept, now()
    found.beat_at = now()
    found.save(update_fields=["state", "words_kept", "approved_at", "beat_at"])
    audit.record(by, "signal.nuisance_approve", found, words_kept=found.words_kept, applied=found.applied)
    if not at_once:
        carry_out_nuisance.defer(import_id=str(found.pk), organisation_id=str(by.organisation_id))


@transaction.atomic
def take_back(*, batch: NuisanceImport, at_once: bool = False, by: Who) -> None:
    """The whole delivery was a mistake: what nobody touched yet goes, with its words. Again: it goes on where it stood still."""
    from ..tasks import take_back_nuisance

    require(by, SignalPermission.IMPORT)
    found = lock(batch.pk, by)
    if found.state != State.UNDOING:
        move(found, State.UNDOING)
    found.beat_at = now()
    found.save(update_fields=["state", "beat_at"])
    audit.record(by, "signal.nuisance_undo", found)
    if not at_once:
        take_back_nuisance.defer(import_id=str(found.pk), organisation_id=str(by.organisation_id))


@transaction.atomic
def cancel(*, batch: NuisanceImport, by: Who) -> None:
    """The preview goes, with its rows: nothing became a signal."""
    require(by, SignalPermission.IMPORT)
    found = lock(batch.pk, by)
    move(found, State.CANCELLED)
    NuisanceRow.objects.filter(batch=found).delete()
    found.save(update_fields=["state"])
    audit.record(by, "signal.nuisance_cancel", found)


def move(batch: NuisanceImport, to: str) -> None:
    if to not in TRANSITIONS[batch.state]:
        raise _further(batch)
    batch.state = to


def _further(batch: NuisanceImport) -> WrongState:
    return WrongState("import_state", _("Dit bestand is al verder. Ververs de bladzijde."), came_in=batch.state)


def lock(batch_id: UUID, by: Who) -> NuisanceImport:
    found = (NuisanceImport.objects.select_for_update(of=("self",)).select_related("source")
             .filter(pk=batch_id, organisation_id=by.organisation_id).first())
    if found is None:
        raise Absent("import", _("Dit bestand is er niet (meer)."))
    return found
