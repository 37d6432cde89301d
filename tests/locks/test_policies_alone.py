"""The permission table says what its readers wrote down by hand, for everybody and in every relation."""

import pytest

from waakvlam.access import policies

from .policies import wrong
from .policy_model import MODEL

pytestmark = pytest.mark.proves("C19", "R2")


def test_every_permission_stands_in_the_model():
    assert set(policies.TABLE) - set(MODEL) == set(), "say in tests/locks/policy_model.py who may do this"
    assert set(MODEL) - set(policies.TABLE) == set(), "a line for a permission that is gone"


@pytest.mark.parametrize("permission", sorted(MODEL))
def test_the_table_agrees_with_the_model(permission):
    if permission in policies.TABLE:
        assert wrong(permission) == []
