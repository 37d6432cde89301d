"""The second lock alone: every query of every module, with the wall open and every policy allowing everything.

What a query gives then must be what it gives with the wall closed, word for word: its own filter knows
organisation, network, reach, team and role by itself. What it reads is free of moments, which pass.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import datetime, time, timedelta
from functools import cache, cached_property
from importlib import import_module
from itertools import islice, product
from pkgutil import walk_packages
from typing import Any, get_args, get_origin, get_type_hints

from django.apps import apps
from django.db import DatabaseError, models

import waakvlam
from waakvlam.access import identity, policies, remembering
from waakvlam.access.identity import Who
from waakvlam.kit.errors import WaakvlamError
from waakvlam.kit.time import now

from .above import wall_closed, wall_open
from .query_model import ASKED, BESIDES, GIVEN, INSIDE, MORE, PERSONAL, ROWS
from .world import World, model_named

NOTHING = ([], ["0"], ["False"], ["Absent"], ["NotFound"], ["DoesNotExist"], ["Refused"], ["ProgrammingError"], ["InternalError"])
LONG_AGO = now() - timedelta(days=400)


@dataclass(frozen=True)
class Query:
    """One public query: `name` is module.function, as the model names it."""

    name: str
    asks: Callable[..., Any]

    @property
    def app(self) -> str:
        return self.name.split(".")[0]

    def parameters(self) -> list[str]:
        """What it cannot do without, besides who asks."""
        return [p.name for p in list(inspect.signature(self.asks).parameters.values())[1:] if p.default is p.empty]

    def hint(self, name: str) -> Any:
        return get_type_hints(self.asks).get(name)


def modules() -> Iterator[Any]:
    """Every file of queries in the product, by its name: queries.py, queries/, call_queries.py; and a few by hand."""
    for found in walk_packages(waakvlam.__path__, "waakvlam."):
        parts = found.name.split(".")
        if "tests" not in parts and (found.name in BESIDES or any(p.endswith("queries") for p in parts)):
            yield import_module(found.name)


@cache
def queries() -> dict[str, Query]:
    """Each function that takes who asks first, and gives rows. Where two files of a module share a name, with the file's."""
    found: dict[str, Query] = {}
    for module in modules():
        app, file = module.__name__.split(".")[1], module.__name__.split(".")[-1]
        for name, function in vars(module).items():
            if not inspect.isfunction(function) or function.__module__ != module.__name__ or name.startswith("_"):
                continue
            given = inspect.signature(function)
            if f"{app}.{name}" in INSIDE:
                continue
            if next(iter(given.parameters), "") == "who" and given.return_annotation not in (None, models.Exists):
                key = f"{app}.{name}" if f"{app}.{name}" not in found else f"{app}.{file}.{name}"
                found[key] = Query(key, function)
    return found


def values(query: Query, name: str, world: World, who: Who) -> list[Any]:
    """What to give this parameter. A row is one that this person obtained by another query."""
    hint = query.hint(name)
    if row := _row(hint):
        with wall_closed(), identity.acting(who):
            return world.few(row) if hint is row else [world.few(row)]
    if name in ROWS:
        with wall_open():
            return [list(apps.get_model(ROWS[name]).objects.all())]
    if hint is datetime:
        return [LONG_AGO]
    if f"{query.name}.{name}" in GIVEN:
        return GIVEN[f"{query.name}.{name}"]
    if name in GIVEN:
        return [*GIVEN[name], *(world.numbers if name == "words" else [])]
    ids = world.ids(_meant(query, name))
    if hint is str:
        return [str(one) for one in ids]
    if who.only is not None:  # behind a link: what it is for, and something else
        ids = [who.only, *ids[:2]]
    return [ids] if name.endswith("s") else ids


def _row(hint: Any) -> type[models.Model] | None:
    """The model of a row, or of a list of rows."""
    found = get_args(hint)[0] if get_origin(hint) is list else hint
    return found if isinstance(found, type) and issubclass(found, models.Model) else None


def _meant(query: Query, name: str) -> Any:
    plain = name.removesuffix("s")
    if plain in ("id", "subject"):
        return model_named(query.name.split(".")[-1] if plain == "id" else plain, query.app)
    return model_named(plain.removesuffix("_id"), query.app) if plain.endswith("_id") else None


