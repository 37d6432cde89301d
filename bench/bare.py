"""The wall and the logs off, to measure what they cost. A switch of the bench, and of nothing else.

The product has no such switch: what is turned off here is turned off in this process, for connections
of a role that only the bench's own server knows. `bare` refuses everywhere but on the throwaway
database that `bench` made for itself a moment ago.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from uuid import UUID

ROLE = "waakvlam_bare"
NAME = "bench"
MARK = "throwaway of the bench: everything in it is made up"


class NotTheBench(RuntimeError):
    """Somewhere else than on the bench's own database."""


def mark(server: Any) -> None:
    """Called by the bench on the server that it made: says that this database may be undressed."""
    import psycopg

    with psycopg.connect(server.dsn(), autocommit=True) as db:
        db.execute(f"comment on database {NAME} is '{MARK}'")
        db.execute(f"drop role if exists {ROLE}; create role {ROLE} login bypassrls")
        db.execute(f"grant waakvlam_app to {ROLE}")


def refuse_elsewhere() -> None:
    """Raises NotTheBench unless all of it holds: embedded, the bench's folder, its name, its mark."""
    from django.conf import settings

    from waakvlam.config import database

    here = settings.DATABASES["default"]
    own = str(database.embedded(NAME).socket)
    if settings.PRODUCTION or settings.DATABASE_URL or not settings.EMBEDDED:
        raise NotTheBench("a real database has a wall, always")
    if (here["HOST"], here["NAME"]) != (own, NAME):
        raise NotTheBench(f"{here['NAME']!r} on {here['HOST']!r} is not the bench's own database")
    if not _marked():
        raise NotTheBench("this database does not bear the mark of the bench")


def _marked() -> bool:
    """Asked of the database behind the connection, whatever the settings say."""
    from django.db import connections

    with connections["default"].cursor() as db:
        db.execute("select datname, shobj_description(oid, 'pg_database') from pg_database "
                   "where datname = current_database()")
        return bool(db.fetchone() == (NAME, MARK))


class Bare:
    """Two connections side by side, so that turns with and without take a moment each."""

    def __init__(self) -> None:
        from django.db import connections

        refuse_elsewhere()
        self.walled = connections["default"]
        self.bare = self.walled.copy("default")
        self.bare.settings_dict = {**self.walled.settings_dict, "USER": ROLE}

    @contextmanager
    def off(self, *, wall: bool = True, logs: bool = True) -> Iterator[None]:
        """Inside: no row level security, no act, no processing line."""
        from django.db import connections

        from waakvlam.access import audit

        with patch.multiple(audit, record=_unwritten, flush=_forget, _write=_nothing) if logs else _as_it_is():
            connections["default"] = self.bare if wall else self.walled
            try:
                yield
            finally:
                connections["default"] = self.walled


@contextmanager
def _as_it_is() -> Iterator[None]:
    yield


def _nothing(*_given: Any) -> None:
    """Instead of writing lines."""


def _forget(_who: Any) -> None:
    from waakvlam.access import audit

    audit._current.set(None)


def _unwritten(by: Any, verb: str, subject: Any = None, **_detail: Any) -> Any:
    from waakvlam.access.models import Audit

    return Audit(id=UUID(int=0), verb=verb, network_id=by.network_id, organisation_id=by.organisation_id)
