"""What a refusal says, in the language of whoever reads it."""

import pytest
from django.utils.functional import Promise

from waakvlam.access import policies

pytestmark = pytest.mark.proves("C19", "R2")


def test_every_sentence_of_the_permission_table_waits_for_its_readers_language():
    plain = {str(rule.sentence) for rule in policies.TABLE.values() if not isinstance(rule.sentence, Promise)}
    plain |= {str(predicate.sentence) for rule in policies.TABLE.values() for clause in rule.clauses
              for predicate in clause if not isinstance(predicate.sentence, Promise)}
    assert plain == set()
