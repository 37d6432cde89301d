"""Every table × every aspect of an identity × every verb, by raw SQL as the application's role."""

import pytest

from .above import above  # noqa: F401  a fixture
from .wall_model import SEEN
from .walls import WALLED, filled, sees_too_little, sees_too_much, writes_too_much

pytestmark = [pytest.mark.proves("C19", "R2", "R14"), pytest.mark.slow]


def test_every_table_with_a_wall_stands_in_the_model():
    assert set(WALLED) - set(SEEN) == set(), "say in tests/locks/wall_model.py what must be right to see this"
    assert set(SEEN) - set(WALLED) == set(), "a line for a table that is gone"


def test_one_wrong_aspect_of_an_identity_closes_every_row(above):  # noqa: F811
    found = filled()
    assert set(WALLED) - set(found) == set(), "nothing was tried on these tables"
    wrong = {t: w for t, (who, seen) in found.items() if t in SEEN and (w := sees_too_much(t, who, seen))}
    assert wrong == {}
    assert {t: w for t, (who, seen) in found.items() if t in SEEN and (w := sees_too_little(t, who, seen))} == {}
    wrong = {t: w for t, (who, seen) in found.items() if t in SEEN and (w := writes_too_much(t, who, seen))}
    assert wrong == {}
