"""Each query gives by its own filter what the wall would have left: no more, no less."""

import pytest

from .above import above  # noqa: F401  a fixture
from .queries import Look, queries, unknown
from .query_model import ASKED, NOT_YET, QUIET
from .world import World, made

pytestmark = [pytest.mark.proves("C19", "R2"), pytest.mark.slow]


@pytest.fixture(scope="module")
def world(above: None) -> World:  # noqa: F811
    return made()


def test_every_query_is_asked_by_somebody_with_something():
    apps = {q.app for q in queries().values()} - set(ASKED)
    assert not apps, "say in tests/locks/query_model.py ASKED for which purpose and as which role these are asked"
    given = {name: found for name, query in queries().items() if (found := unknown(query))}
    assert not given, "say in tests/locks/query_model.py GIVEN what to give these parameters"


@pytest.mark.parametrize("name", queries())
def test_without_the_wall_it_gives_what_it_gives_behind_it(world, name):
    look = Look(queries()[name], world).all()
    assert not look.wrong, f"{len(look.wrong)} of {look.asked} differ: " + "; ".join(look.wrong)[:900]
    assert bool(look.full) != (name in QUIET or name in NOT_YET), "nobody got anything: this proves nothing; or somebody does now, and a line of NOT_YET can go"
