"""Adding a row, or asking one value, where the statement is known beforehand.

Django writes the SQL of each question and insert anew, which takes longer than PostgreSQL takes to carry it out. Of a model
an insert is always the same, so here it is written once. For what stands beside every act: a line in the log, a clock.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

M = TypeVar("M", bound=Model)


def add(row: M) -> M:
    """Insert it as it stands, id and all; one statement, which `together` gathers. No signals are sent.

    Raises what the database raises.
    """
    with connection.cursor() as db:
        db.execute(_statement(type(row)), [
            f.get_db_prep_save(f.pre_save(row, True), connection) for f in row._meta.concrete_fields])
    row._state.adding, row._state.db = False, connection.alias
    return row


@lru_cache(maxsize=64)
def _statement(model: type[Model]) -> str:
    name = connection.ops.quote_name
    fields = model._meta.concrete_fields
    columns = ", ".join(name(str(f.column)) for f in fields)
    return f"INSERT INTO {name(model._meta.db_table)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608


def value(sql: str, params: Sequence[Any]) -> Any:
    """The first value of the first row; None where there is no row. One query."""
    with connection.cursor() as db:
        db.execute(sql, params)
        return (db.fetchone() or [None])[0]
