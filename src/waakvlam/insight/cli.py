"""`waakvlam export algorithms`: the register of algorithms as data."""

import json
from pathlib import Path

import click
from django.utils import translation

from waakvlam.access.cli.parts import find_network, of_network, spoken
from waakvlam.kit.cli import branch

from . import algorithm_queries


@click.command("algorithms")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True))
@of_network
@spoken
def export_algorithms(file: Path, network: str) -> None:
    """Write the rules that choose or route to FILE (- is standard output), as the Algoritmeregister asks."""
    with translation.override("nl"):
        facts = algorithm_queries.register(find_network(network).id, "owner")
    with click.open_file(str(file), "w", encoding="utf-8") as out:
        out.write(json.dumps(facts, ensure_ascii=False, indent=2) + "\n")


def register(root: click.Group) -> None:
    branch(root, "export").add_command(export_algorithms)
