"""`waakvlam clocks verify`: does everything that is open have an owner and a running clock?"""

import click

from waakvlam.access import waits
from waakvlam.access.cli.parts import as_json, columns, find_network, of_network, say, spoken
from waakvlam.access.identity import acting, system
from waakvlam.access.models import Organisation


@click.group("clocks")
def clocks() -> None:
    """Whatever waits has a clock."""


@clocks.command("verify")
@of_network
@as_json
@spoken
def verify(network: str, as_json: bool) -> None:
    """Find what stands open without a running clock, at every organisation. Exit code 1 where something does."""
    found, looked = [], 0
    for organisation in Organisation.objects.using("owner").filter(network=find_network(network)).order_by("slug"):
        for row in waits.TABLE.values():
            if row.bare is not None:
                looked += 1
                with acting(system(organisation.id, row.purpose)) as who:
                    found += [(organisation.slug, row.slug, ref, str(pk)) for pk, ref in row.bare(who)]
    facts = [dict(zip(("organisation", "kind", "reference", "id"), line, strict=True)) for line in found]
    text = columns([("organisation", "kind", "reference", "id"), *found]) if found else (
        f"Everything that is open has a running clock ({looked} lists looked at).")
    say(facts, as_json, text)
    if found:
        raise SystemExit(1)


def register(root: click.Group) -> None:
    root.add_command(clocks)
