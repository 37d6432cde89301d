"""How many statements a page or command costs, without what only a test adds around it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

# A test stands in a transaction of its own: savepoints, and identities that are put back.
OF_THE_TEST = ("SAVEPOINT", "RELEASE", "select coalesce(current_setting", "select set_config(")


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that were made inside, once it is over."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as seen:
        yield found
    found += [q["sql"] for q in seen if not q["sql"].startswith(OF_THE_TEST)]


@contextmanager
def at_most(most: int) -> Iterator[None]:
    with counted() as found:
        yield
    assert len(found) <= most, f"{len(found)} statements:\n" + "\n".join(sql[:150] for sql in found)
