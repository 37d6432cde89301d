"""Who is asking. A `Who` is made only here, from a checked membership, link or job.

`acting` opens a transaction with that identity set for the wall; outside it the database shows
nothing. Identities nest and are restored, so a job may act for one organisation after another.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from psycopg import ClientCursor

from waakvlam.kit.time import today

from . import remembering, standing
from .words import PURPOSES, Purpose, Role


@dataclass(frozen=True)
class Who:
    """A person (or the system, or a guest) acting for an organisation, for a purpose."""

    network_id: UUID
    organisation_id: UUID
    organisation_kind: str
    role: str
    purpose: str
    membership_id: UUID | None = None
    person_id: UUID | None = None
    team_id: UUID | None = None
    name: str = ""
    organisation_name: str = ""
    network_name: str = ""
    team_name: str = ""
    only: UUID | None = None
    link_id: UUID | None = None
    link_kind: str = ""

    @property
    def is_guest(self) -> bool:
        return self.only is not None

    def purposes(self) -> tuple[str, ...]:
        """What this role may act for."""
        return PURPOSES.get(self.role, ())

    def for_purpose(self, purpose: str) -> "Who":
        return replace(self, purpose=purpose)


def member(membership_id: UUID | str, purpose: str) -> Who | None:
    """The identity of a membership, or None where it is not (or no longer) valid. One query.

    Sets the wall's settings: call it inside a transaction. The same query tells which version of the covenant
    is in force, which every page asks.
    """
    row = _call("select wall_enter(%s, %s, %s)", [membership_id, purpose, day := today()])
    return None if row is None else _entered(row, purpose, day)


def by_key(sql: str, secret_hash: bytes) -> tuple[Who | None, dict[str, Any]]:
    """As `member`, by a function of the gate that takes a hash and the day, and knows the purpose; with all that it told. One query."""
    row = _call(sql, [secret_hash, day := today()])
    return (None, {}) if row is None else (_entered(row, row["purpose"], day), row)


def _entered(row: dict[str, Any], purpose: str, day: date) -> Who:
    who = standing.note(Who(
        network_id=UUID(row["network_id"]), organisation_id=UUID(row["organisation_id"]),
        organisation_kind=row["kind"], role=row["role"], purpose=purpose,
        membership_id=UUID(row["id"]), person_id=UUID(row["person_id"]),
        team_id=UUID(row["team_id"]) if row["team_id"] else None, name=row["person_name"],
        organisation_name=row["organisation_name"], network_name=row["network_name"],
        team_name=row["team_name"] or ""))
    if row["covenant"]:
        remembering.keep(version_key(who.network_id, day), UUID(row["covenant"]))
    return who


def version_key(network_id: UUID, day: date) -> tuple[str, UUID, date]:
    """Under which the version of the covenant that is in force is remembered."""
    return "covenant", network_id, day


def system(organisation_id: UUID | str, purpose: str) -> Who:
    """The system, working for one organisation. Raises LookupError where it does not exist."""
    with restored(), transaction.atomic():
        standing.forget()
        row = _call("select wall_enter_system(%s, %s)", [organisation_id, purpose])
    if row is None:
        raise LookupError(f"no organisation {organisation_id}")
    return Who(network_id=UUID(row["network_id"]), organisation_id=UUID(row["organisation_id"]),
               organisation_kind=row["kind"], role=Role.SYSTEM, purpose=purpose,
               name="Waakvlam", organisation_name=row["organisation_name"])


def guest(secret_hash: bytes, purpose: str = Purpose.HANDOVER) -> Who | None:
    """The identity behind a link, or None. Sets the wall: call it inside a transaction."""
    row = _call("select link_open(%s, %s)", [secret_hash, purpose])
    return None if row is None else standing.note(Who(
        network_id=UUID(row["network_id"]), organisation_id=UUID(row["organisation_id"]),
        organisation_kind=row["kind"], role=row["role"], purpose=purpose,
        organisation_name=row["organisation_name"], only=UUID(row["subject_id"]),
        link_id=UUID(row["link_id"]), link_kind=row["link_kind"]))


TELL = "select wall_set(%s, %s, %s, %s, %s, %s, %s)"


@contextmanager
def acting(who: Who) -> Iterator[Who]:
    """A transaction in which the wall knows `who`; what stood before comes back afterwards."""
    with restored(), transaction.atomic():
        enter(who)
        yield who


@contextmanager
def seeing(who: Who) -> Iterator[Who]:
    """Read as `who` inside the transaction that is open: no savepoint, so two statements at most.

    For reads only: what fails in the database takes the whole transaction with it. Raises
    RuntimeError outside a transaction, where the wall would forget `who` at once.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("seeing() needs an open transaction; use acting()")
    with restored():
        enter(who)
        yield who


