"""Commands of the house itself: database, server, worker."""

import json
import os
import subprocess
import sys

import click
from django.conf import settings

from . import checks, database


def start_database() -> bool:
    """Start the embedded server where nothing else was given; returns whether it was started here."""
    if not settings.EMBEDDED or os.environ.get("WAAKVLAM_SOCKET"):
        return False
    started = settings.EMBEDDED_SERVER.start()
    settings.EMBEDDED_SERVER.create(settings.EMBEDDED_NAME)
    return started


def register(root: click.Group) -> None:
    for command in (migrate, serve, worker, bench):
        root.add_command(command)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print facts as JSON.")
@click.option("--print-roles", is_flag=True, help="Print the SQL that a database administrator runs once.")
def migrate(as_json: bool, print_roles: bool) -> None:
    """Bring the database up to date, then rebuild the wall around every table."""
    if print_roles:
        click.echo(";\n".join([*database.role_statements(), *database.extension_statements()]) + ";")
        return
    from .migrating import migrate as bring_up_to_date

    start_database()
    rebuilt = bring_up_to_date()
    facts = {"database": settings.DATABASES["default"]["NAME"], "wall_rebuilt": rebuilt}
    click.echo(json.dumps(facts) if as_json else f"The database is up to date; the wall was "
               f"{'rebuilt' if rebuilt else 'already as declared'}.")


def gunicorn(port: int, host: str = "127.0.0.1", workers: int = 2, threads: int = 8) -> list[str]:
    """The command that serves pages. Bind to loopback; a proxy with TLS stands before it."""
    return [sys.executable, "-m", "gunicorn", "waakvlam.config.wsgi:application",
            "--bind", f"{host}:{port}", "--workers", str(workers), "--threads", str(threads),
            "--worker-class", "gthread", "--timeout", "120", "--graceful-timeout", "10",
            "--log-level", "warning", "--no-control-socket"]


@click.command()
@click.option("--port", default=8000, show_default=True, envvar="PORT", help="Port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--workers", default=2, show_default=True, help="Processes.")
def serve(port: int, host: str, workers: int) -> None:
    """Serve the pages (put a proxy with TLS before it in production)."""
    start_database()
    checks.refuse_without_wall()
    command = gunicorn(port, host, workers)
    os.execv(command[0], command)  # noqa: S606  in our place, so that signals reach it


@click.command()
@click.option("--concurrency", default=2, show_default=True, help="Jobs at a time.")
@click.option("--once", is_flag=True, help="Stop when no job waits.")
def worker(concurrency: int, once: bool) -> None:
    """Do the jobs: imports, deliveries, clocks, seals."""
    from procrastinate.contrib.django import app

    start_database()
    checks.refuse_without_wall()
    # A connection of its own, that listens; Django's serves the tasks.
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(concurrency=concurrency, wait=not once)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def bench(arguments: tuple[str, ...]) -> None:
    """Measure the main screens and commands beside a hand-written SQL floor."""
    raise SystemExit(subprocess.call([sys.executable, "-m", "bench", *arguments], cwd=database.HERE))
