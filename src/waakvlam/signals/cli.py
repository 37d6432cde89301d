"""`waakvlam signals`: what other programs of the same machine hand over."""

import json
import logging
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.utils.translation import gettext as _

from waakvlam.access.cli.parts import as_json as json_wanted
from waakvlam.access.cli.parts import find_organisation, of_organisation, say, spoken
from waakvlam.access.identity import acting, system
from waakvlam.access.words import Purpose
from waakvlam.kit.cli import DAY, branch
from waakvlam.kit.errors import Absent

log = logging.getLogger("waakvlam.signals")
# What a mail server reads: there is no such address; it cannot be taken in; try again later.
NO_USER, NOT_TAKEN, AGAIN = 67, 69, 75

if TYPE_CHECKING:  # models are ready once a command runs
    from .models import NuisanceImport


def register(root: click.Group) -> None:
    root.add_command(signals)
    root.add_command(mailbox)
    branch(root, "import").add_command(import_nuisance)


@click.group()
def signals() -> None:
    """Signals that come in from outside."""


@signals.command()
@click.option("--to", default="", help="the address of the envelope, where the mail server knows it")
def mail(to: str) -> None:
    """Take in one message from standard input: let the mail server pipe each message here.

    What it ends with is what mail servers read (sysexits.h). 67 where no door has the address, and 69 with a sentence for the
    sender where it cannot be taken in: both make the server send it back, so that nobody waits for nothing. 75 where a sender
    sent too many or the system cannot be reached: the server tries again later. Automatic answers end with 0: sending those
    back would make a loop.
    """
    from .commands.mailing import ROBOTS, take_in_mail
    from .models.states import Refusal

    try:
        done = take_in_mail(raw=sys.stdin.buffer.read(), to=to)
    except Absent:
        click.echo("no door has this address", err=True)
        sys.exit(NO_USER)
    except Exception as error:  # noqa: BLE001  a mail server sends back for good what ends in a way that it does not know
        log.error('{"event": "message waits at the mail server", "error": "%s"}', type(error).__name__)
        sys.exit(AGAIN)
    if not isinstance(done, str):
        return click.echo(f"taken in: {done.number}")
    if done in ROBOTS:
        return click.echo(f"refused: {done}")
    click.echo(_("Dit bericht is niet aangenomen: %(why)s. Stuur het zelf als gewone tekst, of bel. Is er nu gevaar? Bel 112.")
               % {"why": Refusal(done).label}, err=True)
    sys.exit(AGAIN if done == Refusal.TOO_MANY else NOT_TAKEN)


@signals.command()
def index() -> None:
    """Write again what signals are found by: after another version of PostgreSQL, whose Dutch stems may differ."""
    from .commands.indexing import index_all

    click.echo(f"{index_all()} signals written")


@click.group("mail")
def mailbox() -> None:
    """The mailbox that becomes signals."""


@mailbox.command()
@json_wanted
@spoken
def fetch(as_json: bool) -> None:
    """Read the mailbox of WAAKVLAM_MAILBOX_HOST now; the worker does so every two minutes."""
    from .commands.fetching import fetch as read_mailbox
    from .mailbox import Unreachable

    try:
        done = read_mailbox()
    except Unreachable as trouble:
        raise click.ClickException(f"the mailbox cannot be read now ({trouble}); what was not handled lies where it lay") from None
    say(done, as_json, "  ".join(f"{n} {word}" for word, n in sorted(done.items())) or "nothing new")


@click.command("nuisance")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@of_organisation
@click.option("--source", default="Overlast", show_default=True, help="Name of the system; it remembers columns and meanings.")
@click.option("--since", type=DAY, help="Ask attention from this day on; older rows become history (default: 28 days ago).")
@click.option("--sheet", default="", help="Sheet of the workbook; the first filled one otherwise.")
@click.option("--column", "columns", multiple=True, metavar="HEADER=FIELD", help="Say what a column means; repeatable.")
@click.option("--meaning", "meanings", multiple=True, metavar="WORD=KIND/TOPIC", help="Say what a word of the source means; repeatable.")
@click.option("--keep-words", is_flag=True, help="Somebody read the rows with words that deserve a thought: they may go along.")
@click.option("--yes", is_flag=True, help="Carry out without asking after the preview.")
@json_wanted
@spoken
def import_nuisance(file: Path, organisation: str, source: str, since: date | None, sheet: str, columns: tuple[str, ...],
                    meanings: tuple[str, ...], keep_words: bool, yes: bool, as_json: bool) -> None:
    """Import a nuisance FILE (XLSX or CSV) of the organisation's own system as signals.

    Shows first what is new, known and refused. Killed halfway, the same command goes on; the same file twice makes nothing new.
    """
    from .commands import nuisance, nuisance_job
    from .models import NuisanceImport

    by = system(find_organisation(organisation).pk, Purpose.SIGNAL)
    batch = nuisance.read(path=file, file_name=file.name, source=source, attention_from=since,
                          mapping=_pairs(columns) or None, sheet=sheet, progress=_rows("read", as_json), by=by)
    if not as_json:
        _preview(batch)
    if batch.state == NuisanceImport.State.PREVIEW:
        if not yes and not click.confirm("Carry this out?", default=False, err=as_json):
            return
        with acting(by):
            nuisance.mean(batch=batch, kinds=_pairs(meanings), by=by)
            nuisance.approve(batch=batch, words_kept=keep_words, at_once=True, by=by)
    nuisance_job.carry_out(batch.pk, progress=_rows("done", as_json), by=by)
    with acting(by):
        batch.refresh_from_db()
    facts = {"import": str(batch.pk), "file": file.name, "counts": batch.counts, "dropped": batch.dropped, "unused": batch.unused}
    click.echo(json.dumps(facts) if as_json else "Done.")


def _pairs(given: tuple[str, ...]) -> dict[str, str]:
    split = [pair.rpartition("=") for pair in given]
    return {name: meaning for name, _sign, meaning in split}


def _rows(word: str, quiet: bool) -> Callable[[int], None]:
    return lambda done: None if quiet else click.echo(f"{done} rows {word}", err=True)


def _preview(batch: "NuisanceImport") -> None:
    click.echo("  ".join(f"{batch.counts.get(word, 0)} {word}" for word in ("new", "old", "same", "refused", "sensitive")))
    for header, why in batch.dropped.items():
        click.echo(f"not read, may not be kept: {header} ({why})")
    for word, rows in sorted(batch.words.items()):
        click.echo(f"{word or '(no word)'}: {rows} rows, {batch.source.kinds.get(word, 'nuisance/neighbours')}")
