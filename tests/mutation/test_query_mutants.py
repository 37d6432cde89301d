"""Taking any filter on who asks out of any query makes the test of queries fail. `make mutants` takes all."""

import pytest

from tests.locks.above import above  # noqa: F401  a fixture
from tests.locks.queries import queries
from tests.locks.world import made

from .queries import mutants, sites, through
from .run import survivors

pytestmark = [pytest.mark.slow, pytest.mark.proves("C19", "R2")]
A_DAY = 4  # each asks many queries again: `make mutants` takes them all


def test_every_filter_stands_in_a_query_that_is_asked():
    assert [site.name for site in sites() if not through(site)] == []
    assert len({site.name for site in sites()}) == len(sites()) >= len(queries())


def test_every_filter_of_every_query_is_missed(above):  # noqa: F811
    assert survivors(mutants(made()), A_DAY) == []
