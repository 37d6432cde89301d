"""`waakvlam keeping`: what goes, let it go, erase one person, and erase again after a restore."""

from pathlib import Path
from uuid import UUID

import click
from django.conf import settings
from django.db import connection

from waakvlam.access.cli.parts import (
    as_json,
    columns,
    find_organisation,
    of_network,
    of_organisation,
    say,
    spoken,
)
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.words import Purpose

from . import commands, logs, sweeping
from .models import Tombstone


def register(root: click.Group) -> None:
    root.add_command(keeping)


@click.group()
def keeping() -> None:
    """Terms of keeping and erasing."""


def everybody(organisation: str, network: str) -> list[Who]:
    """The system, for one organisation or for each."""
    if organisation:
        return [system(find_organisation(organisation, network).id, Purpose.ADMINISTRATION)]
    with connection.cursor() as db:
        db.execute("select organisation_id from keeping_organisations()")
        return [system(row[0], Purpose.ADMINISTRATION) for row in db.fetchall()]


@keeping.command()
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@click.option("--organisation", default="", metavar="SLUG", help="Only this organisation.")
@of_network
@as_json
@spoken
def run(dry_run: bool, organisation: str, network: str, as_json: bool) -> None:
    """Let go of everything that is over its term (a job does this every night)."""
    found = everybody(organisation, network)
    if dry_run:
        facts = [{"organisation": who.organisation_name, "table": p.table, "what": p.what, "rows": p.rows, "oldest": p.oldest,
                  "days": p.term.days if p.term else None, "why": p.term.line if p.term else None, "held": [
                      {"why": h.code, "reason": h.reason, "until": h.until, "residents": len(h.residents)} for h in p.held]}
                 for who in found for p in _plan(who)]
        going = [(f["organisation"], f["table"], f["rows"], f["oldest"] or "", f["why"] or "no term")
                 for f in facts if f["rows"] or f["held"]]
        say(facts, as_json, columns([("organisation", "table", "rows", "oldest", "why"), *going]))
        return
    done = [(who.organisation_name, sweeping.sweep(who)) for who in found]
    say([{"organisation": name, "rows": r.rows, "gone": r.gone, "held": r.held, "more": r.more} for name, r in done],
        as_json, columns([("organisation", "rows", "held"), *((name, r.rows, sum(r.held.values())) for name, r in done)]))


def _plan(who: Who) -> list[sweeping.Planned]:
    with acting(who):
        return sweeping.plan(who)


@keeping.command()
@click.argument("resident", type=click.UUID)
@of_organisation
@of_network
@click.option("--reason", type=click.Choice(Tombstone.Why.values), required=True, help="Why.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@as_json
@spoken
def erase(resident: UUID, organisation: str, network: str, reason: str, yes: bool, as_json: bool) -> None:
    """Erase the RESIDENT with this id, everywhere. It cannot be undone."""
    if not yes:
        click.confirm("This cannot be undone. Erase?", abort=True)
    by = everybody(organisation, network)[0]
    with acting(by):
        stone = commands.erase(subject=resident, reason=reason, by=by)
    say({"tombstone": stone.id, "rows": stone.rows, "tables": stone.tables}, as_json, f"{stone.rows} rows went; tombstone {stone.id}.")


@keeping.command()
@click.option("--from", "file", type=click.Path(dir_okay=False, path_type=Path), default=None,
              help="File of tombstones; default: WAAKVLAM_TOMBSTONES.")
@click.option("--organisation", default="", metavar="SLUG", help="Only this organisation.")
@of_network
@as_json
@spoken
def replay(file: Path | None, organisation: str, network: str, as_json: bool) -> None:
    """After restoring a backup: erase again whoever was erased since it was made."""
    done = [commands.replay(file=file or settings.TOMBSTONES, by=who) for who in everybody(organisation, network)]
    total = {"stones": sum(d.stones for d in done), "people": sum(d.people for d in done)}
    say(total, as_json, f"{total['people']} people erased again; {total['stones']} tombstones brought back.")


@keeping.command("logs")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@as_json
@spoken
def logs_of(dry_run: bool, as_json: bool) -> None:
    """Let sealed batches of the logs go at their term, each under a signed statement (a job does this every night)."""
    if dry_run:
        found = logs.due()
        say([{"seal": b.seal, "log": b.log, "rows": b.events, "days": b.days} for b in found], as_json,
            f"{sum(b.events for b in found)} rows in {len(found)} seals are over their term.")
        return
    done = logs.remove()
    say({"seals": done.batches, "rows": done.rows, "changed": done.changed}, as_json, f"{done.batches} seals let go of "
        f"{sum(done.rows.values())} rows." + (f" Changed after sealing, and kept: {done.changed}." if done.changed else ""))
    if done.changed:
        raise SystemExit(1)
