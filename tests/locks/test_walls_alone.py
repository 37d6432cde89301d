"""Every table × every verb × every way to be wrong, by raw SQL as the application's role."""

import pytest

from .above import above  # noqa: F401  a fixture
from .wall_model import SEEN
from .walls import VERBS, WALLED, filled, lets_through, sees_too_little, stands

pytestmark = [pytest.mark.proves("C19", "R2", "R14"), pytest.mark.slow]



def test_every_table_with_a_wall_stands_in_the_model():
    assert set(WALLED) - set(SEEN) == set(), "say in tests/locks/wall_model.py what must be right to see this"
    assert set(SEEN) - set(WALLED) == set(), "a line for a table that is gone"


def test_one_wrong_aspect_of_an_identity_closes_every_row(above):  # noqa: F811
    found = filled()
    assert set(WALLED) - set(found) == set(), "nothing was tried on these tables: make a thing of each in tests/things"
    stood = {(t, v): stands(t, v, *found[t]) for t, v in VERBS}
    assert {at for at, stand in stood.items() if stand is None} == set(), (
        "nobody may do this to any row: say in READY (tests/locks/wall_model.py) what makes a row right, or take the verb from the wall")
    wrong = {f"{t}, {v}": through for (t, v), stand in stood.items() if stand and (through := list(lets_through(stand)))}
    assert wrong == {}, "these went through with one thing wrong"
    assert {t: w for t, (who, seen) in found.items() if (w := sees_too_little(t, who, seen))} == {}
