"""What several files of tests of calling begin with."""

import pytest

from waakvlam.access.identity import acting

from .calls import ALICE, round_of


@pytest.fixture
def three():
    """A running round of three households."""
    with acting(ALICE):
        return round_of(ALICE, 3)
