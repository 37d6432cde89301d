"""The third lock alone: raw SQL on real rows, with one aspect of the identity wrong at a time."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from uuid import UUID

from django.db import connection, transaction
from django.db.models import JSONField
from psycopg.types.json import Jsonb

from tests.filling import fill, identities, model_of
from tests.objects import everything
from waakvlam.access import identity, reach
from waakvlam.access.identity import Who
from waakvlam.access.tests import cast
from waakvlam.access.wall import walls
from waakvlam.access.words import Purpose, Role
from waakvlam.handovers.models import Handover
from waakvlam.handovers.tests import factories
from waakvlam.kit.time import now

from .names import in_anothers_name
from .tried import went_through
from .wall_model import PERSON_OR, SEEN, SHARED, WRITERS, WRITTEN

STRANGE = UUID(int=7)
FEW = 40  # rows of a table that are tried
WALLED = {t: w for t, w in walls().items() if w is not None and w.verbs and w.name != "open"}


def rows(table: str, who: Who) -> set[str]:
    with identity.acting(who), connection.cursor() as db:
        db.execute(f"select {model_of(table)._meta.pk.column}::text from {table}")
        return {row[0] for row in db.fetchall()}


def filled() -> dict[str, tuple[Who, set[str]]]:
    """Table → an identity that sees rows of it, and those rows."""
    everything()
    factories.offered("carla", to="zorg")  # so that whoever receives also sends
    found: dict[str, tuple[Who, set[str]]] = {}
    for table in WALLED:
        for attempt in (0, 1):
            for slug in ("wonen", "gemeente"):
                for who in _orderly(slug):
                    if seen := rows(table, who):
                        found[table] = (who, seen)
                        break
                if table in found:
                    break
            if table in found or attempt or not fill(table):
                break
    return found


@cache
def _orderly(slug: str) -> list[Who]:
    """The roles at work first: the system sees more than people do, and a role may be shut out."""
    return sorted(identities(slug), key=lambda w: w.role == Role.SYSTEM)


def strangers(table: str, who: Who, aspects: str, *, writing: bool = False) -> Iterator[tuple[str, Who]]:
    """This identity with one aspect wrong; only aspects that matter for the table."""
    _aspects, purposes, roles = SEEN[table]
    if "n" in aspects:
        yield "network", replace(who, network_id=STRANGE)
    if "o" in aspects:
        yield "organisation", replace(who, organisation_id=STRANGE)
    if "m" in aspects:
        yield "person", replace(who, person_id=STRANGE)
    if "s" in aspects:
        yield "link to something else", replace(who, only=STRANGE)
    if "p" in aspects:
        for purpose in Purpose:
            if purpose not in purposes:
                yield f"purpose {purpose}", replace(who, purpose=purpose)
    if table in PERSON_OR:
        yield "person, who is none of these roles", replace(who, person_id=STRANGE, role=Role.CALLER)
    if "b" in aspects:
        yield "role and organisation", replace(who, role=Role.CALLER, organisation_id=STRANGE)
    roles = WRITERS.get(table, roles) if writing else roles
    if "r" in aspects and roles:
        shut = {r.removeprefix("-") for r in roles if r.startswith("-")} or {*Role} - roles
        for role in sorted(shut):
            yield f"role {role}", replace(who, role=role)


def sees_too_much(table: str, who: Who, seen: set[str]) -> list[str]:
    """Aspects that were wrong while rows still showed."""
    told = [what for what, stranger in strangers(table, who, SEEN[table][0]) if rows(table, stranger) & seen]
    if table in SHARED:
        tried = (through_reach(table, key, lambda who, key=key: key in rows(table, who)) for key in sorted(seen))
        told += next((t for t in tried if t is not None), [])
    return told


def sees_too_little(table: str, who: Who, seen: set[str]) -> list[str]:
    """Purposes and roles that should open the rows, and do not: so that a closed door proves nothing."""
    _aspects, purposes, roles = SEEN[table]
    wanted = [replace(who, purpose=p) for p in sorted(purposes)] if who.purpose in purposes and table != "handovers_handover" else []
    return [f"{w.role}/{w.purpose}" for w in wanted if table.startswith(("people_", "outreach_")) and not rows(table, w) & seen]


def writes_too_much(table: str, who: Who, seen: set[str], verbs: tuple[str, ...] = ()) -> list[str]:
    """Verbs that went through with one aspect wrong. Changing and removing name no row and read no
    column: so the policy of that verb stands alone, without that of select."""
    wall, model = WALLED[table], model_of(table)
    fields = [f for f in model._meta.concrete_fields if not f.generated]
    columns = ", ".join(f'"{f.column}"' for f in fields)
    found: list[str] = []
    for verb in (v for v in verbs or wall.verbs if v != "select"):
        sql = {"insert": f"insert into {table} ({columns}) values ({', '.join(['%s'] * len(fields))})",
               "update": f"update {table} set network_id = %s", "delete": f"delete from {table}"}[verb]
        values = _copied(table, fields, who, seen, sql) if verb == "insert" else []
        args = {"insert": values, "update": [who.network_id], "delete": []}[verb]
        may = writer(table, verb, who, sql, args)
        found += [f"{verb} with the wrong {what}" for what, stranger in
                  strangers(table, may, WRITTEN.get(table, SEEN[table][0]), writing=True) if went_through(stranger, sql, args)]
        if verb == "insert":
            row = dict(zip((f.column for f in fields), values, strict=True))
            found += [f"insert {what}" for what in in_anothers_name(table, row)]
            if "seal" in row and went_through(may, sql, list((row | {"seal": 1}).values())):
                found.append("insert of what is sealed")
    return found


def _copied(table: str, fields: list, who: Who, seen: set[str], sql: str) -> list:
    """The values of a row that somebody of ours may write: of what a network shares not every row is."""
    columns, pk = ", ".join(f'"{f.column}"' for f in fields), model_of(table)._meta.pk.column
    with identity.acting(who), connection.cursor() as db:
        db.execute(f"select {columns} from {table} where {pk}::text = any(%s) order by {pk} desc", [sorted(seen)])
        rows = [[None if f.column == "seal" else Jsonb(v) if isinstance(f, JSONField) and v is not None else v
                 for f, v in zip(fields, row, strict=True)] for row in db.fetchmany(FEW)]
    at = next((n for n, f in enumerate(fields) if f.column == "organisation_id"), None)
    rows.sort(key=lambda row: at is not None and row[at] != who.organisation_id)
    return next((row for row in rows for w in (who, *_orderly(_slug(who))) if went_through(w, sql, row)), rows[0])


def _slug(who: Who) -> str:
    return next(s for s in ("wonen", "gemeente") if identities(s)[0].organisation_id == who.organisation_id)


_WRITERS: dict[tuple[str, str], Who] = {}


def writer(table: str, verb: str, who: Who, sql: str, args: list) -> Who:
    """Somebody of the same organisation whom the wall lets do it: only then does a refusal say anything."""
    if (table, verb) not in _WRITERS:
        _WRITERS[table, verb] = next((w for w in (who, *_orderly(_slug(who))) if went_through(w, sql, args)), who)
    return _WRITERS[table, verb]


def through_reach(table: str, key: str, gets_in: Callable[[Who], bool]) -> list[str] | None:
    """Ways in which the receiver's reach was wrong, and yet it got in: narrowed to another team or person,
    for another compartment or purpose, past its day, closed. None where “wonen” did not send it to the municipality."""
    sender, receiver = (cast.who(k, Purpose.HANDOVER) for k in ("alice", "carla"))
    column, pk = "id" if table == "handovers_handover" else "handover_id", model_of(table)._meta.pk.column
    found = []
    with transaction.atomic(), identity.acting(sender):
        with connection.cursor() as db:
            db.execute(f"select {column} from {table} where {pk}::text = %s", [key])
            row = db.fetchone()
        if row is None or not Handover.objects.filter(pk=row[0], sender_id=sender.organisation_id,
                                                      receiver_id=receiver.organisation_id).exists():
            return None
        base = reach.Sent("handover_in", row[0], receiver.organisation_id, SHARED[table], Purpose.HANDOVER, "consent")
        for what, changed in WRONG_REACH.items():
            reach.close(row[0], receiver.organisation_id, SHARED[table])
            if changed is not None:
                reach.open_to(replace(base, **changed))
            if gets_in(receiver):
                found.append(what)
        transaction.set_rollback(True)
    return found


WRONG_REACH: dict[str, dict | None] = {
    "closed": None, "to another team": {"team_id": STRANGE}, "to another person": {"person_id": STRANGE},
    "of another compartment": {"compartment": "other"}, "for another purpose": {"purpose": Purpose.CALL_ROUND},
    "past its day": {"until": now() - timedelta(days=2)}}
