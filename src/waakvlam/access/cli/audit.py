"""`waakvlam audit`: seal, verify and export the log of acts, as an operator."""

import base64
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from waakvlam.kit.cli import DAY
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import start_of

from .. import days, seals, signing
from ..models import Audit
from .parts import as_json, columns, find_network, find_organisation, of_network, say, spoken

CHUNK = 2000


@click.group()
def audit() -> None:
    """The log of acts: sealed, verifiable, exportable."""


@audit.command()
@as_json
@spoken
def seal(as_json: bool) -> None:
    """Seal what is not sealed yet in both logs (a job does this every few minutes)."""
    count = seals.seal("owner")
    say({"sealed": count}, as_json, f"{count} acts and processing lines sealed.")


@audit.command()
@click.option("--against", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Heads of days that were kept elsewhere (audit days): finds a rewrite by whoever has the key.")
@as_json
@spoken
def verify(against: Path | None, as_json: bool) -> None:
    """Recompute every seal from both logs as they stand. Exit code 1 where something was changed."""
    earlier = days.read(against.read_text(encoding="utf-8")) if against else []
    found = seals.verify("owner")
    findings = [*found.findings, *days.checked("owner"), *days.compared(earlier, "owner")]
    facts = {"seals": found.seals, "events": found.events, "lines": found.lines, "unsealed": found.unsealed, "removed": found.removed,
             "against": len(earlier), "findings": [{"seal": f.seal, "what": f.what} for f in findings]}
    good = (f"{found.events} acts and {found.lines} processing lines in {found.seals} seals are as they were "
            f"sealed; {found.unsealed} wait for a seal.")
    if found.removed:
        good += f" {found.removed} went at their term, each batch under a signed statement."
    if earlier:
        good += f" They agree with {len(earlier)} heads that were kept elsewhere, up to {earlier[-1].day}."
    bad = "\n".join(f"seal {f.seal}: {f.what}" for f in findings)
    say(facts, as_json, bad or good)
    if findings:
        raise SystemExit(1)


@audit.command("days")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True))
@click.option("--since", type=DAY, help="From this day on.")
@spoken
def days_of(file: Path, since: date | None) -> None:
    """Write the signed head of each day to FILE (- is standard output), for somebody else to keep.

    The same stands on /.well-known/waakvlam-zegels.json. Days that are over are closed first.
    """
    days.close("owner")
    kept = days.kept(since, "owner")
    with click.open_file(str(file), "w", encoding="utf-8") as out:
        out.write(json.dumps(days.published(kept), ensure_ascii=False, indent=2) + "\n")


@audit.command()
@as_json
def keys(as_json: bool) -> None:
    """The public keys that seals are checked with. Note the one of now before you change the key."""
    now, facts = signing.key_id(), {n: base64.b64encode(raw).decode() for n, raw in signing.trusted().items()}
    say({"now": now, "keys": facts}, as_json, columns([["key", "public key", ""], *(
        [name, raw, "now" if name == now else "earlier"] for name, raw in facts.items())]))


@audit.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True))
@click.option("--organisation", default="", metavar="SLUG", help="Only the acts of one organisation.")
@click.option("--since", type=DAY, help="From this day on.")
@click.option("--until", type=DAY, help="Before this day.")
@of_network
@spoken
def export(file: Path, organisation: str, since: date | None, until: date | None, network: str) -> None:
    """Write acts to FILE (- is standard output), one JSON object a line, oldest first."""
    rows = Audit.objects.using("owner").filter(network_id=find_network(network).id)
    if organisation:
        rows = rows.filter(organisation_id=find_organisation(organisation, network).id)
    if since and until and since >= until:
        raise Invalid("until", "--until must be after --since.")
    if since:
        rows = rows.filter(at__gte=start_of(since))
    if until:
        rows = rows.filter(at__lt=start_of(until))
    with click.open_file(str(file), "w", encoding="utf-8") as out, Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("acts", total=rows.count())
        for act in _walk(rows):
            out.write(json.dumps(_facts(act), ensure_ascii=False) + "\n")
            progress.advance(task)


def _walk(rows: Any) -> Iterator[Audit]:
    """In order of id, a chunk at a time: constant memory without a cursor that must stay open."""
    last = None
    while True:
        chunk = list((rows.filter(id__gt=last) if last else rows).order_by("id")[:CHUNK])
        yield from chunk
        if len(chunk) < CHUNK:
            return
        last = chunk[-1].id


def _facts(act: Audit) -> dict[str, Any]:
    def ids(value: Any) -> str | None:
        return str(value) if value else None

    return {"id": str(act.id), "at": act.at.isoformat(), "network": str(act.network_id),
            "organisation": str(act.organisation_id), "person": ids(act.person_id), "membership": ids(act.membership_id),
            "role": act.role, "purpose": act.purpose, "verb": act.verb, "subject_kind": act.subject_kind,
            "subject": ids(act.subject_id), "detail": act.detail, "seal": act.seal}
