"""Taking any part of a lock away makes a test of that lock fail. A sample per day; `make mutants` takes all."""

import pytest
from django.db import connection

from tests.locks.above import above  # noqa: F401  a fixture
from tests.locks.wall_model import SEEN
from tests.locks.walls import VERBS, filled, stands

from . import policies, walls
from .run import survivors

pytestmark = [pytest.mark.slow, pytest.mark.proves("C19", "R2")]


def test_every_predicate_of_every_policy_is_missed():
    assert survivors(policies.mutants()) == []


def test_every_condition_of_every_wall_is_missed(above):  # noqa: F811
    found = filled()
    with connection.cursor() as db:  # what a deferred constraint waits for must not stand in the way
        db.execute("set constraints all immediate")
        db.execute("set constraints all deferred")
    known = [(table, verb) for table, verb in VERBS if table in SEEN and table in found]  # tests/locks tells of others
    stood = [stand for table, verb in known if (stand := stands(table, verb, *found[table]))]
    assert survivors(walls.mutants(stood)) == []
