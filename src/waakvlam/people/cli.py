"""`waakvlam import register`, `waakvlam import neighbourhoods` and `waakvlam export register`."""

import json
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from waakvlam.access import identity
from waakvlam.access.cli.parts import spoken
from waakvlam.access.identity import Who
from waakvlam.access.models import Organisation
from waakvlam.access.words import Purpose
from waakvlam.kit.cli import branch
from waakvlam.kit.errors import WaakvlamError

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


def register(root: click.Group) -> None:
    """Called by `waakvlam.cli`."""
    group = branch(root, "import")
    group.add_command(import_register)
    group.add_command(import_neighbourhoods)
    branch(root, "export").add_command(export_register)


def _who(slug: str) -> Who:
    """The system, working for this organisation. As the owner: nobody is signed in yet."""
    found = Organisation.objects.using("owner").filter(slug=slug).values_list("id", flat=True)
    if len(found) != 1:
        names = ", ".join(Organisation.objects.using("owner").order_by("slug").values_list("slug", flat=True)[:20])
        raise click.BadParameter(f"{slug!r} is not one organisation; known: {names}", param_hint="--organisation")
    return identity.system(found[0], Purpose.REGISTER)


@click.command("register")
@click.argument("file", type=EXISTING)
@click.option("--organisation", "slug", required=True, help="Slug of the organisation that keeps this register.")
@click.option("--source", default="Register", show_default=True, help="Name of the source; it remembers its columns.")
@click.option("--sheet", default="", help="Sheet of the workbook; the first filled one otherwise.")
@click.option("--column", "columns", multiple=True, metavar="HEADER=FIELD", help="Say what a column means; repeatable.")
@click.option("--part", is_flag=True, help="The file is a part of the register: nobody is gone because of it.")
@click.option("--yes", is_flag=True, help="Carry out without asking after the preview.")
@click.option("--json", "as_json", is_flag=True, help="Print facts as JSON.")
@spoken
def import_register(file: Path, slug: str, source: str, sheet: str, columns: tuple[str, ...],
                    part: bool, yes: bool, as_json: bool) -> None:
    """Import a tenant register from FILE (XLSX, CSV or VERA's JSON).

    Shows first what is new, changed, gone and refused. Killed halfway, the same command goes on.
    """
    from .commands import imports
    from .models import RegisterImport

    by = _who(slug)
    try:
        with _bar("Reading", None, quiet=as_json) as step:
            batch = imports.read_register(path=file, file_name=file.name, source=source, sheet=sheet,
                                          mapping=_mapping(columns), progress=step, by=by)
    except WaakvlamError as trouble:
        raise click.ClickException(f"{trouble.sentence} [{trouble.code}]") from trouble
    if not as_json:
        _say(batch)
    if batch.state == RegisterImport.State.PREVIEW:
        if not yes and not click.confirm("Carry this out?", default=False, err=as_json):
            return
        with identity.acting(by):
            imports.approve(batch=batch, complete=batch.complete and not part, at_once=True, by=by)
    _carry_out(batch, by, quiet=as_json)
    facts = {"import": str(batch.id), "file": file.name, "counts": batch.counts, "dropped": batch.dropped,
             "unused": batch.unused}
    click.echo(json.dumps(facts) if as_json else "Done.")


def _mapping(columns: tuple[str, ...]) -> dict[str, str] | None:
    pairs = [column.rpartition("=") for column in columns]
    return {header: field for header, _sign, field in pairs} or None


def _carry_out(batch: object, by: Who, *, quiet: bool) -> None:
    from .commands.applying import apply
    from .commands.duplicates import suggest

    with _bar("Writing", batch.staged, quiet=quiet) as step:  # type: ignore[attr-defined]
        apply(batch, by=by, progress=step)  # type: ignore[arg-type]
    suggest(by=by)


def _say(batch: object) -> None:
    from .register import Problem

    counts = batch.counts  # type: ignore[attr-defined]
    click.echo("  ".join(f"{counts.get(word, 0)} {word}" for word in ("new", "changed", "same", "gone", "refused")))
    for header, why in batch.dropped.items():  # type: ignore[attr-defined]
        click.echo(f"not read, may not be kept: {header} ({why})")
    for code, column, came in batch.notices:  # type: ignore[attr-defined]
        click.echo(Problem(code, 0, column, came).sentence())


class _bar:  # noqa: N801  reads as a word where it is used
    """A progress bar that is called with the number of rows done."""

    def __init__(self, word: str, total: int | None, *, quiet: bool) -> None:
        self.bar = Progress(TextColumn(word), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), disable=quiet)
        self.task = self.bar.add_task(word, total=total)

    def __enter__(self) -> "_bar":
        self.bar.start()
        return self

    def __exit__(self, *_trouble: object) -> None:
        self.bar.stop()

    def __call__(self, done: int) -> None:
        self.bar.update(self.task, completed=done)


@click.command("neighbourhoods")
@click.argument("files", type=EXISTING, nargs=-1, required=True)
@click.option("--year", type=int, required=True, help="Year of the classification.")
@click.option("--organisation", "slug", required=True, help="Slug of an organisation of the network.")
@click.option("--json", "as_json", is_flag=True, help="Print facts as JSON.")
@spoken
def import_neighbourhoods(files: tuple[Path, ...], year: int, slug: str, as_json: bool) -> None:
    """Import CBS key figures (CSV) and outlines (GeoJSON) of districts and neighbourhoods."""
    from . import commands

    try:
        facts = commands.import_neighbourhoods(paths=files, year=year, by=_who(slug))
    except WaakvlamError as trouble:
        raise click.ClickException(f"{trouble.sentence} [{trouble.problem.came_in}]") from trouble
    click.echo(json.dumps(facts) if as_json else
               "  ".join(f"{number} {word}" for word, number in facts.items()))


@click.command("register")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--organisation", "slug", required=True, help="Slug of the organisation whose register it is.")
@click.option("--json", "as_json", is_flag=True, help="Print facts as JSON.")
@spoken
def export_register(file: Path, slug: str, as_json: bool) -> None:
    """Write an organisation's own register to FILE (.xlsx or .csv): who lives there now.

    Secret addresses stay out of it. The act, and a line per resident, go into the log.
    """
    from . import exporting

    by = _who(slug)
    with _bar("Writing", None, quiet=as_json) as step, identity.acting(by):
        done = exporting.write(file, by=by, progress=step)
    click.echo(json.dumps({"file": str(file), "residents": done}) if as_json else f"{file}: {done} residents")
