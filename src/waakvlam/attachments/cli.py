"""`waakvlam attachments rewrap`: let every file open by a new key, and no longer by the one before."""

import click
from django.db import connection

from waakvlam.access.cli.parts import as_json, say, spoken
from waakvlam.access.identity import system
from waakvlam.access.words import Purpose

from .rewrapping import rewrap


def register(root: click.Group) -> None:
    root.add_command(attachments)


@click.group()
def attachments() -> None:
    """Photos and documents that people add."""


@attachments.command("rewrap")
@as_json
@spoken
def rewrap_all(as_json: bool) -> None:
    """Seal the key of each file with WAAKVLAM_FILE_KEY, where WAAKVLAM_FILE_KEY_OLD still opens it.

    May be broken off and run again. Exit code 1 where a file opens by neither key; then keep the old one.
    """
    with connection.cursor() as db:
        db.execute("select organisation_id from keeping_organisations()")
        organisations = [row[0] for row in db.fetchall()]
    told = [rewrap(system(organisation, Purpose.ADMINISTRATION)) for organisation in organisations]
    facts = {"anew": sum(t.anew for t in told), "already": sum(t.already for t in told),
             "lost": [str(i) for t in told for i in t.lost]}
    say(facts, as_json, f"{facts['anew']} sealed anew, {facts['already']} were already, {len(facts['lost'])} open by neither key.")
    if facts["lost"]:
        raise click.exceptions.Exit(1)
