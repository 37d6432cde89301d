"""Things of every module with their addresses and who may see them: a file per module in tests/things.

Each file makes its things as the cast would and says whose keys may read each address. The tests of
routes and of the wall call all of them, so a module that adds an address or a table and no thing
makes them fail.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.urls import reverse

from tests import things


@dataclass(frozen=True)
class Thing:
    """An address of something real; `may` are the keys of the cast that get 200 on GET."""

    url: str
    may: frozenset[str] = field(default_factory=frozenset)
    posts: bool = False  # an act: everybody else must get 403 or 404 on POST
    public: bool = False  # published as data, without signing in
    part: bool = False  # a piece of a page: asked for by htmx


def page(name: str, *args: Any, may: Iterable[str] = (), public: bool = False, part: bool = False) -> Thing:
    return Thing(reverse(name, args=args), frozenset(may), public=public, part=part)


def act(name: str, *args: Any, may: Iterable[str] = ()) -> Thing:
    return Thing(reverse(name, args=args), frozenset(may), posts=True)


MODULES: list[Callable[[], list[Thing]]] = []


def of_module(make: Callable[[], list[Thing]]) -> Callable[[], list[Thing]]:
    MODULES.append(make)
    return make


def everything() -> list[Thing]:
    """The things of every module, made now."""
    for found in iter_modules(things.__path__):
        import_module(f"{things.__name__}.{found.name}")
    return [thing for make in MODULES for thing in make()]
