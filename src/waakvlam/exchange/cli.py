"""`waakvlam export logboek`: processing lines as OTLP/JSON, one message a line."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from waakvlam.access.cli.parts import find_network, find_organisation, of_network, spoken
from waakvlam.access.models import ProcessingLine
from waakvlam.kit.cli import DAY, branch
from waakvlam.kit.time import start_of

from .logboek import otlp

AT_ONCE = 500


@click.command()
@click.option("--otlp-json", "file", required=True, metavar="FILE",
              type=click.Path(dir_okay=False, path_type=Path, allow_dash=True), help="Where to; - is standard output.")
@click.option("--since", type=DAY, help="From this day on.")
@click.option("--organisation", default="", metavar="SLUG", help="Only the lines of one organisation.")
@of_network
@spoken
def logboek(file: Path, since: date | None, organisation: str, network: str) -> None:
    """Processing lines (Logboek Dataverwerkingen) as spans. Subjects are encrypted; users are not in here."""
    rows = ProcessingLine.objects.using("owner").filter(network_id=find_network(network).id)
    if organisation:
        rows = rows.filter(organisation_id=find_organisation(organisation, network).id)
    if since:
        rows = rows.filter(start_time__gte=int(start_of(since).timestamp() * 1000))
    with click.open_file(str(file), "w", encoding="utf-8") as out:
        count = _write(rows, out)
    click.echo(f"{count} lines written", err=True)


def _write(rows: Any, out: Any) -> int:
    """In order of id, some at a time: constant memory."""
    last, count = None, 0
    while chunk := list((rows.filter(id__gt=last) if last else rows).order_by("id")[:AT_ONCE]):
        out.write(json.dumps(otlp.as_json(chunk), ensure_ascii=False) + "\n")
        last, count = chunk[-1].id, count + len(chunk)
    return count


def register(root: click.Group) -> None:
    branch(root, "export").add_command(logboek)
