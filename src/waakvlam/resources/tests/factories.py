"""Services for tests."""

from waakvlam.access.identity import Who
from waakvlam.resources import commands
from waakvlam.resources.models import Service


def described(**changes):
    given = {"name": "Samen koffie", "description": "Elke woensdag.", "topics": ("contact",)}
    return commands.Described(**{**given, **changes})


def make_service(by: Who, state: str = "", places: int | None = None, **changes) -> Service:
    made = commands.add_service(described=described(**changes), by=by)
    if state:
        commands.set_capacity(service=made, state=state, places=places, by=by)
    return made
