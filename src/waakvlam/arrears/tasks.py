"""Jobs of the debt track. Arguments are ids only; clocks are looked at by the one scheduler of silence."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from waakvlam.access.identity import system
from waakvlam.access.words import Purpose

from .commands import imports


@app.task(queue="imports", retry=RetryStrategy(max_attempts=5, wait=15))
def apply_import(import_id: str, organisation_id: str) -> None:
    """Carry out an approved file of arrears; run twice it does nothing more."""
    imports.apply(UUID(import_id), by=system(organisation_id, Purpose.DEBT))
