"""`waakvlam covenant`: what the network agreed, and why somebody can or cannot see something."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from django.utils import translation

from waakvlam.kit.cli import DAY
from waakvlam.kit.errors import Absent, Invalid
from waakvlam.kit.time import today

from .. import audit as log
from .. import identity
from ..covenant import Agreement, agreement, articles, comparing, proposals, proposing, text
from ..explaining import Explanation, What, explain
from ..identity import Who
from ..models import Covenant, Membership, Network, Organisation
from ..words import Purpose, Role
from .parts import acting_for, as_json, find_network, of_network, say, spoken


@click.group()
def covenant() -> None:
    """The covenant: who may use what, for which purpose, on which ground, how long."""


@covenant.command()
@of_network
@as_json
@spoken
def show(network: str, as_json: bool) -> None:
    """The version in force as a table in words, with the switches of grounds."""
    found = find_network(network)
    version = _in_force(found)
    content = agreement(version.id, "owner")
    head = f"{found.name}, version {version.number}, in force from {version.in_force_from:%Y-%m-%d}"
    turned = "\n".join(f"{s.ground}: {comparing.switched(s)} ({s.source})" for s in content.switches)
    facts = {"network": found.slug, "version": version.number, "in_force_from": version.in_force_from.isoformat(),
             "reason": version.reason, **content.facts()}
    say(facts, as_json, f"{head}\n\n{text.table(content.lines)}\n{turned}".rstrip())


@covenant.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True))
@of_network
@click.option("--english", is_flag=True, help="The text and the PDF in English; to sign they are in Dutch.")
@as_json
@spoken
def export(file: Path, network: str, english: bool, as_json: bool) -> None:
    """Write the version in force to FILE: .txt, .csv or .json as data, .pdf or .md as articles to sign."""
    found = find_network(network)
    version = _in_force(found)
    content = agreement(version.id, "owner")
    written = _written(file.suffix, found, version, content, "en" if english else "nl")
    file.write_bytes(written.encode() if isinstance(written, str) else written)
    say({"version": version.number, "lines": len(content.lines), "file": str(file)}, as_json,
        f"{len(content.lines)} lines written to {file}")


def _written(suffix: str, network: Network, version: Covenant, content: Agreement, language: str) -> str | bytes:
    data = {".txt": text.render, ".csv": text.as_csv, ".json": text.as_json}.get(suffix)
    if data is not None:
        return data(content)
    if suffix not in (".pdf", ".md"):
        raise Invalid("file", f"{suffix or 'no suffix'}: this form is unknown.", expected=".txt, .csv, .json, .pdf or .md")
    with translation.override(language):
        partners = Organisation.objects.using("owner").filter(network=network).order_by("name").values_list("name", "kind")
        made = articles.document(network.name, version, content, partners)
        return articles.as_pdf(made) if suffix == ".pdf" else articles.as_text(made)


@covenant.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", "email", required=True, metavar="EMAIL", help="The administrator who proposes.")
@click.option("--reason", required=True, help="Why it changes; every partner reads it.")
@click.option("--in-force-from", "day", type=DAY, help="First day; today where left out.")
@as_json
@spoken
def propose(file: Path, email: str, reason: str, day: date | None, as_json: bool) -> None:
    """Propose the whole table in FILE (.txt, .csv or .json) as the next version.

    In the name of that administrator, through the same command as the page. Another one decides.
    """
    content = text.read(file.name, file.read_bytes())
    with _as_administrator(email) as by:
        made = proposing.propose(content=content, in_force_from=day or today(), reason=reason, by=by)
    say({"proposal": made.id, "expires_at": made.expires_at.isoformat()}, as_json,
        f"Proposal {made.id} waits for another administrator. "
        f"Next: waakvlam covenant approve {made.id} --by EMAIL")


@covenant.command()
@click.argument("proposal", type=click.UUID)
@click.option("--by", "email", required=True, metavar="EMAIL", help="The administrator who decides; not who proposed it.")
@click.option("--reject", is_flag=True, help="Reject instead of approve; needs a reason.")
@click.option("--reason", default="", help="Why; whoever proposed it reads it.")
@as_json
@spoken
def approve(proposal: UUID, email: str, reject: bool, reason: str, as_json: bool) -> None:
    """Approve (or reject) a PROPOSAL, in the name of another administrator than proposed it."""
    with _as_administrator(email) as by:
        found = proposals.proposal(by, proposal)
        if reject:
            proposing.reject(proposal=found, reason=reason, by=by)
            return say({"proposal": proposal, "state": "rejected"}, as_json, "Rejected; the version in force stays.")
        made = proposing.approve(proposal=found, reason=reason, by=by)
    return say({"proposal": proposal, "state": "approved", "version": made.number}, as_json,
               f"Version {made.number} holds from {made.in_force_from:%Y-%m-%d}.")


@contextmanager
def _as_administrator(email: str) -> Iterator[Who]:
    """Somebody's own identity, for an operator who works for them; the log says it came in this way."""
    membership = _membership(email, "", Role.ADMINISTRATOR)
    with acting_for(membership.organisation.slug, membership.network.slug) as operator:
        log.record(operator, "covenant.for_administrator", membership)
        who = identity.member(membership.id, Purpose.ADMINISTRATION)
        if who is None:
            raise Absent("member", f"{email}: this role has ended.")
        with identity.acting(who):
            yield who


def _in_force(network: Network, using: str = "owner") -> Covenant:
    version = (Covenant.objects.using(using).filter(network=network, in_force_from__lte=today())
               .order_by("-in_force_from", "-number").first())
    if version is None:
        raise Absent("covenant", f"Network {network.slug} has no covenant in force.")
    return version


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
