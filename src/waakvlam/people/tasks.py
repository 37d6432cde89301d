"""Jobs of the register. Arguments are ids only."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from waakvlam.access.identity import acting, system
from waakvlam.access.words import Purpose

from .commands.applying import apply
from .commands.duplicates import suggest
from .models import RegisterImport


@app.task(queue="imports", retry=RetryStrategy(max_attempts=5, wait=15))
def apply_register(import_id: str, organisation_id: str) -> None:
    """Carry out an approved import, then look for people and homes that stand in it twice."""
    by = system(organisation_id, Purpose.REGISTER)
    with acting(by):
        batch = RegisterImport.objects.get(id=import_id)
    apply(batch, by=by)
    suggest(by=by)
