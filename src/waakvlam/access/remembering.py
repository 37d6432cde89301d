"""What is read once in a transaction: kept in Python until it ends or anything in it rolls back."""

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection

from .standing import this_transaction

T = TypeVar("T")
_kept: ContextVar[tuple[Any, Any, dict[Hashable, Any]] | None] = ContextVar("waakvlam_kept", default=None)


def once(key: Hashable, find: Callable[[], T | None]) -> T | None:
    """What `find` gives, asked once per transaction. Absence is not kept: it may come."""
    if not connection.in_atomic_block:
        return find()
    kept = _of_now()
    if key not in kept:
        found = find()
        if found is None:
            return None
        kept[key] = found
    value: T = kept[key]
    return value


def keep(key: Hashable, value: Any) -> None:
    """What was learned on the way: `once` need not ask it in this transaction."""
    if connection.in_atomic_block:
        _of_now()[key] = value


def forget() -> None:
    """Something that may be kept was changed."""
    _kept.set(None)


def _of_now() -> dict[Hashable, Any]:
    block, hooks = this_transaction()
    kept = _kept.get()
    if kept is None or kept[0] is not block or kept[1] is not hooks:
        kept = (block, hooks, {})
        _kept.set(kept)
    return kept[2]
