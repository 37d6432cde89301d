"""How the shell asks modules for what they have to show, without knowing them.

A module takes part by offering a function in its ``queries`` and naming the purposes for which it
may be asked. It is asked only for purposes that the role and the covenant allow, each time while the
wall knows that purpose: the shell shows nothing a page would not.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings

from waakvlam.access import covenant
from waakvlam.access.identity import Who, seeing
from waakvlam.kit.errors import Refused


def takers(function: str, purposes: str) -> Iterator[tuple[str, Callable[..., Any], tuple[str, ...]]]:
    """(module, function, purposes) of each module that takes part, in the order of the settings."""
    for name in settings.MODULES:
        if f"waakvlam.{name}" not in settings.INSTALLED_APPS or not find_spec(f"waakvlam.{name}.queries"):
            continue
        queries = import_module(f"waakvlam.{name}.queries")
        asked, allowed = getattr(queries, function, None), getattr(queries, purposes, ())
        if asked is not None and allowed:
            yield name, asked, (allowed,) if isinstance(allowed, str) else tuple(allowed)


def ask(who: Who, function: Callable[..., Any], purpose: str, *args: Any, **options: Any) -> list[Any]:
    """What it answers for this purpose; nothing where role or covenant does not have it."""
    if purpose not in who.purposes():
        return []
    other = who.for_purpose(purpose)
    try:
        covenant.require_purpose(other)
    except Refused:
        return []
    with seeing(other):
        return list(function(other, *args, **options))
