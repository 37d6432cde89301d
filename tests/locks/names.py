"""Rows of a handover, written by raw SQL in another's name or by a reach that is not (or no longer) right.

Each side tries with its own reach in order: only then does a refusal say what refused.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from waakvlam.access.identity import Who
from waakvlam.access.models import Reach
from waakvlam.access.tests import cast
from waakvlam.access.wall import APP
from waakvlam.access.words import Purpose
from waakvlam.kit.time import now

from .above import act_as
from .tried import went_through
from .wall_model import BY_EITHER, BY_SENDER, FOR_HANDOVERS, NEVER_BY_LINK, SHARED

STRANGE = UUID(int=7)
Row = dict[str, Any]
# How a reach can be wrong: closed, narrowed to others, of another compartment or purpose, past its day.
WRONG: dict[str, dict[str, Any]] = {
    "closed": {"ended_at": now()}, "to another team": {"team_id": STRANGE}, "to another person": {"person_id": STRANGE},
    "of another compartment": {"compartment": "other"}, "for another purpose": {"purpose": "call_round"},
    "past its day": {"until": now() - timedelta(days=2)}}


def in_anothers_name(table: str, row: Row) -> list[str]:
    """Inserts that went through and should not: what, for each side of the handover that the row is of."""
    if table not in SHARED and table not in BY_SENDER:
        return []
    about = row["id"] if table == "handovers_handover" else row["handover_id"]
    sides = _sides(about)
    if sides is None:
        return []
    found = [what for what, who, given in _names(table, sides, row) if _inserts(who, table, given)]
    for who in sides:
        own = row | {"organisation_id": who.organisation_id} if "organisation_id" in row else row
        if _inserts(who, table, own):
            found += [f"with a reach {what}" for what in _by_wrong_reach(table, about, who, own)]
    return found


def _sides(about: UUID) -> tuple[Who, Who] | None:
    """Somebody of “wonen”, which sent it, and of the municipality, which received it."""
    sender, receiver = (cast.who(k, Purpose.HANDOVER) for k in ("alice", "carla"))
    with _above(), connection.cursor() as db:
        db.execute("select sender_id, receiver_id from handovers_handover where id = %s", [about])
        return (sender, receiver) if db.fetchone() == (sender.organisation_id, receiver.organisation_id) else None


def _names(table: str, sides: tuple[Who, Who], row: Row) -> Iterator[tuple[str, Who, Row]]:
    sender, receiver = sides
    if "organisation_id" in row and table not in BY_EITHER:
        yield "by the receiver in the sender's name", receiver, row | {"organisation_id": sender.organisation_id}
        yield "by the sender in the receiver's name", sender, row | {"organisation_id": receiver.organisation_id}
    if table in BY_SENDER:
        yield "by the receiver", receiver, row | {"organisation_id": receiver.organisation_id}
    if table in NEVER_BY_LINK:
        yield "by a link to it", replace(sender, only=row["handover_id"]), row


def _by_wrong_reach(table: str, about: UUID, who: Who, row: Row) -> Iterator[str]:
    if table not in SHARED:
        return
    for what, change in WRONG.items():
        with transaction.atomic():
            with _above():
                Reach.objects.filter(subject_id=about, organisation_id=who.organisation_id, compartment=SHARED[table]).update(**change)
            told = _inserts(who, table, row)
            # Acting for what the reach says now: right for its status, wrong for work on a handover.
            told = told or (table in FOR_HANDOVERS and "purpose" in change and _inserts(replace(who, purpose=change["purpose"]), table, row))
            transaction.set_rollback(True)
        if told:
            yield what


class _above:  # noqa: N801  read as a word: with _above()
    """As the superuser for a moment, then as the application again."""

    def __enter__(self) -> None:
        act_as("none")

    def __exit__(self, *_error: object) -> None:
        act_as(APP)


def _inserts(who: Who, table: str, row: Row) -> bool:
    columns = ", ".join(f'"{c}"' for c in row)
    return went_through(who, f"insert into {table} ({columns}) values ({', '.join(['%s'] * len(row))})", list(row.values()))
