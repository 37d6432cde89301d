"""The nightly run: what is over its term goes, table by table, in batches.

Each batch is one transaction with its act and its line in the log of destruction; a run that is broken off
is simply gone on with. Candidates are found once per table, then looked at again row by row under
lock, so that what changed meanwhile stays. No batch holds more than `BATCH` rows for a moment.
"""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.db.models import Count, F, Min, Q
from django.db.models.expressions import Combinable

from waakvlam.access import audit, erasing
from waakvlam.access.erasing import Held, Keep, as_eraser, blank, blanked, drop, kept, unreferred
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.privacy import Scrub
from waakvlam.access.words import Purpose
from waakvlam.attachments import tidying
from waakvlam.kit.time import now, today
from waakvlam.people import erasing as register
from waakvlam.people.models import Resident

from . import terms
from .models import Hold, Run

BATCH, MOST = 1_000, 200_000  # rows per transaction; rows per table and run
log = logging.getLogger("waakvlam.keeping")


@dataclass(frozen=True)
class Planned:
    """What goes tonight of one table, why, and what is held back."""

    table: str
    what: str
    begins: str
    scrub: str
    term: terms.Counted | None
    rows: int = 0
    oldest: datetime | None = None
    held: tuple[Held, ...] = ()


@dataclass
class Swept:
    """Counts of one run."""

    gone: dict[str, int] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)
    more: bool = False

    def add(self, found: erasing.Found) -> None:
        self.gone = erasing.total(self.gone, found)


def models_kept() -> list[tuple[type[models.Model], Keep]]:
    """Every model with a term of its own; what points at others before what is pointed at."""
    found = {m: rule for m in apps.get_models() if isinstance(rule := kept(m), Keep)}
    made: list[type[models.Model]] = []

    def visit(model: type[models.Model]) -> None:
        if model in made:
            return
        for relation in model._meta.get_fields(include_hidden=True):
            if isinstance(relation, models.ForeignObjectRel) and relation.related_model in found \
                    and relation.related_model is not model:
                visit(relation.related_model)
        made.append(model)

    for model in found:
        visit(model)
    return [(model, found[model]) for model in made]


def due(model: type[models.Model], keep: Keep, who: Who, before: datetime) -> "models.QuerySet[Any]":
    """Rows of this organisation whose term is over and with which nothing was done yet. As the eraser."""
    rows = model._default_manager.annotate(kept_since=_moment(keep.since)).filter(keep.only, kept_since__lt=before)
    if keep.owner:
        rows = rows.filter(**{keep.owner: who.organisation_id})
    return unreferred(rows) if keep.scrub is Scrub.DROP_ROW and model is not Resident else rows.exclude(_done(model, keep))


def _moment(since: Any) -> Combinable:
    return F(since) if isinstance(since, str) else since


def _done(model: type[models.Model], keep: Keep) -> Q:
    """What marks a row as blanked; dropped rows are gone."""
    if keep.scrub is Scrub.DROP_ROW:
        return Q(pk__in=[])
    if keep.done is not None:
        return keep.done
    plain = {name: value for name, value in blanked(model).items() if not isinstance(value, Combinable)}
    return Q(**{f"{n}__isnull": True for n, v in plain.items() if v is None},
             **{n: v for n, v in plain.items() if v is not None})


def plan(who: Who) -> list[Planned]:
    """The dry run: what would go now. Reads only; one query per table, and who is held back."""
    counted, made = terms.of(who), []
    people = (0, 0)
    with acting(who), as_eraser():
        for model, keep in models_kept():
            term = counted.of(keep)
            rows, oldest = _counted(model, keep, who, term) if term else (0, None)
            people = (len(made), rows) if model is Resident else people
            made.append(Planned(model._meta.db_table, keep.label, str(keep.begins.label), str(keep.scrub), term, rows, oldest))
    if people[1]:
        place, rows = people
        held = _held_of_all(who, counted)
        made[place] = replace(made[place], rows=rows - len({r for h in held for r in h.residents}), held=tuple(held))
    return made


def _counted(model: type[models.Model], keep: Keep, who: Who, term: terms.Counted) -> tuple[int, datetime | None]:
    facts = due(model, keep, who, term.before).aggregate(number=Count("pk", distinct=True), oldest=Min("kept_since"))
    return facts["number"], facts["oldest"]


def _held_of_all(who: Who, counted: terms.Terms) -> list[Held]:
    """Who stays among everybody of the register whose term is over, one line per reason."""
    keep: Keep = Resident.kept
    term, found = counted.of(keep), {}
    for chunk in _chunks(rows_of(who, Resident, keep, term)) if term else ():
        for one in _held(who, chunk):
            before = found.get((one.code, one.until))
            found[one.code, one.until] = replace(one, residents=one.residents | (before.residents if before else frozenset()))
    return [one for one in found.values() if one.residents]


def rows_of(who: Who, model: type[models.Model], keep: Keep, term: terms.Counted) -> list[UUID]:
    """Primary keys of what is due, oldest first, at most MOST."""
    with acting(who), as_eraser():
        return list(due(model, keep, who, term.before).order_by("kept_since").values_list("pk", flat=True)[:MOST])


