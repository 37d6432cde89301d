"""Which identity the wall knows now, remembered in Python so that it need not be read back.

The wall's settings live as long as their transaction and fall back with a savepoint. So what is
remembered counts only for exactly the transaction in which it was set, and not once a savepoint
was rolled back: Django gives each transaction its own outermost block and, at every end and every
rollback, a new list of commit hooks. Where either differs the answer is None, and whoever asks
reads the settings from the database.
"""

from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection

T = TypeVar("T")
_known: ContextVar[tuple[Any, Any, Any] | None] = ContextVar("waakvlam_standing", default=None)


def note(who: T) -> T:
    """Remember that the wall was set to `who` in this transaction; gives `who` back."""
    _known.set((*this_transaction(), who) if connection.in_atomic_block else None)
    return who


def forget() -> None:
    """The wall was set by other means: read it back when it matters."""
    _known.set(None)


def read() -> Any:
    """Who stands in this transaction, or None where that is not certain."""
    known = _known.get()
    if known is None or not connection.in_atomic_block:
        return None
    block, hooks = this_transaction()
    return known[2] if known[0] is block and known[1] is hooks else None


def this_transaction() -> tuple[Any, Any]:
    """What tells one transaction (and a rollback inside it) from another."""
    return connection.atomic_blocks[0] if connection.atomic_blocks else None, connection.run_on_commit
