"""`waakvlam network` and `waakvlam organisation`: made by an operator, as the owner of the tables."""

import click

from waakvlam.kit.errors import Invalid

from ..operating import add_network, add_organisation
from ..words import Kind
from .parts import as_json, columns, find_network, of_network, say, spoken


@click.group()
def network() -> None:
    """Networks: partners in an area under one covenant."""


@network.command("add")
@click.argument("name")
@click.option("--slug", required=True, help="Short name in addresses and commands.")
@as_json
@spoken
def add(name: str, slug: str, as_json: bool) -> None:
    """Make a network with the first version of its covenant."""
    made = add_network(name=name, slug=slug)
    say({"id": made.id, "name": made.name, "slug": made.slug}, as_json,
        f"Network {made.slug} is made, with version 1 of the covenant. "
        f"Next: waakvlam organisation add NAME --slug … --kind … --network {made.slug}")


@click.group()
def organisation() -> None:
    """Partners in a network."""


@organisation.command("add")
@click.argument("name")
@click.option("--slug", required=True, help="Short name in addresses and commands.")
@click.option("--kind", required=True, type=click.Choice([str(k) for k in Kind]), help="The covenant speaks in these words.")
@click.option("--email", default="", help="Shared mailbox for what waits.")
@click.option("--without-accounts", is_flag=True, help="Answers by link only.")
@of_network
@as_json
@spoken
def add_(name: str, slug: str, kind: str, email: str, without_accounts: bool, network: str, as_json: bool) -> None:
    """Let a partner join a network. It sees nothing of what was shared before."""
    made = add_organisation(network=find_network(network), name=name, slug=slug, kind=kind, email=email,
                            has_accounts=not without_accounts)
    say({"id": made.id, "name": made.name, "slug": made.slug, "kind": made.kind}, as_json,
        f"{made.name} joined. Next: waakvlam user add EMAIL --name … --role administrator --organisation {made.slug}")


@organisation.command("list")
@of_network
@as_json
@spoken
def list_(network: str, as_json: bool) -> None:
    """All partners of a network."""
    from ..models import Organisation

    found = find_network(network)
    rows = list(Organisation.objects.using("owner").filter(network=found).order_by("slug"))
    if not rows:
        raise Invalid("organisation", f"Network {found.slug} has no partners yet.")
    say([{"id": o.id, "slug": o.slug, "name": o.name, "kind": o.kind} for o in rows], as_json,
        columns([("slug", "name", "kind"), *((o.slug, o.name, o.kind) for o in rows)]))
