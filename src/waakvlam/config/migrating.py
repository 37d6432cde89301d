"""Bring the database up to date: Django's migrations as the owner, then the wall."""

from django.core.management import call_command

from waakvlam.access.raising import raise_wall

from .rendering import only_what_changes


def migrate(*, verbosity: int = 0, using: str = "owner") -> bool:
    """Returns whether the wall was rebuilt."""
    with only_what_changes():
        call_command("migrate", database=using, verbosity=verbosity, interactive=False)
    return raise_wall(using)