def unknown(query: Query) -> list[str]:
    """Parameters for which nobody says what to give."""
    def known(name: str) -> bool:
        hint = query.hint(name)
        return bool({name, f"{query.name}.{name}"} & {*GIVEN, *ROWS}) or hint is datetime or bool(_row(hint) or _meant(query, name))
    return [name for name in query.parameters() if not known(name)]


def askings(query: Query, world: World, who: Who) -> Iterator[dict[str, Any]]:
    """Everything that this query is asked with."""
    must = query.parameters()
    for given in product(*(values(query, name, world, who) for name in must)):
        yield dict(zip(must, given, strict=True))
    for more in MORE.get(query.name, []):
        for name, wanted in more.items():
            yield from ({name: value} for value in (values(query, wanted, world, who) if isinstance(wanted, str) else wanted))


def askers(query: Query, world: World) -> Iterator[Who]:
    for purpose, role in ASKED.get(query.name, ASKED.get(query.app, [])):
        yield from world.askers(query.app, purpose, role)


def told(query: Query, who: Who, given: dict[str, Any]) -> list[str]:
    """All that it tells, in order; an error by its name."""
    remembering.forget()
    try:
        with identity.acting(who):
            return sorted(_words(query.asks(who, **given), 0))
    except (WaakvlamError, LookupError, DatabaseError) as error:
        return [type(error).__name__]


def _words(found: Any, depth: int) -> Iterator[str]:
    if isinstance(found, datetime) and depth == 1:  # a list of moments and nothing else
        yield found.date().isoformat()
    if found is None or depth > 9 or isinstance(found, (datetime, timedelta, time)):
        return
    if isinstance(found, models.Model):
        yield f"{found._meta.label} {'new' if found._state.adding else found.pk}"
        inside = [v for k, v in vars(found).items() if not k.startswith("_") and k != "id"]
        yield from _words([*inside, *found._state.fields_cache.values(),
                           *getattr(found, "_prefetched_objects_cache", {}).values()], depth + 1)
    elif is_dataclass(found):
        later = [name for name, made in vars(type(found)).items() if isinstance(made, cached_property)]
        yield from _words([getattr(found, name) for name in [*(f.name for f in fields(found)), *later]], depth + 1)
    elif isinstance(found, dict):
        yield from (f"{key}: {word}" for key, value in found.items() for word in _words(value, depth + 1))
    elif isinstance(found, Iterable) and not isinstance(found, str):
        for one in islice(found, 300):
            yield from _words(one, depth + 1)
    elif hasattr(found, "__dict__") and not callable(found):
        yield from _words(list(vars(found).values()), depth + 1)
    else:
        yield str(found)


@contextmanager
def everything_allowed() -> Iterator[None]:
    """Policies that allow everything to everybody."""
    whole = dict(policies.TABLE)
    policies.TABLE.update({permission: replace(rule, clauses=((),)) for permission, rule in whole.items()})
    try:
        yield
    finally:
        policies.TABLE.update(whole)


@dataclass
class Look:
    """One query, asked by everybody: what differs without the wall, what is another's, and whether it gave anything."""

    query: Query
    world: World
    wrong: list[str] = field(default_factory=list)
    asked: int = 0
    full: int = 0

    def all(self, *, first: bool = False) -> "Look":
        """Ask everything; with `first` stop at what is wrong."""
        own: dict[tuple[str, str], Any] = {}
        with everything_allowed():
            for who in askers(self.query, self.world):
                for given in askings(self.query, self.world, who):
                    self._one(who, given, own)
                    if first and self.wrong:
                        return self
        return self

    def _one(self, who: Who, given: dict[str, Any], own: dict[tuple[str, str], Any]) -> None:
        self.asked += 1
        without, key = self._told(wall_open(), who, given), (self.query.name, who, str(given))
        if key not in self.world.told:
            self.world.told[key] = self._told(wall_closed(), who, given)
        behind = self.world.told[key]
        if without != behind:  # a mutant of the same query may change both
            behind = self._told(wall_closed(), who, given)
        self.full += without not in NOTHING
        if extra := [w for w in without if w not in behind] or without != behind:
            self.wrong.append(f"{who.role} of {who.name} {given}: {extra}")
        label = PERSONAL.get(self.query.name)
        if label and any(own.setdefault((str(given), w), who.person_id) != who.person_id for w in without if w.startswith(f"{label} ")):
            self.wrong.append(f"{who.role} of {who.name} {given}: a colleague's {label}")

    def _told(self, wall: AbstractContextManager[None], who: Who, given: dict[str, Any]) -> list[str]:
        with wall:
            return told(self.query, who, given)