def enter(who: Who) -> None:
    """Set the wall for the rest of this transaction. One query; none where `who` stands already."""
    if standing.read() == who:
        return
    with connection.cursor() as db:
        db.execute(TELL, settings_of(who))
    standing.note(who)


def settings_of(who: Who) -> list[Any]:
    """What TELL takes."""
    return [who.network_id, who.organisation_id, who.person_id, [who.team_id] if who.team_id else [],
            who.role, who.purpose, who.only]


@contextmanager
def entered_when_asked(who: Who) -> Iterator[None]:
    """The wall hears of `who` in one message with the first statement inside, before it; nothing asked, nothing told.

    For reads only, between `restored`. PostgreSQL carries out the statements of a message one after the
    other, so the wall stands before the question is even planned. Inside another of these, only the inner one tells.
    """
    told, mine = standing.read() == who, object()
    innermost = _asking.set(mine)

    def telling(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        nonlocal told
        if told or sql == TELL or _asking.get() is not mine:
            return execute(sql, params, many, context)
        told = True
        if many or not isinstance(params, list | tuple) or not isinstance(context["cursor"].cursor, ClientCursor):
            enter(who)  # what cannot share a message: many at once, named parameters, a cursor on the server
            return execute(sql, params, many, context)
        execute(f"{TELL}; {sql}", (*settings_of(who), *params), many, context)
        standing.note(who)
        context["cursor"].nextset()
        return None

    try:
        with connection.execute_wrapper(telling):
            yield
    finally:
        _asking.reset(innermost)


_asking: ContextVar[object] = ContextVar("waakvlam_asking", default=None)


@contextmanager
def restored() -> Iterator[None]:
    """Inside a larger transaction, put back the identity that stood before.

    Stands outside the inner transaction, so that it also works after a rollback to a savepoint.
    """
    before = _before() if connection.in_atomic_block else None
    try:
        yield
    finally:
        if before is not None and not connection.needs_rollback:
            if isinstance(before, Who):
                enter(before)
            else:
                _put_back(before)


def _before() -> "Who | list[str]":
    """Who stands; read from the database only where Python does not know for certain."""
    return standing.read() or _settings()


NAMES = ("network", "organisation", "person", "teams", "role", "purpose", "only")


def _settings() -> list[str]:
    with connection.cursor() as db:
        db.execute("select " + ", ".join(f"coalesce(current_setting('waakvlam.{n}', true), '')" for n in NAMES))
        return list(db.fetchone() or [])


def _put_back(values: list[str]) -> None:
    standing.forget()
    with connection.cursor() as db:
        db.execute("select " + ", ".join(f"set_config('waakvlam.{n}', %s, true)" for n in NAMES), values)


def _call(sql: str, args: list[Any]) -> dict[str, Any] | None:
    with connection.cursor() as db:
        db.execute(sql, args)
        found = (db.fetchone() or [None])[0]
    row: dict[str, Any] | None = json.loads(found) if isinstance(found, str) else found
    return row
