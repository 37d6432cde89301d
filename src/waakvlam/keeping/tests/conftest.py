"""A database of its own in which writes are really committed: what is dumped is what a backup would hold."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from waakvlam.config import database
from waakvlam.config.pytest_database import TEMPLATE


class Real:
    """The database under test, and what it would look like in a backup."""

    def __init__(self, server: database.Embedded, name: str) -> None:
        self.server, self.name = server, name

    def keep(self) -> None:
        """Make a backup of everything."""
        connections.close_all()
        self._copy(f"{self.name}_kept", self.name)

    def put_back(self) -> None:
        """Restore it: what was done since is lost."""
        connections.close_all()
        self._copy(self.name, f"{self.name}_kept")
        with psycopg.connect(self.server.dsn(), autocommit=True) as db:
            db.execute(f"drop database {self.name}_kept")

    def _copy(self, to: str, source: str) -> None:
        with psycopg.connect(self.server.dsn(), autocommit=True) as db:
            db.execute(f"drop database if exists {to} with (force)")
            db.execute(f"create database {to} template {source} owner {database.OWNER}")

    def dump(self) -> str:
        """Everything, as pg_dump writes it."""
        done = database._call(self.server, "pg_dump", "-h", str(self.server.socket), "-U", "postgres", "--inserts", self.name)
        assert done.returncode == 0, done.stdout
        return done.stdout


@pytest.fixture(scope="module")
def real(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Real]:
    server = database.Embedded(Path(os.environ["WAAKVLAM_SOCKET"]).parent)
    name, before = f"real_{os.getpid()}", connections["default"].settings_dict["NAME"]
    with psycopg.connect(server.dsn(), autocommit=True) as db:
        db.execute("select pg_advisory_lock(7283947)")
        db.execute(f"drop database if exists {name} with (force)")
        db.execute(f"create database {name} template {TEMPLATE} owner {database.OWNER}")
    stones, settings.TOMBSTONES = settings.TOMBSTONES, tmp_path_factory.mktemp("stones") / "tombstones.jsonl"
    with django_db_blocker.unblock():
        _point(name)
        yield Real(server, name)
        _point(before)
    settings.TOMBSTONES = stones
    with psycopg.connect(server.dsn(), autocommit=True) as db:
        db.execute(f"drop database {name} with (force)")


def _point(name: str) -> None:
    for alias in ("default", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
