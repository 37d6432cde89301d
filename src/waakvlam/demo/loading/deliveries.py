"""Two imports as a coordinator does them: read, looked at, approved, carried out; then what may be double."""

import tempfile
from datetime import timedelta
from pathlib import Path

from waakvlam.access.identity import acting
from waakvlam.access.words import Purpose
from waakvlam.kit import time
from waakvlam.people import commands
from waakvlam.people.commands.applying import apply
from waakvlam.people.commands.duplicates import suggest

from .. import deliveries
from .network import who

DAYS_AGO = (33, 4)


def load() -> None:
    """About ninety rows through the importer itself, and one look through the whole register for pairs."""
    by, here = who("ingrid", Purpose.REGISTER), time.now()
    with tempfile.TemporaryDirectory() as folder:
        for path, days in zip(deliveries.write(Path(folder)), DAYS_AGO, strict=True):
            with time.at(here - timedelta(days=days)):
                batch = commands.read_register(path=path, file_name=path.name, source=deliveries.SOURCE, by=by)
                with acting(by):
                    commands.approve(batch=batch, complete=batch.complete, at_once=True, by=by)
                apply(batch, by=by)
    suggest(by=by)
