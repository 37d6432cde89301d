"""A superuser who acts as the application: may open, or change, a wall within the transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction

from waakvlam.access.wall import APP


@pytest.fixture(scope="module")
def above(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """As the application's role, until somebody says otherwise; all of it is rolled back."""
    with django_db_blocker.unblock():
        ours = connection.settings_dict["USER"]
        connection.close()
        connection.settings_dict["USER"] = "postgres"
        try:
            with transaction.atomic():
                act_as(APP)
                yield
                transaction.set_rollback(True)
        finally:
            connection.close()
            connection.settings_dict["USER"] = ours


def act_as(role: str) -> None:
    """`none` is the superuser itself, for whom no wall stands."""
    with connection.cursor() as db:
        db.execute(f"set role {role}")


@contextmanager
def wall_open() -> Iterator[None]:
    """No wall: what a query gives now, it gives by its own filter."""
    with transaction.atomic():
        act_as("none")
        yield
        transaction.set_rollback(True)


@contextmanager
def wall_closed() -> Iterator[None]:
    """As it stands, and nothing of what happens stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
