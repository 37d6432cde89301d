"""`waakvlam user token`: a key for another system, made by an operator."""

from uuid import UUID

import click

from waakvlam.access.cli.parts import acting_for, as_json, of_network, of_organisation, say, spoken
from waakvlam.access.queries import member, member_by_email
from waakvlam.access.words import PURPOSES, Purpose
from waakvlam.kit.cli import branch
from waakvlam.kit.errors import Absent

from . import commands, queries


def register(root: click.Group) -> None:
    branch(root, "user").add_command(token)


@click.command()
@click.argument("email", required=False)
@click.option("--purpose", type=click.Choice([str(p) for p in Purpose]), help="For what the other system acts.")
@click.option("--label", default="", help="Which system uses it.")
@click.option("--days", default=90, show_default=True, help="How long it works.")
@click.option("--revoke", type=click.UUID, metavar="ID", help="Revoke this token instead.")
@of_organisation
@of_network
@as_json
@spoken
def token(email: str | None, purpose: str | None, label: str, days: int, revoke: UUID | None, organisation: str,
          network: str, as_json: bool) -> None:
    """Make a token that acts as EMAIL for one purpose, or list or revoke tokens. Printed once."""
    with acting_for(organisation, network) as by:
        if revoke:
            commands.revoke_token(token=queries.token(by, revoke), by=by)
            return say({"revoked": revoke}, as_json, "Revoked.")
        if not email or not purpose:
            rows = [{"id": t.id, "label": t.label, "as": t.membership.person.email, "purpose": t.purpose,
                     "expires": t.expires_at, "revoked": t.revoked_at} for t in queries.tokens(by)]
            return say(rows, as_json, "\n".join("  ".join(str(v) for v in r.values()) for r in rows) or "No tokens.")
        _person, roles = member(by, member_by_email(by, email).id)
        fit = next((m for m in roles if m.until is None and purpose in PURPOSES[m.role]), None)
        if fit is None:
            raise Absent("member", f"{email} has no role that may act for {purpose}.")
        made, secret = commands.make_token(membership=fit, purpose=purpose, label=label, days=days, by=by)
    return say({"id": made.id, "token": secret, "expires_at": made.expires_at.isoformat()}, as_json, secret)
