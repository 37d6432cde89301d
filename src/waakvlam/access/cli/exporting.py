"""`waakvlam export covenant`, `audit` and `processing`: what a partner takes out of its own accord."""

import json
from pathlib import Path
from typing import Any

import click
from django.utils import translation

from .. import queries
from ..covenant import in_force
from .audit import export as export_acts
from .covenant import export as export_covenant
from .parts import acting_for, of_network, of_organisation, say, spoken


@click.command("processing")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True))
@of_organisation
@of_network
@spoken
def export_processing(file: Path, organisation: str, network: str) -> None:
    """Write the register of processing activities (article 30 GDPR) of an organisation to FILE (- is standard output).

    From the covenant in force: purposes, grounds, categories, recipients, terms and sources.
    """
    with translation.override("nl"), acting_for(organisation, network) as who:
        version = in_force(who.network_id)
        facts: dict[str, Any] = {
            "organisatie": who.organisation_name, "convenantversie": version.number if version else None,
            "verwerkingsactiviteiten": [activity.facts() for activity in queries.activities(who)]}
    with click.open_file(str(file), "w", encoding="utf-8") as out:
        out.write(json.dumps(facts, ensure_ascii=False, indent=2) + "\n")
    if str(file) != "-":
        say(facts, False, f"{len(facts['verwerkingsactiviteiten'])} activities written to {file}")


def join(export: click.Group) -> None:
    """The same commands stand under their own group and under `export`."""
    export.add_command(export_covenant, "covenant")
    export.add_command(export_acts, "audit")
    export.add_command(export_processing)
