"""`waakvlam demo`: everything that a look at Waakvlam needs, from one command."""

import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import click
from django.conf import settings
from rich.console import Console

from .running import Demo, port_is_free


def register(root: click.Group) -> None:
    root.add_command(demo)


@click.command()
@click.option("--port", default=8000, show_default=True, envvar="PORT", help="Port to listen on.")
@click.option("--load-only", is_flag=True, help="Make the database and its content, then stop.")
@click.option("--register", "register_file", type=click.Path(dir_okay=False, path_type=Path),
              help="Write next month's register of Vlierwonen to this file (.xlsx or .csv), to import.")
@click.option("--forget", is_flag=True, help="Stop the demo's database and remove what it holds.")
def demo(port: int, load_only: bool, register_file: Path | None, forget: bool) -> None:
    """A believable neighbourhood at http://127.0.0.1:8000, with people to sign in as.

    The first start makes the database (a minute or two); after that it is ready in seconds.
    Ctrl-C stops it; what you did is kept.
    """
    if forget:
        return _forget()
    if register_file:
        return _write_register(register_file)
    if not load_only and not port_is_free(port):
        raise click.ClickException(
            f"Port {port} is taken. Stop what listens there, or choose another: PORT=8001 make demo")
    with _telling() as tell:
        from .preparing import prepare

        started = prepare(tell)
    if load_only:
        click.echo("The demo is loaded.")
        return None
    return _run(port, started)


def _run(port: int, started: bool) -> None:
    with Demo(port, stop_database=started) as running:
        running.wait_until_ready()
        click.echo(f"Waakvlam is ready at http://127.0.0.1:{port}")
        sys.stdout.flush()
        running.wait()


def _write_register(path: Path) -> None:
    from .next_month import write

    click.echo(f"{path}: {write(path)} residents")


def _forget() -> None:
    """Only the embedded database: a real server is never emptied from here."""
    if not settings.EMBEDDED:
        raise click.ClickException("DATABASE_URL is set: the demo does not remove databases on a real server.")
    from .preparing import forget

    forget()
    click.echo("The demo is forgotten.")


@contextmanager
def _telling():  # type: ignore[no-untyped-def]
    """What happens now, on the terminal only: standard output carries the one line."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _text: None
        return
    with console.status("Waakvlam: database") as status:
        tell: Callable[[str], None] = lambda text: status.update(f"Waakvlam: {text}")  # noqa: E731
        yield tell
