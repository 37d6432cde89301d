"""Pieces of SQL for rows by the thousand, where the ORM would make them one by one."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

# Ids are compared as `= (select %(x)s::uuid)`: the planner must not know the value. Of an
# organisation or import that the last statistics did not see, it would expect no rows at all,
# and choose any index that begins with it.

# A version 7 UUID made in the database (RFC 9562): 48 bits of milliseconds over a random one,
# and the version's bits from 4 to 7. Works on PostgreSQL 15, which has no uuidv7().
UUID7 = ("encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) placing substring(int8send("
         "(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), "
         "'hex')::uuid")


def copied(table: str, like: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """COPY rows into a table that lives until the end of the transaction.

    COPY cannot write to a table with row level security, so what comes after is an
    INSERT … SELECT from here, through the wall.
    """
    names = ", ".join(columns)
    with connection.cursor() as db:
        db.execute(f"drop table if exists {table}")
        db.execute(f"create temp table {table} on commit drop as select {names} from {like} with no data")  # noqa: S608
        with db.copy(f"copy {table} ({names}) from stdin") as out:
            for row in rows:
                out.write_row(row)
        db.execute(f"analyze {table}")  # nobody else will, and the planner guesses badly


def run(sql: str, args: Sequence[Any] | dict[str, Any] = ()) -> int:
    """Execute; the number of rows touched."""
    with connection.cursor() as db:
        db.execute(sql, args)
        return int(db.rowcount)


def kept(table: str, query: str, args: Sequence[Any] | dict[str, Any]) -> None:
    """The rows of a query as a table of its own until the end of the transaction.

    With statistics: a table that was filled a moment ago has none, and a join of two of those
    by nested loops over all rows takes minutes where it should take milliseconds.
    """
    with connection.cursor() as db:
        db.execute(f"drop table if exists {table}")
        db.execute(f"create temp table {table} on commit drop as {query}", args)
        db.execute(f"analyze {table}")


def by_scan() -> None:
    """Whole tables meet here: for the rest of this transaction never row by row."""
    run("set local enable_nestloop = off")
