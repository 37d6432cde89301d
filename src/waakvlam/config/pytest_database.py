"""The suite's database: a private PostgreSQL for the run, migrated once, copied per worker.

Tests connect as the application's role, never as the owner: what the wall hides from the
application it hides from the tests. WAAKVLAM_TEST_SERVER=host=… uses a server that stands.
"""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from waakvlam.config import database


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("WAAKVLAM_SOCKET") or hasattr(config, "workerinput"):
        return
    server = database.temporary()
    server.start()
    os.environ["WAAKVLAM_SOCKET"] = str(server.socket)
    config._waakvlam_server = server  # type: ignore[attr-defined]


def pytest_unconfigure(config: pytest.Config) -> None:
    server = getattr(config, "_waakvlam_server", None)
    if server is not None:
        server.stop("immediate")
        shutil.rmtree(server.base.parent if os.geteuid() else server.base, ignore_errors=True)
        os.environ.pop("WAAKVLAM_SOCKET", None)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """A database of our own for this process, holding the fixed cast of the tests."""
    from django.conf import settings
    from django.db import connections

    from waakvlam.access.tests.cast import make_cast
    from waakvlam.config.migrating import migrate

    name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    _prepare(name)
    with django_db_blocker.unblock():
        for alias in ("default", "owner"):
            connections[alias].close()
            for known in (settings.DATABASES[alias], connections[alias].settings_dict):
                known.update(NAME=name, HOST=os.environ["WAAKVLAM_SOCKET"])
        settings.EMBEDDED_NAME = name
        migrate()
        make_cast()
        connections["owner"].close()
    yield
    with django_db_blocker.unblock():
        connections.close_all()


def _prepare(name: str) -> None:
    server = database.Embedded(_base())
    server.create(name)


def _base() -> Any:
    from pathlib import Path

    return Path(os.environ["WAAKVLAM_SOCKET"]).parent
