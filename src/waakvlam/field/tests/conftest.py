"""A sheet of today for Bob and Bea, and their phones."""

from collections.abc import Callable

import pytest

from waakvlam.access.identity import acting
from waakvlam.access.tests import cast
from waakvlam.field.tests.phone import Phone
from waakvlam.outreach.models import Sheet
from waakvlam.outreach.tests.visits import ALICE, round_on_foot, sheet_of


@pytest.fixture
def sheet(db: None) -> Sheet:
    with acting(ALICE):
        return sheet_of(ALICE, round_on_foot(), cast.who("bob").person_id, cast.who("bea").person_id)


@pytest.fixture
def phone(sign_in: Callable) -> Callable[..., Phone]:
    return lambda key="bob": Phone(sign_in(key))
