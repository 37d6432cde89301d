"""Taking any part of a lock away makes a test of that lock fail. A sample per day; `make mutants` takes all."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from tests.locks.walls import filled
from waakvlam.access.wall import APP

from . import policies, walls
from .run import survivors

pytestmark = [pytest.mark.slow, pytest.mark.proves("C19", "R2")]


@pytest.fixture
def above(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A superuser who acts as the application, and may change a wall within the transaction."""
    with django_db_blocker.unblock():
        ours = connection.settings_dict["USER"]
        connection.close()
        connection.settings_dict["USER"] = "postgres"
        try:
            with transaction.atomic():
                with connection.cursor() as db:
                    db.execute(f"set role {APP}")
                yield
                transaction.set_rollback(True)
        finally:
            connection.close()
            connection.settings_dict["USER"] = ours


def test_every_predicate_of_every_policy_is_missed():
    assert survivors(policies.mutants()) == []


def test_every_condition_of_every_wall_is_missed(above):
    found = filled()
    with connection.cursor() as db:  # what a deferred constraint waits for must not stand in the way
        db.execute("set constraints all immediate")
        db.execute("set constraints all deferred")
    assert survivors(walls.mutants(found)) == []
