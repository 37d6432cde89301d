"""`waakvlam covenant`: what the network agreed, and why somebody can or cannot see something."""

import csv
import json
from pathlib import Path
from typing import Any

import click

from waakvlam.kit.errors import Absent, Invalid
from waakvlam.kit.time import today

from .. import audit as log
from .. import covenant_text, identity
from ..covenant import Line
from ..explaining import Explanation, What, explain
from ..models import Covenant, CovenantRule, Membership, Network
from ..words import Purpose
from .parts import acting_for, as_json, find_network, of_network, say, spoken


@click.group()
def covenant() -> None:
    """The covenant: who may use what, for which purpose, on which ground, how long."""


@covenant.command()
@of_network
@as_json
@spoken
def show(network: str, as_json: bool) -> None:
    """The version in force as a table in words."""
    found = find_network(network)
    version, lines = _in_force(found)
    head = f"{found.name}, version {version.number}, in force from {version.in_force_from:%Y-%m-%d}"
    facts = {"network": found.slug, "version": version.number, "in_force_from": version.in_force_from.isoformat(),
             "reason": version.reason, "lines": covenant_text.facts(lines)}
    say(facts, as_json, f"{head}\n\n{covenant_text.table(lines)}".rstrip())


@covenant.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@of_network
@spoken
def export(file: Path, network: str) -> None:
    """Write the version in force to FILE: .txt (the form that the pages read back), .csv or .json."""
    _version, lines = _in_force(find_network(network))
    if file.suffix == ".txt":
        file.write_text(covenant_text.render(lines), encoding="utf-8")
    elif file.suffix == ".json":
        file.write_text(json.dumps(covenant_text.facts(lines), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    elif file.suffix == ".csv":
        with file.open("w", encoding="utf-8", newline="") as out:
            rows = covenant_text.facts(lines)
            writer = csv.DictWriter(out, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    else:
        raise Invalid("file", f"{file.name}: this form is unknown.", expected=".txt, .csv or .json")
    click.echo(f"{len(lines)} rows written to {file}")


def _in_force(network: Network, using: str = "owner") -> tuple[Covenant, list[Line]]:
    version = (Covenant.objects.using(using).filter(network=network, in_force_from__lte=today())
               .order_by("-in_force_from", "-number").first())
    if version is None:
        raise Absent("covenant", f"Network {network.slug} has no covenant in force.")
    rows = CovenantRule.objects.using(using).filter(covenant=version).order_by("kind", "purpose", "category")
    return version, [Line(r.kind, r.purpose, r.category, r.ground, r.term_days, r.source) for r in rows]


@covenant.command("explain")
@click.option("--who", "email", required=True, metavar="EMAIL", help="Whose right it is about.")
@click.option("--what", required=True, metavar="CATEGORY|KIND:ID", help="A category of data, or one thing.")
@click.option("--purpose", required=True, type=click.Choice([str(p) for p in Purpose]), help="For what it would be used.")
@click.option("--permission", default="", help="Also ask the permission table, e.g. outreach.approve.")
@click.option("--organisation", default="", metavar="SLUG", help="As whom, where somebody works for several.")
@click.option("--role", default="", help="As what, where somebody has several roles.")
@as_json
@spoken
def explain_(email: str, what: str, purpose: str, permission: str, organisation: str, role: str, as_json: bool) -> None:
    """Say which row of the covenant, of reach and of the permission table decides; asking is logged.

    Runs with that person's own identity, so the database's wall gives its own answer.
    """
    wanted = What.read(what)
    membership = _membership(email, organisation, role)
    with acting_for(membership.organisation.slug, membership.network.slug) as operator:
        log.record(operator, "covenant.explain", membership, what=wanted.kind or wanted.category, purpose=purpose)
        who = identity.member(membership.id, purpose)
        if who is None:
            raise Absent("member", f"{email}: this role has ended.")
        with identity.acting(who):
            found = explain(who, wanted, permission)
    say(_facts(found), as_json, _text(found, email, what, purpose))


def _membership(email: str, organisation: str, role: str, using: str = "owner") -> Membership:
    rows = (Membership.objects.using(using).filter(person__email__iexact=email, until__isnull=True)
            .select_related("organisation", "network"))
    given = {"organisation__slug": organisation, "role": role}
    found = list(rows.filter(**{key: value for key, value in given.items() if value}))
    if not found:
        raise Absent("member", f"Nobody with address {email} has a standing role here.")
    if len(found) > 1:
        known = ", ".join(f"{m.role} of {m.organisation.slug}" for m in found)
        raise Invalid("member", f"{email} has several roles ({known}); say --organisation and --role.")
    return found[0]


def _facts(found: Explanation) -> dict[str, Any]:
    return {"allowed": found.allowed, "decided_by": found.decided.lock, "rule": found.decided.rule,
            "steps": [{"lock": s.lock, "opens": s.opens, "rule": s.rule} for s in found.steps]}


def _text(found: Explanation, email: str, what: str, purpose: str) -> str:
    marks = {True: "opens ", False: "closed", None: "silent"}
    lines = [f"{email}, {what}, purpose {purpose}: {'allowed' if found.allowed else 'refused'} by {found.decided.lock}"]
    return "\n".join([*lines, *(f"  {marks[s.opens]}  {s.lock:<10}  {s.rule}" for s in found.steps)])
