"""The suite's database: a private PostgreSQL for the run, migrated once, copied per process.

Tests connect as the application's role, never as the owner: what the wall hides from the
application it hides from the tests. WAAKVLAM_SOCKET uses a server that stands.

Making and migrating a database costs seconds, so a finished one is kept in the data folder and
used again as long as nothing that shapes it has changed.
"""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import psycopg
import pytest

from waakvlam.config import database

TEMPLATE = "waakvlam_template"
PACKAGE = Path(__file__).resolve().parents[1]
SHAPES = ("*/migrations/*.py", "*/models.py", "*/models/*.py", "people/importing.py", "*/sql/*.sql",
          "access/*.py", "access/tests/cast.py", "config/database.py", "config/settings.py")
SHAPES_KEPT = 4  # besides the one that is kept now


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("WAAKVLAM_SOCKET") or hasattr(config, "workerinput"):
        return
    server = database.temporary()
    if (kept := _kept()).exists():
        server.base.mkdir(parents=True)
        copied = subprocess.run(["cp", "-a", str(kept), str(server.data)], capture_output=True)
        if copied.returncode:  # another run removed it meanwhile: begin from nothing
            shutil.rmtree(server.data, ignore_errors=True)
    server.start()
    os.environ["WAAKVLAM_SOCKET"] = str(server.socket)
    config._waakvlam_server = server  # type: ignore[attr-defined]


def pytest_unconfigure(config: pytest.Config) -> None:
    server = getattr(config, "_waakvlam_server", None)
    if server is None:
        return
    if not _kept().exists() and _exists(server, TEMPLATE):
        _keep(server)
    server.stop("immediate")
    shutil.rmtree(server.base.parent, ignore_errors=True)  # the folder that `temporary` made for it
    os.environ.pop("WAAKVLAM_SOCKET", None)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """A database of our own for this process, holding the fixed cast of the tests."""
    from django.conf import settings
    from django.db import connections

    name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    with django_db_blocker.unblock():
        for target in (TEMPLATE, name):
            for alias in ("default", "owner"):
                connections[alias].close()
                for known in (settings.DATABASES[alias], connections[alias].settings_dict):
                    known.update(NAME=target, HOST=os.environ["WAAKVLAM_SOCKET"])
            settings.EMBEDDED_NAME = target
            if target == TEMPLATE:
                _make(name)
    yield
    with django_db_blocker.unblock():
        connections.close_all()


def _make(name: str) -> None:
    """The template, where this server has none yet (one process at a time), and our copy of it."""
    from django.db import connections

    from waakvlam.access.tests.cast import make_cast
    from waakvlam.config.migrating import migrate

    server = database.Embedded(Path(os.environ["WAAKVLAM_SOCKET"]).parent)
    with psycopg.connect(server.dsn(), autocommit=True) as db:
        db.execute("select pg_advisory_lock(7283947)")
        if not _exists(server, f"{TEMPLATE}_{_shape()}"):
            db.execute(f"drop database if exists {TEMPLATE}")
            server.create(TEMPLATE)
            migrate()
            make_cast()
            connections.close_all()
            # The name of an empty database marks which shape the template has.
            db.execute(f"create database {TEMPLATE}_{_shape()}")
        connections.close_all()
        db.execute(f'create database "{name}" template {TEMPLATE} owner {database.OWNER}')


def _exists(server: database.Embedded, name: str) -> bool:
    with psycopg.connect(server.dsn(), autocommit=True) as db:
        return db.execute("select 1 from pg_database where datname = %s", [name]).fetchone() is not None


@lru_cache(maxsize=1)
def _shape() -> str:
    """A hash over everything that shapes an empty database, as it was when the run began: who changes files
    meanwhile must not have the old database kept under the new name."""
    files = sorted({f for pattern in SHAPES for f in PACKAGE.glob(pattern)})
    told = hashlib.sha256()
    for file in files:
        told.update(str(file.relative_to(PACKAGE)).encode() + file.read_bytes())
    return told.hexdigest()[:16]


def _kept() -> Path:
    home = Path(os.environ.get("WAAKVLAM_HOME") or PACKAGE.parents[1] / ".data")
    return (Path("/var/lib/waakvlam") if os.geteuid() == 0 else home) / f"tests-{_shape()}"


def _keep(server: database.Embedded) -> None:
    """Keep the template for the next run, and the newest few of other shapes: trees beside each other. Copied aside, then renamed: two runs
    that end at once both leave a whole one."""
    with psycopg.connect(server.dsn(), autocommit=True) as db:
        for (name,) in db.execute("select datname from pg_database where datname like 'test\\_%'").fetchall():
            db.execute(f'drop database "{name}" with (force)')
    server.stop("fast")
    kept = _kept()
    kept.parent.mkdir(parents=True, exist_ok=True)
    for old in sorted(kept.parent.glob("tests-*"), key=lambda shape: shape.stat().st_mtime)[:-SHAPES_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    aside = kept.with_name(f"aside-{os.getpid()}")
    subprocess.run(["cp", "-a", str(server.data), str(aside)], check=True)
    try:
        aside.rename(kept)
    except OSError:
        shutil.rmtree(aside, ignore_errors=True)
