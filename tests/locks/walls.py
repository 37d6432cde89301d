"""The third lock alone: raw SQL on real rows, with one thing wrong at a time (wrongs.py, wall_model.py).

Every verb of every table stands once: somebody whom the wall lets do it to a row. Then each way to be wrong
is tried on that same row. The changes are a superuser's, without triggers, and taken back.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.db.models import JSONField
from psycopg.types.json import Jsonb

from tests.filling import fill, identities, model_of
from tests.objects import everything
from waakvlam.access import identity
from waakvlam.access.identity import Who
from waakvlam.access.wall import APP, walls
from waakvlam.access.words import Role
from waakvlam.handovers.tests import factories

from .above import act_as
from .tried import went_through
from .wall_model import LEFT, READY, SEEN, TAKEN_OVER, WRITERS, WRITTEN, parts
from .wrongs import STRANGE, US, Lean, Of, Wrong, wrong_identities

FEW = 40  # rows of a table that are tried until somebody may write one
WALLED = {t: w for t, w in walls().items() if w is not None and w.verbs and w.name != "open"}
VERBS = [(table, verb) for table, wall in sorted(WALLED.items()) for verb in wall.verbs]
Row = dict[str, Any]
RIGHT = Wrong("nothing")


@dataclass(frozen=True)
class Stand:
    """Somebody who may do this to this row."""

    table: str
    verb: str
    who: Who
    row: Row

    def does(self, wrong: Wrong, row: Row, left: Row | None = None) -> bool:
        """Whether the wall lets it by, with this wrong about who asks and the row as it was laid, and `left` as."""
        return _does(self, replace(self.who, **_read(wrong.who, self)), row, left or {})


def filled() -> dict[str, tuple[Who, set[str]]]:
    """Table → an identity that sees rows of it, and those rows."""
    everything()
    factories.offered("carla", to="zorg")  # so that whoever receives also sends
    found: dict[str, tuple[Who, set[str]]] = {}
    for table in WALLED:
        for attempt in (0, 1):
            seen = next(((who, seen) for slug in ("wonen", "gemeente") for who in _orderly(slug) if (seen := rows(table, who))), None)
            if seen:
                found[table] = seen
            if seen or attempt or not fill(table):
                break
    return found


def rows(table: str, who: Who) -> set[str]:
    with identity.acting(who), connection.cursor() as db:
        db.execute(f"select {_pk(table)}::text from {table}")
        return {row[0] for row in db.fetchall()}


def stands(table: str, verb: str, who: Who, seen: set[str]) -> Stand | None:
    """Somebody of that organisation and a row that it may do this to, or nothing: then a refusal says nothing."""
    for row in _values(table, who, seen):
        here = Stand(table, verb, who, row)
        with laid(here, RIGHT) as prepared:
            for may in (who, *_orderly(_slug(who))):
                if _does(here, may, prepared, {}):
                    return replace(here, who=may)
    return None


def wrongs(table: str, verb: str) -> list[Wrong]:
    """Everything that must close this verb: from the aspects of the model, and from what every row has."""
    aspects, purposes, roles = SEEN[table]
    if verb != "select":
        aspects, roles = WRITTEN.get(f"{table} {verb}", WRITTEN.get(table, aspects)), WRITERS.get(table, roles)
    found = [*wrong_identities(aspects, purposes, roles), *parts(table, verb)]
    columns = {f.column for f in model_of(table)._meta.concrete_fields}
    found = [w for w in found if {*w.row} <= columns and ("organisation_id" not in w.row or "o" in aspects or len(w.row) > 1)]
    if "network_id" in columns and "n" in aspects:
        found.append(Wrong("a row of another network", row={"network_id": STRANGE}))
    if "seal" in columns and verb == "insert":
        found.append(Wrong("a row that is sealed", row={"seal": 1}))
    return found


def lets_through(stand: Stand) -> Iterator[str]:
    """What was wrong, and yet the wall let it by."""
    every = wrongs(stand.table, stand.verb)
    with laid(stand, RIGHT) as row:
        yield from (w.what for w in every if not (w.row or w.leans) and stand.does(w, row))
    for wrong in every:
        if wrong.row or wrong.leans:
            with laid(stand, wrong) as row:
                through = stand.does(wrong, row)
            if through:
                yield wrong.what
        if wrong.row and stand.verb == "update":
            yield from _moved(stand, wrong)


def _moved(stand: Stand, wrong: Wrong) -> Iterator[str]:
    """A change that makes a wrong row right takes what is another's; one that makes it wrong gives it away."""
    with laid(stand, RIGHT) as right:
        pass
    with laid(stand, wrong) as row:
        made_right = stand.table not in TAKEN_OVER and stand.does(wrong, row, {column: right[column] for column in wrong.row})
    with laid(stand, replace(wrong, row={})) as row:
        made_wrong = stand.does(wrong, row, _read(wrong.row, stand))
    if made_right:
        yield f"{wrong.what}, made right"
    if made_wrong:
        yield f"made {wrong.what}"


