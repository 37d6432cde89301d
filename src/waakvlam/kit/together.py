"""Writing several rows in one message to the database.

PostgreSQL carries out the statements of a message one after the other, and each sees what those before it wrote, as if
they had come by themselves. What goes is the waiting for an answer to each, which nobody reads.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count
from typing import Any

from django.db import DatabaseError, connection
from psycopg import ClientCursor

# Before a statement whose answer nobody reads: a function that writes.
UNREAD = "/* unread */ "


@contextmanager
def together() -> Iterator[None]:
    """Inserts inside, and what is marked UNREAD, are sent together: with the next question, and at the end at the latest.

    All of it or nothing: where something fails inside, what was sent is undone, to a savepoint that went along with it.
    What is wrong with one is raised when it is sent. Raises RuntimeError outside a transaction, where each would stand by itself.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("together() needs an open transaction")
    if _inside.get():
        raise RuntimeError("together() inside together(): the inner one could not be undone by itself")
    held, hooks, token = _Held(f"together_{next(_NUMBERS)}"), [*connection.run_on_commit], _inside.set(True)

    def gathering(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        cursor = context["cursor"].cursor
        if many or not isinstance(cursor, ClientCursor):
            held.begin()
            held.send()  # this cannot share a message
            return execute(sql, params, many, context)
        if _gives_nothing(sql):
            held.keep(cursor.mogrify(sql, params))
            return None
        if not held.waiting:
            return execute(sql, params, many, context)
        before = held.taken()
        execute("; ".join([*before, cursor.mogrify(sql, params)]), None, False, context)
        for _one in before:
            cursor.nextset()
        return None

    try:
        with connection.execute_wrapper(gathering):
            yield
        if connection.needs_rollback:
            held.undo(hooks)
        else:
            held.end()
    except BaseException:
        held.undo(hooks)
        raise
    finally:
        _inside.reset(token)


_NUMBERS = count(1)
_inside: ContextVar[bool] = ContextVar("waakvlam_together", default=False)


class _Held:
    """What waits to be sent, and the savepoint that goes before the first of it."""

    def __init__(self, point: str) -> None:
        self.point, self.waiting, self.has_begun, self.was_sent = point, list[str](), False, False

    def begin(self) -> None:
        if not self.has_begun:
            self.has_begun = True
            self.waiting.append(f"SAVEPOINT {self.point}")

    def keep(self, statement: str) -> None:
        self.begin()
        self.waiting.append(statement)

    def taken(self) -> list[str]:
        """What is on its way from now on."""
        found, self.waiting, self.was_sent = self.waiting, [], True
        return found

    def send(self) -> None:
        """Past the wrappers: the one of `together` would keep it waiting again."""
        if self.waiting:
            with connection.wrap_database_errors, connection.connection.cursor() as db:
                db.execute("; ".join(self.taken()))

    def end(self) -> None:
        if self.has_begun:
            self.waiting.append(f"RELEASE SAVEPOINT {self.point}")
            self.send()

    def undo(self, hooks: list[Any]) -> None:
        """As Django undoes a block inside a transaction; what was to follow the commit goes too, in a list of its own."""
        self.waiting.clear()
        connection.run_on_commit = hooks
        if self.was_sent:
            connection.needs_rollback = False
            try:
                self.waiting += [f"ROLLBACK TO SAVEPOINT {self.point}", f"RELEASE SAVEPOINT {self.point}"]
                self.send()
            except DatabaseError:
                connection.needs_rollback = True


def _gives_nothing(sql: str) -> bool:
    return sql.startswith(UNREAD) or (sql.startswith("INSERT INTO ") and " RETURNING " not in sql)
