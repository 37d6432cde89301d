"""What the database says of itself: whether it holds a demo, whole, that the keys of now made."""

import pytest
from django.db import transaction

from waakvlam.demo import load

pytestmark = [pytest.mark.django_db(databases=["default", "owner"]), pytest.mark.proves("C1")]


def test_a_demo_is_whole_once_its_last_step_is_done_and_with_the_keys_that_made_it(settings):
    with transaction.atomic(using="owner"):
        assert not load.is_loaded()
        load._leave_mark()
        assert load.is_loaded()
        settings.SUBJECT_KEY = "made anew, with the folder that held it"
        assert not load.is_loaded()
        transaction.set_rollback(True, using="owner")
