"""Vandaag and the search ask much of many modules; they may not grow into dozens of statements."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = [pytest.mark.django_db]
# Inside a test the request's transaction is a savepoint: two statements around it, two for the wall.
AROUND = 4


@pytest.mark.parametrize(
    ("key", "path", "most"),
    # Visiting and major maintenance are purposes of their own: each tells the wall so and asks its sheets, markers, clocks.
    [("alice", "/", 15), ("alice", "/zoeken/?q=be", 14), ("bob", "/", 7), ("charlie", "/", 6), ("roer", "/", 9)],
)
def test_the_first_screens_stay_within_their_statements(sign_in, key, path, most):
    client = sign_in(key)
    client.get(path)  # chooses the purpose, which is kept and logged once
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    statements = "\n".join(query["sql"][:100] for query in asked)
    assert len(asked) - AROUND <= most, statements