def sees_too_little(table: str, who: Who, seen: set[str]) -> list[str]:
    """Purposes and roles that should open the rows, and do not: so that a closed door proves nothing."""
    _aspects, purposes, roles = SEEN[table]
    wanted = [replace(who, purpose=p) for p in sorted(purposes)] if who.purpose in purposes and table != "handovers_handover" else []
    return [f"{w.role}/{w.purpose}" for w in wanted if table.startswith(("people_", "outreach_")) and not rows(table, w) & seen]


@contextmanager
def laid(stand: Stand, wrong: Wrong) -> Iterator[Row]:
    """The row with what makes it ready and its one thing wrong; taken back afterwards. To insert it needs no row."""
    ready, pk = READY.get(f"{stand.table} {stand.verb}", READY.get(stand.table, RIGHT)), _pk(stand.table)
    ours = {"organisation_id": US} if "organisation_id" in stand.row and stand.verb != "select" else {}
    changed = {**_read(ours | ready.row, stand), **_read(wrong.row, stand)}
    with transaction.atomic():
        act_as("none")
        with connection.cursor() as db:
            db.execute("set local session_replication_role = replica")
            if stand.verb in ("update", "delete"):  # these name no row: so their policy stands without that of select
                db.execute(f"delete from {stand.table} where {pk} <> %s", [stand.row[pk]])
            if changed and stand.verb != "insert":
                _change(db, Lean(stand.table, {pk: stand.row[pk]}, changed), stand)
            for lean in (*ready.leans, *wrong.leans):
                _change(db, lean, stand)
            db.execute("set local session_replication_role = origin")
        act_as(APP)
        yield stand.row | changed
        transaction.set_rollback(True)


def _change(db: Any, lean: Lean, stand: Stand) -> None:
    where, change = _read(lean.where, stand), _read(lean.change, stand)
    found = " and ".join(f"{c} = any(%s)" if isinstance(v, list) else f"{c} = %s" for c, v in where.items())
    db.execute(f"update {lean.table} set {_changes(change)} where {found}", [*change.values(), *where.values()])


def _read(values: Any, stand: Stand) -> Row:
    return {k: (getattr(stand.who, v.column) if v.of_who else stand.row[v.column]) if isinstance(v, Of) else v
            for k, v in values.items()}


def _does(stand: Stand, who: Who, row: Row, left: Row) -> bool:
    """Changing and removing name no row and read no column: so their policy stands alone, without that of select."""
    pk, values, left = _pk(stand.table), list(row.values()), _read(LEFT.get(stand.table, {}), stand) | left
    sql, args = {
        "select": (f"select 1 from {stand.table} where {pk} = %s", [row[pk]]),
        "insert": (f"insert into {stand.table} ({_listed(row)}) values ({', '.join(['%s'] * len(row))})", values),
        "update": (f"update {stand.table} set {_changes({pk: 0} | left)}", [row[pk], *left.values()]), "delete": (f"delete from {stand.table}", [])}[stand.verb]
    return went_through(who, sql, args)


def _values(table: str, who: Who, seen: set[str]) -> list[Row]:
    """The newest rows that this somebody sees, as they would be written; its own before others'."""
    fields = [f for f in model_of(table)._meta.concrete_fields if not f.generated]
    with identity.acting(who), connection.cursor() as db:
        db.execute(f"select {_listed(f.column for f in fields)} from {table} where {_pk(table)}::text = any(%s) order by {_pk(table)} desc",
                   [sorted(seen)])
        found = [{f.column: None if f.column == "seal" else Jsonb(v) if isinstance(f, JSONField) and v is not None else v
                  for f, v in zip(fields, row, strict=True)} for row in db.fetchmany(FEW)]
    return sorted(found, key=lambda row: row.get("organisation_id", who.organisation_id) != who.organisation_id)


def _listed(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _changes(columns: Iterable[str]) -> str:
    return ", ".join(f"{column} = %s" for column in columns)


def _pk(table: str) -> str:
    return model_of(table)._meta.pk.column


@cache
def _orderly(slug: str) -> list[Who]:
    """The roles at work first: the system sees more than people do, and a role may be shut out."""
    return sorted(identities(slug), key=lambda w: w.role == Role.SYSTEM)


def _slug(who: Who) -> str:
    return next(s for s in ("wonen", "gemeente") if identities(s)[0].organisation_id == who.organisation_id)
