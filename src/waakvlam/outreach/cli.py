"""`waakvlam export report`: a round's figures as the page gives them, by command."""

from pathlib import Path
from uuid import UUID

import click
from django.utils.translation import override

from waakvlam.access import audit, identity
from waakvlam.access.cli.parts import (
    as_json,
    find_organisation,
    of_network,
    of_organisation,
    say,
    spoken,
)
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose
from waakvlam.kit.cli import branch
from waakvlam.kit.errors import Absent, Invalid

from . import exporting, queries
from .models import Round
from .policies import OutreachPermission


def register(root: click.Group) -> None:
    branch(root, "export").add_command(export_report)


@click.command("report")
@click.argument("round_", metavar="ROUND")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Of the words in it.")
@of_organisation
@of_network
@as_json
@spoken
def export_report(round_: str, file: Path, language: str, organisation: str, network: str, as_json: bool) -> None:
    """Write the report of ROUND (its name or id) to FILE: .pdf, or .xlsx with the figures.

    No person stands in it, and numbers under ten are left out. The act goes into the log.
    """
    by = identity.system(find_organisation(organisation, network).id, Purpose.CALL_ROUND)
    with identity.acting(by), override(language):
        found = _round(by, round_)
        file.write_bytes(_made(by, found, file.suffix.lower()))
    say({"round": found.id, "name": found.name, "file": str(file)}, as_json, f"{file}: {found.name}")


def _made(by: Who, found: Round, kind: str) -> bytes:
    if kind not in (".pdf", ".xlsx"):
        raise Invalid("export_kind", "The file must end in .pdf or .xlsx.", came_in=kind, expected=".pdf, .xlsx")
    require(by, OutreachPermission.EXPORT, found)
    progress, names = queries.progress(by, found), queries.neighbourhood_names(by)
    audit.record(by, "round.export", found, kind="report" if kind == ".pdf" else "workbook")
    return exporting.report(by, found, progress, names) if kind == ".pdf" else exporting.workbook(found, progress, names)


def _round(by: Who, given: str) -> Round:
    """By id or by name. Raises Absent, which names the rounds there are, or Invalid where two share a name."""
    try:
        return queries.found_round(by, UUID(given))
    except ValueError:
        rows = Round.objects.filter(organisation_id=by.organisation_id)
    found = list(rows.filter(name=given)[:2])
    if not found:
        known = "; ".join(rows.order_by("-starts_on").values_list("name", flat=True)[:20])
        raise Absent("round", f"No round {given!r}. Known: {known or 'none'}.")
    if len(found) > 1:
        raise Invalid("round", f"More than one round is called {given!r}; give its id.")
    return found[0]
