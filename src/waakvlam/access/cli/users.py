"""`waakvlam user`: people at work and their roles."""

import sys
from typing import Any

import click

from waakvlam.kit.errors import Absent
from waakvlam.kit.time import day_of

from .. import commands, queries
from ..models import Membership
from .parts import acting_for, as_json, columns, of_network, of_organisation, say, spoken

ROLES = click.Choice([str(r) for r in commands.GIVEN])


@click.group()
def user() -> None:
    """People at work: who may sign in, and as what."""


@user.command("add")
@click.argument("email")
@click.option("--name", required=True, help="Full name.")
@click.option("--role", required=True, type=ROLES, help="As what this person acts.")
@click.option("--phone", default="", help="Work number.")
@of_organisation
@of_network
@as_json
@spoken
def add(email: str, name: str, role: str, phone: str, organisation: str, network: str, as_json: bool) -> None:
    """Let somebody work for an organisation. Ended roles are renewed."""
    with acting_for(organisation, network) as by:
        made = commands.add_member(name=name, email=email, role=role, phone=phone, by=by)
        say(_facts(made), as_json, f"{made.person.name} <{made.person.email}> is now {role} of {by.organisation_name}. "
            f"Give a password with: waakvlam user password {made.person.email} --organisation {organisation}")


@user.command("list")
@click.option("--text", default="", help="Part of a name or e-mail address.")
@click.option("--ended", is_flag=True, help="Roles that ended, instead of those that stand.")
@of_organisation
@of_network
@as_json
@spoken
def list_(text: str, ended: bool, organisation: str, network: str, as_json: bool) -> None:
    """Everybody who works for an organisation, one line per role."""
    with acting_for(organisation, network) as who:
        rows, after = [], ""
        while True:
            page = queries.members(who, text=text, ended=ended, after=after)
            rows += list(page)
            after = page.after
            if not after:
                break
    table = [("name", "e-mail", "role", "since", "until"), *(
        (m.person.name, m.person.email, m.role, f"{day_of(m.since):%Y-%m-%d}", f"{day_of(m.until):%Y-%m-%d}" if m.until else "")
        for m in rows)]
    say([_facts(m) for m in rows], as_json, columns(table) if rows else "Nobody.")


@user.command("role")
@click.argument("email")
@click.argument("role", type=ROLES)
@click.option("--instead-of", type=ROLES, help="The role that ends. Without it the role is added.")
@of_organisation
@of_network
@as_json
@spoken
def role_(email: str, role: str, instead_of: str | None, organisation: str, network: str, as_json: bool) -> None:
    """Give somebody a role, beside or instead of another one."""
    with acting_for(organisation, network) as by:
        person = queries.member_by_email(by, email)
        if instead_of is None:
            made = commands.add_member(name=person.name, email=person.email, role=role, by=by)
        else:
            _person, rows = queries.member(by, person.id)
            made = commands.change_role(membership=_standing(rows, instead_of), role=role, by=by)
        say(_facts(made), as_json, f"{person.name} is now {role}{f' instead of {instead_of}' if instead_of else ''}.")


def _standing(rows: list[Membership], role: str) -> Membership:
    found = next((m for m in rows if m.role == role and m.until is None), None)
    if found is None:
        raise Absent("member", f"This person has no standing role {role}.")
    return found


@user.command()
@click.argument("email")
@click.option("--stdin", is_flag=True, help="Read the password from standard input instead of making one.")
@of_organisation
@of_network
@as_json
@spoken
def password(email: str, stdin: bool, organisation: str, network: str, as_json: bool) -> None:
    """Make a new password and print it once; only a hash is kept.

    It opens for three days, to choose one's own. Never an argument: arguments stand in the list of processes.
    """
    given = sys.stdin.readline().rstrip("\n") if stdin else ""
    with acting_for(organisation, network) as by:
        chosen = commands.set_password(person=queries.member_by_email(by, email), password=given, by=by)
    say({"email": email, "password": None if stdin else chosen}, as_json, "The password is set. It lasts three days; they choose their own with it." if stdin else chosen)


@user.command()
@click.argument("email")
@of_organisation
@of_network
@as_json
@spoken
def disable(email: str, organisation: str, network: str, as_json: bool) -> None:
    """End every role of somebody in an organisation, at once, also in open sessions."""
    with acting_for(organisation, network) as by:
        person, rows = queries.member(by, queries.member_by_email(by, email).id)
        standing = [m for m in rows if m.until is None]
        for membership in standing:
            commands.end_membership(membership=membership, by=by)
    say({"email": email, "ended": [m.role for m in standing]}, as_json, f"{person.name}: {len(standing)} role(s) ended.")


def _facts(m: Membership) -> dict[str, Any]:
    return {"id": m.id, "person": m.person_id, "name": m.person.name, "email": m.person.email, "role": m.role,
            "since": m.since.isoformat(), "until": m.until.isoformat() if m.until else None}
