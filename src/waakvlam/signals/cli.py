"""`waakvlam signals`: what other programs of the same machine hand over."""

import sys

import click

from waakvlam.kit.errors import Absent

NO_USER = 67  # what a mail server reads as: there is no such address, send it back


def register(root: click.Group) -> None:
    root.add_command(signals)


@click.group()
def signals() -> None:
    """Signals that come in from outside."""


@signals.command()
@click.option("--to", default="", help="the address of the envelope, where the mail server knows it")
def mail(to: str) -> None:
    """Take in one message from standard input: let the mail server pipe each message here.

    Ends with 67 where no door has the address. What is refused for another reason ends with 0: it is counted at
    /signalen/deuren/, and sending it back would make a loop.
    """
    from .commands.mailing import take_in_mail

    try:
        done = take_in_mail(raw=sys.stdin.buffer.read(), to=to)
    except Absent:
        click.echo("no door has this address", err=True)
        sys.exit(NO_USER)
    click.echo(f"refused: {done}" if isinstance(done, str) else f"taken in: {done.number}")


@signals.command()
def index() -> None:
    """Write again what signals are found by: after another version of PostgreSQL, whose Dutch stems may differ."""
    from .commands.indexing import index_all

    click.echo(f"{index_all()} signals written")
