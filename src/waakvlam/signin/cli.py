"""`waakvlam import people`: joiners, movers and leavers from a file."""

from pathlib import Path

import click

from waakvlam.access.cli.parts import (
    acting_for,
    as_json,
    columns,
    of_network,
    of_organisation,
    say,
    spoken,
)
from waakvlam.kit.cli import branch

from . import commands, staffing


def register(root: click.Group) -> None:
    branch(root, "import").add_command(people)


@click.command("people")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--apply", "do", is_flag=True, help="Do it. Without this the changes are only shown.")
@of_organisation
@of_network
@as_json
@spoken
def people(file: Path, do: bool, organisation: str, network: str, as_json: bool) -> None:
    """Everybody who works for an organisation, from a CSV file with e-mail, naam, rol and telefoon.

    Who is not on it has left: roles, sessions and tokens end at once. The last administrator stays.
    The same list a second time changes nothing.
    """
    text = staffing.decoded(file.read_bytes())
    with acting_for(organisation, network) as by:
        plan = staffing.plan(text, by=by)
        if do:
            commands.apply_staff(text=text, digest=plan.digest, by=by)
    facts = {"applied": do, "same": plan.same, "refused": [vars(r) for r in plan.refused],
             "changes": [{"kind": c.kind, "email": c.email, "begin": c.begin, "end": [role for _key, role in c.end]}
                         for c in plan.changes]}
    rows = [("what", "e-mail", "roles"), *((c.kind, c.email, c.words()) for c in plan.changes),
            *(("refused", f"line {r.number}" if r.number else r.email, r.reason) for r in plan.refused)]
    done = "Done." if do else "Nothing was changed yet; add --apply to do this."
    say(facts, as_json, (columns(rows) + "\n" + done) if len(rows) > 1 else "Nothing changes.")
