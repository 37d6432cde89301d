"""From nothing to a database that holds the demo; quick where it already does."""

import shutil
from collections.abc import Callable

import click
import psycopg
from django.conf import settings
from django.db import connections

from waakvlam.config.cli import start_database
from waakvlam.config.migrating import migrate

from . import load


def prepare(tell: Callable[[str], None]) -> bool:
    """Start, migrate, load where needed; returns whether the database was started here.

    A load that was broken off, or that was made with other keys, is removed and done again. Raises ClickException where the
    database holds something else.
    """
    started = start_database()
    tell("tables and the wall around them")
    migrate()
    if load.is_loaded():
        return started
    if load.is_begun():
        tell("removing a demo that is there by half, or that other keys made")
        _start_afresh()
        migrate()
    _refuse_strangers()
    load.load(tell)
    _close()
    return started


def forget() -> None:
    """Stop the embedded server and remove its folder with everything in it."""
    server = settings.EMBEDDED_SERVER
    server.stop("fast")
    shutil.rmtree(server.base, ignore_errors=True)


def _start_afresh() -> None:
    """Drop and make the database. Only ours, embedded: elsewhere an operator does that."""
    if not settings.EMBEDDED:
        raise click.ClickException("The demo in the database at DATABASE_URL is there by half, or other keys made it. "
                                   "Empty that database, then start again.")
    _close()
    server, name = settings.EMBEDDED_SERVER, settings.EMBEDDED_NAME
    with psycopg.connect(server.dsn(), autocommit=True) as db:
        db.execute(f'drop database "{name}" with (force)')
    server.create(name)


def _refuse_strangers() -> None:
    from waakvlam.access.models import Network

    others = Network.objects.using("owner").count()
    if others:
        raise click.ClickException("This database holds a network that is not the demo. Set WAAKVLAM_HOME "
                                   "or WAAKVLAM_DATABASE to keep the demo apart.")


def _close() -> None:
    """Children and a dropped database must not find our connections."""
    connections.close_all()
