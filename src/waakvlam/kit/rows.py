"""Adding a row, or asking one value, where the statement is known beforehand.

Django writes the SQL of each question and insert anew, and PostgreSQL plans it anew; both take longer than carrying it out.
Here a row goes as one value to a function that was planned before. For what stands beside every act: a line in the log, a clock.
"""

import json
from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

from .together import UNREAD

M = TypeVar("M", bound=Model)


def add(row: M) -> M:
    """Insert it as it stands, id and all, by the function `<table>_add`; one statement, which `together` gathers.

    No signals are sent. Raises what the database raises, also where there is no such function.
    """
    with connection.cursor() as db:
        db.execute(f"{UNREAD}select {row._meta.db_table}_add(%s)", [as_json(columns(row))])
    stands(row)
    return row


def columns(row: Model) -> dict[str, Any]:
    """{column: value} of a row that is to be inserted."""
    return {str(f.column): f.get_prep_value(f.pre_save(row, True)) for f in row._meta.concrete_fields}


def stands(row: Model) -> None:
    """The row was inserted by other means than its own `save`: saving it again changes it."""
    row._state.adding, row._state.db = False, connection.alias


def as_json(value: Any) -> str:
    """As PostgreSQL takes it for a column of any type."""
    return json.dumps(value, default=_plain)


def value(sql: str, params: Sequence[Any]) -> Any:
    """The first value of the first row; None where there is no row. One query."""
    with connection.cursor() as db:
        db.execute(sql, params)
        return (db.fetchone() or [None])[0]


def _plain(value: Any) -> str:
    return f"\\x{value.hex()}" if isinstance(value, bytes) else str(value)
