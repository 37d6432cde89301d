"""What the commands share: printing facts, finding an organisation, saying what went wrong."""

import functools
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import click
from django.conf import settings

from waakvlam.kit.errors import Absent, Invalid, WaakvlamError

from ..identity import Who, acting, system
from ..models import Network, Organisation
from ..words import Purpose

Command = TypeVar("Command", bound=Callable[..., Any])
as_json = click.option("--json", "as_json", is_flag=True, help="Print facts as JSON.")
of_organisation = click.option("--organisation", required=True, metavar="SLUG", help="Short name of the organisation.")
of_network = click.option("--network", default="", metavar="SLUG", help="Short name of the network, where more than one.")


def spoken(command: Command) -> Command:
    """Errors that we raise on purpose become one line and exit code 1, not a traceback.

    Starts the embedded database where it is used and does not run yet.
    """

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            if settings.EMBEDDED and not os.environ.get("WAAKVLAM_SOCKET"):
                settings.EMBEDDED_SERVER.start()
            return command(*args, **kwargs)
        except WaakvlamError as error:
            expected = f" Expected: {error.problem.expected}." if error.problem.expected else ""
            raise click.ClickException(f"{error.sentence} [{error.code}]{expected}") from None

    return run  # type: ignore[return-value]


def say(facts: Any, as_json: bool, text: str) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False, indent=2, default=str) if as_json else text)


def columns(rows: Sequence[Sequence[Any]]) -> str:
    """Rows as aligned text; the first is the heading."""
    spelled = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in spelled) for i in range(len(spelled[0]))]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in spelled)


def find_network(slug: str, using: str = "owner") -> Network:
    """By its short name, or the only one there is. Raises Absent or Invalid."""
    rows = Network.objects.using(using)
    found = list(rows.filter(slug=slug) if slug else rows.order_by("slug"))
    known = ", ".join(rows.order_by("slug").values_list("slug", flat=True))
    if not found:
        raise Absent("network", f"No network {slug!r}. Known: {known or 'none; make one with waakvlam network add'}.")
    if len(found) > 1:
        raise Invalid("network", f"There is more than one network; say --network. Known: {known}.")
    return found[0]


def find_organisation(slug: str, network: str = "", using: str = "owner") -> Organisation:
    """By its short name, within the network where given. Raises Absent or Invalid."""
    rows = Organisation.objects.using(using).filter(slug=slug).select_related("network")
    found = list(rows.filter(network__slug=network) if network else rows)
    if not found:
        raise Absent("organisation", f"No organisation {slug!r}{f' in network {network!r}' if network else ''}.")
    if len(found) > 1:
        raise Invalid("organisation", f"{slug!r} is in more than one network; say --network. "
                      f"Known: {', '.join(o.network.slug for o in found)}.")
    return found[0]


@contextmanager
def acting_for(slug: str, network: str = "") -> Iterator[Who]:
    """The system at work for one organisation, with the wall up."""
    who = system(find_organisation(slug, network).id, Purpose.ADMINISTRATION)
    with acting(who):
        yield who