def sweep(who: Who, *, most: int = MOST) -> Run:
    """Let go of everything of this organisation that is over its term. Returns the run with its counts."""
    with acting(who):
        run = Run.objects.create(network_id=who.network_id, organisation_id=who.organisation_id)
    swept, counted = Swept(), terms_of(who)
    for model, keep in models_kept():
        term = counted.of(keep)
        if term is None:
            continue
        wanted = rows_of(who, model, keep, term)
        swept.more |= len(wanted) > most
        for chunk in _chunks(wanted[:most]):
            _batch(who, run, model, keep, term, chunk, swept)
    with acting(system(who.organisation_id, Purpose.REGISTER)):
        register.swept(who.organisation_id)
    tidying.tidy(who)
    with acting(who):
        run.ended_at, run.gone, run.held, run.more = now(), swept.gone, swept.held, swept.more
        run.rows = sum(swept.gone.values())
        run.save()
    return run


def terms_of(who: Who) -> terms.Terms:
    with acting(who):
        return terms.of(who)


def _chunks(wanted: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(wanted), BATCH):
        yield wanted[start:start + BATCH]


def _batch(who: Who, run: Run, model: type[models.Model], keep: Keep, term: terms.Counted, chunk: list[UUID],
           swept: Swept) -> None:
    """One transaction: the rows, the act, the line."""
    with transaction.atomic():
        found = _people(who, chunk, swept) if model is Resident else _rows(who, model, keep, term, chunk)
        if not sum(found.values()):
            return
        with acting(who):
            audit.record(who, "keeping.sweep", run, table=model._meta.db_table, rows=sum(found.values()), term=term.days)
            Run.objects.filter(pk=run.pk).update(rows=F("rows") + sum(found.values()))
    swept.add(found)
    destroyed(who.organisation_id, "term", found, days=term.days, line=term.line)


def _rows(who: Who, model: type[models.Model], keep: Keep, term: terms.Counted, chunk: list[UUID]) -> erasing.Found:
    with acting(who), as_eraser():
        still = due(model, keep, who, term.before).filter(pk__in=chunk).values_list("pk", flat=True)
        locked = list(model._default_manager.filter(pk__in=list(still)).select_for_update(
            skip_locked=True, no_key=keep.scrub is not Scrub.DROP_ROW).values_list("pk", flat=True))
        rows = model._default_manager.filter(pk__in=locked)
        return drop(rows) if keep.scrub is Scrub.DROP_ROW else blank(rows)


def _people(who: Who, chunk: list[UUID], swept: Swept) -> erasing.Found:
    """Residents go with all that hangs on them, except who is held back."""
    held = _held(who, chunk)
    for one in held:
        swept.held[one.code] = swept.held.get(one.code, 0) + len(one.residents)
    return remove(who, [i for i in chunk if not any(i in one.residents for one in held)])


def remove(who: Who, people: list[UUID]) -> erasing.Found:
    """All rows of these residents, in every module. Without looking for their names in free text."""
    if not people:
        return {}
    with acting(who), as_eraser():
        subject = register.subject(who, people, words=False)
    for module in erasing.ERASERS:
        if hasattr(module, "let_go"):
            module.let_go(subject, who)
    with acting(who), as_eraser():
        return erasing.total(*(module.erase(subject) for module in erasing.ERASERS))


def held_back(who: Who, subject: erasing.Subject) -> list[Held]:
    """Why these people may not go by themselves: every module is asked, and the holds of this one."""
    with acting(who):
        holds = list(Hold.objects.filter(resident_id__in=subject.residents, lifted_at__isnull=True, until__gte=today()))
    found = [Held("hold", h.reason, frozenset([h.resident_id]), until=h.until) for h in holds]
    with acting(who), as_eraser():
        for module in erasing.ERASERS:
            if hasattr(module, "held"):
                found += module.held(subject)
    return found


def _held(who: Who, people: list[UUID]) -> list[Held]:
    """The same, per resident: who lives in a household that is held is held as well."""
    if not people:
        return []
    with acting(who), as_eraser():
        subject = register.subject(who, people, words=False)
        homes: dict[UUID, set[UUID]] = {}
        for resident, home in Resident.objects.filter(id__in=subject.residents).values_list("id", "household_id"):
            homes.setdefault(home, set()).add(resident)
    asked = frozenset(people)
    return [Held(h.code, h.reason, asked & (h.residents | {r for home in h.households for r in homes.get(home, ())}),
                 until=h.until) for h in held_back(who, subject)]


def destroyed(organisation_id: UUID, why: str, found: erasing.Found, **more: object) -> None:
    """The log of destruction: that it went, never what or whose it was (R18)."""
    line = {"event": "destroyed", "why": why, "organisation": str(organisation_id), "tables": dict(found),
            "rows": sum(found.values()), **more}
    log.info(json.dumps(line, ensure_ascii=False, sort_keys=True))
