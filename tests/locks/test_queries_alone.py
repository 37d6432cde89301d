"""Each query gives by its own filter what the wall would have left: no more, no less."""

import pytest

from .above import above  # noqa: F401  a fixture
from .queries import Look, modules, queries, unknown
from .query_model import ASKED, INSIDE, QUIET
from .world import World, made

pytestmark = [pytest.mark.proves("C19", "R2"), pytest.mark.slow]


@pytest.fixture(scope="module")
def world(above: None) -> World:  # noqa: F811
    return made()


def test_every_query_is_asked_by_somebody_with_something():
    """Whoever adds a query, or a module with queries, is told here what to say of it."""
    new = sorted(name for name, q in queries().items() if not {q.app, name} & set(ASKED))
    assert not new, "say in tests/locks/query_model.py ASKED for which purpose and as which role these are asked"
    given = {name: found for name, query in queries().items() if (found := unknown(query))}
    assert not given, "say in tests/locks/query_model.py GIVEN what to give these parameters"


def test_nothing_is_said_of_queries_that_are_gone():
    """A line too many would hide a query that gets its name later."""
    functions = {f"{m.__name__.split('.')[1]}.{name}" for m in modules() for name in vars(m)}
    assert not {name for name in INSIDE if name not in functions}
    known = set(queries()) | {q.app for q in queries().values()}
    assert not {name for name in [*ASKED, *QUIET] if name not in known}


@pytest.mark.parametrize("name", queries())
def test_without_the_wall_it_gives_what_it_gives_behind_it(world, name):
    look = Look(queries()[name], world).all()
    assert not look.wrong, f"{len(look.wrong)} of {look.asked} differ: " + "; ".join(look.wrong)[:900]
    assert bool(look.full) != (name in QUIET), (
        "nobody got anything, which proves nothing: give tests/locks/world.py something that this query finds")
