"""Writing several rows in one message to the database.

PostgreSQL carries out the statements of a message one after the other, and each sees what those before it wrote, as if
they had come by themselves. What goes is the waiting for an answer to each, which nobody reads.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from psycopg import ClientCursor

# Before a statement whose answer nobody reads: a function that writes.
UNREAD = "/* unread */ "


@contextmanager
def together() -> Iterator[None]:
    """Inserts inside, and what is marked UNREAD, are sent together: with the next question, and at the end at the latest.

    What is wrong with one is raised when it is sent, and takes the transaction with it. Raises RuntimeError outside a
    transaction, where each insert would have to stand by itself.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("together() needs an open transaction")
    waiting: list[str] = []

    def gathering(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        cursor = context["cursor"].cursor
        if many or not isinstance(cursor, ClientCursor):
            _send(waiting)  # this cannot share a message
            return execute(sql, params, many, context)
        if _gives_nothing(sql):
            waiting.append(cursor.mogrify(sql, params))
            return None
        if not waiting:
            return execute(sql, params, many, context)
        before = [*waiting]
        waiting.clear()
        execute("; ".join([*before, cursor.mogrify(sql, params)]), None, False, context)
        for _one in before:
            cursor.nextset()
        return None

    with connection.execute_wrapper(gathering):
        yield
    _send(waiting)


def _send(waiting: list[str]) -> None:
    """Past the wrappers: this one would keep it waiting again."""
    if waiting:
        message = "; ".join(waiting)
        waiting.clear()
        with connection.wrap_database_errors, connection.connection.cursor() as db:
            db.execute(message)


def _gives_nothing(sql: str) -> bool:
    return sql.startswith(UNREAD) or (sql.startswith("INSERT INTO ") and " RETURNING " not in sql)
