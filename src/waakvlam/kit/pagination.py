"""Keyset pages and capped counts: no page grows slower with the data."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connections
from django.db.models import Q, QuerySet

from .errors import Invalid

T = TypeVar("T")
CAP = 1000


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list. `after` is the cursor of the next page, or empty."""

    items: Sequence[T]
    after: str = ""
    is_first: bool = True

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def encode(values: Sequence[Any]) -> str:
    """A cursor from the sort values of the last row."""
    plain = [v.isoformat() if isinstance(v, date) else str(v) if isinstance(v, UUID) else v
             for v in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def decode(cursor: str, length: int) -> list[Any]:
    """Raises Invalid where the cursor is not one of ours."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if isinstance(values, list) and len(values) == length:
            return values
    except (ValueError, UnicodeDecodeError):
        pass
    raise Invalid("cursor", "Deze bladwijzer klopt niet. Begin weer bij de eerste bladzijde.",
                  came_in=cursor[:80])


def keyset(rows: QuerySet[Any], *order: str, after: str = "", size: int = 50) -> Page[Any]:
    """A page of `rows` ordered by `order` (each "name" or "-name", the last one unique).

    One query of size + 1 rows; all directions must be the same, so that PostgreSQL can
    walk one index.
    """
    names = [o.lstrip("-") for o in order]
    descending = order[0].startswith("-")
    if any(o.startswith("-") != descending for o in order):
        raise ValueError(f"keyset order must have one direction: {order}")
    if after:
        rows = rows.filter(_beyond(names, decode(after, len(names)), "lt" if descending else "gt"))
    found = list(rows.order_by(*order)[: size + 1])
    more = len(found) > size
    found = found[:size]
    last = encode([_value(found[-1], n) for n in names]) if more else ""
    return Page(found, last, not after)


def _beyond(names: list[str], values: list[Any], op: str) -> Q:
    """(a, b) beyond (x, y) spelled out: a < x or (a = x and b < y)."""
    found = Q()
    for i, name in enumerate(names):
        equal = {names[j]: values[j] for j in range(i)}
        found |= Q(**equal, **{f"{name}__{op}": values[i]})
    # The redundant bound on the first column is what lets the planner start in the index.
    return Q(**{f"{names[0]}__{op}e": values[0]}) & found


def _value(row: Any, name: str) -> Any:
    for part in name.split("__"):
        row = row[part] if isinstance(row, dict) else getattr(row, part)
    return row


def capped_count(rows: QuerySet[Any], cap: int = CAP) -> tuple[int, bool]:
    """(count, more): counts at most `cap` rows, so that it costs the same at any scale."""
    found = rows.order_by()[: cap + 1].count()
    return min(found, cap), found > cap


def capped_counts(rows: QuerySet[Any], *names: str, cap: int = CAP) -> list[tuple[Any, ...]]:
    """Each combination of these columns with how many rows have it, among cap + 1 rows at most. One query, a line each."""
    sql, params = rows.order_by().values_list(*names)[: cap + 1].query.sql_with_params()
    columns = ", ".join(f'"{name}"' for name in names)
    with connections[rows.db].cursor() as db:
        db.execute(f"select {columns}, count(*) from ({sql}) counted group by {columns}", params)  # noqa: S608  the fields of a model
        found: list[tuple[Any, ...]] = db.fetchall()
    return found


def grouped(items: Sequence[T], key: Callable[[T], Any]) -> dict[Any, list[T]]:
    """Items by key, in order of first appearance."""
    found: dict[Any, list[T]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found
