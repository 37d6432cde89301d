"""What migrations made is what the models say: no column, index or named constraint less, no column or check more."""

import pytest
from django.apps import apps
from django.db import connection

COLUMNS = "select attrelid::regclass::text, attname from pg_attribute where attnum > 0 and not attisdropped and attrelid::regclass::text = any(%s)"
CHECKS = "select conrelid::regclass::text, conname from pg_constraint where contype = 'c' and conrelid::regclass::text = any(%s)"
STANDS = """select conrelid::regclass::text, conname from pg_constraint where conrelid::regclass::text = any(%s)
            union select indrelid::regclass::text, indexrelid::regclass::text from pg_index where indrelid::regclass::text = any(%s)"""


def told(question: str, tables: list[str]) -> set[tuple[str, str]]:
    with connection.cursor() as db:
        db.execute(question, [tables] * question.count("%s"))
        return set(db.fetchall())


@pytest.mark.django_db
def test_the_database_holds_what_the_models_say() -> None:
    models = [m._meta for m in apps.get_models() if m._meta.managed and m._meta.app_config.name.startswith("waakvlam.")]
    tables = [m.db_table for m in models]
    named = {(m.db_table, each.name) for m in models for each in (*m.constraints, *m.indexes)}
    columns = {(m.db_table, field.column) for m in models for field in m.local_concrete_fields}
    assert len(models) > 100 and len(named) > 200
    assert told(COLUMNS, tables) == columns
    assert named - told(STANDS, tables) == set()
    not_below_zero = {(table, f"{table}_{column}_check") for table, column in columns}
    assert told(CHECKS, tables) - named - not_below_zero == set()
