"""What the bench lays down by SQL still fits the tables: a figure that cannot be measured is noticed today, not at the next run."""

import pytest
from django.db import connections, transaction

from bench import coverage, insight

pytestmark = [pytest.mark.django_db(databases=["default", "owner"]), pytest.mark.proves("C2", "C16")]


@pytest.mark.parametrize("fill", [coverage.fill, insight.fill], ids=["coverage", "insight"])
def test_its_data_fits(fill):
    with transaction.atomic(using="owner"):
        fill(connections["owner"], 200)
        with connections["owner"].cursor() as db:
            db.execute("select count(*) from outreach_attempt")
            assert db.fetchone()[0] >= 10
        transaction.set_rollback(True, using="owner")
