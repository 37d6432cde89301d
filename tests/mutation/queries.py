"""Queries without one filter on who asks: caught with the wall open (tests/locks/queries.py).

Filters are found in the source of every file of queries: a keyword of `filter` or `get` or a `Q` that names who
asks, a look into reach, what a module's `within` leaves, `none()` for a role, and a comparison of organisation, network or person in SQL.
"""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

from django.core.exceptions import MultipleObjectsReturned

from tests.locks.above import wall_closed, wall_open
from tests.locks.queries import (
    Query,
    askers,
    askings,
    everything_allowed,
    modules,
    queries,
    told,
)
from tests.locks.query_model import INSIDE
from tests.locks.world import World

from .mutant import Mutant

WHO = re.compile(r"\b(who|me)\b|^ours$")
IN_SQL = re.compile(r"(?:\w+\.)?\b(?:organisation_id|network_id|person_id) = %(?:\(\w+\))?s")
# Queries that are asked for one filter: names are common, and most of what shares one never comes past it.
NEAREST, NEAREST_TO_REACH = 24, 120
ALWAYS = [ast.keyword("pk__isnull", ast.Constant(False))]  # of every row


@dataclass(frozen=True)
class Site:
    """One filter in one function: the nth that this function has."""

    module: Any
    function: str
    nth: int
    what: str

    @property
    def name(self) -> str:
        return f"{self.module.__name__.removeprefix('waakvlam.')}.{self.function}: without `{self.what}` ({self.nth + 1})"


def cuts(function: ast.FunctionDef, *, reach: bool = False) -> Iterator[tuple[str, Callable[[], None]]]:
    """(what is taken away, how) for each filter in it, always in the same order; in reach itself every condition."""
    whose = re.compile("") if reach else WHO
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("filter", "get"):
            for keyword in node.keywords:
                if whose.search(ast.unparse(keyword.value)):
                    yield keyword.arg or "ours", lambda n=node, k=keyword: n.keywords.remove(k)
            for given in node.args:
                if isinstance(given, ast.Call) and ast.unparse(given).startswith(("reach.opens(", "_works_for(")):
                    yield ast.unparse(given), lambda n=node, g=given: n.args.remove(g)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Q" and whose.search(ast.unparse(node)):
            yield ast.unparse(node), lambda n=node: setattr(n, "keywords", ALWAYS)
        elif isinstance(node, ast.Call) and getattr(getattr(node.func, "value", None), "id", "") == "within":
            yield ast.unparse(node), lambda n=node: _whole(n)
        elif isinstance(node, ast.If) and WHO.search(ast.unparse(node.test)) and ".none()" in ast.unparse(node.body[0]) or isinstance(node, ast.IfExp) and WHO.search(ast.unparse(node.test)) and ".none()" in ast.unparse(node.body):
            yield ast.unparse(node.test), lambda n=node: setattr(n, "test", ast.Constant(False))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            for found in IN_SQL.finditer(node.value):
                yield found.group(), lambda n=node, f=found: setattr(
                    n, "value", f"{n.value[:f.start()]}({f.group()} or true){n.value[f.end():]}")


def _whole(node: ast.Call) -> None:
    """Instead of what is open to who asks: every row of that model."""
    model = ast.unparse(node.args[1]) if len(node.args) > 1 else getattr(node.func, "attr", "").removesuffix("s")
    node.func = ast.parse(f"__import__('django.apps').apps.apps.get_model('maintenance.{model.lower()}')._default_manager.all", mode="eval").body
    node.args = []


@cache
def _source(module: Any) -> str:
    return Path(inspect.getsourcefile(module) or "").read_text()


def _functions(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    return {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}


def _is_reach(module: Any) -> bool:
    return module.__name__ == "waakvlam.access.reach"


def sites() -> list[Site]:
    return [Site(module, name, nth, what) for module in modules() for name, function in _functions(ast.parse(_source(module))).items()
            if f"{module.__name__.split('.')[1]}.{name}" not in INSIDE
            for nth, (what, _cut) in enumerate(cuts(function, reach=_is_reach(module)))]


def _compiled(site: Site) -> CodeType:
    """The function compiled anew without that filter."""
    tree = ast.parse(_source(site.module))
    list(cuts(_functions(tree)[site.function], reach=_is_reach(site.module)))[site.nth][1]()
    code = compile(ast.fix_missing_locations(tree), site.module.__file__ or "", "exec")
    return next(c for c in code.co_consts if isinstance(c, CodeType) and c.co_name == site.function)


@contextmanager
def without(site: Site, instead: CodeType) -> Iterator[None]:
    """Whoever holds the function holds the change."""
    whole = inspect.unwrap(getattr(site.module, site.function))
    before = whole.__code__
    whole.__code__ = instead
    try:
        yield
    finally:
        whole.__code__ = before


@cache
def _calls() -> dict[str, set[str]]:
    """Function → names that stand in it: who may call whom, rather too much than too little."""
    found: dict[str, set[str]] = {}
    for module in modules():
        for name, function in _functions(ast.parse(_source(module))).items():
            found.setdefault(name, set()).update(
                n.id if isinstance(n, ast.Name) else n.attr for n in ast.walk(function) if isinstance(n, (ast.Name, ast.Attribute)))
    return found


def through(site: Site) -> list[Query]:
    """The public queries that come past this function, the nearest of them: itself, who calls it, who calls those."""
    steps = {site.function: 0}
    while wider := {name: 1 + min(steps[callee] for callee in inside & steps.keys())
                    for name, inside in _calls().items() if name not in steps and inside & steps.keys()}:
        steps |= wider
    app = site.module.__name__.split(".")[1]
    wanted = [q for q in queries().values() if q.asks.__name__ in steps]
    nearest = sorted(wanted, key=lambda q: (q.asks.__name__ != site.function or q.asks.__module__ != site.module.__name__,
                                            steps[q.asks.__name__], q.app != app))
    return nearest[:NEAREST_TO_REACH if _is_reach(site.module) else NEAREST]


def mutants(world: World) -> list[Mutant]:
    return [Mutant("query", site.name, _of(site, world)) for site in sites()]


def _of(site: Site, world: World) -> Callable[[], bool]:
    def check() -> bool:
        instead = _compiled(site)
        with everything_allowed():
            return any(_tells_more(site, instead, query, world) for query in through(site))

    return check


def _tells_more(site: Site, instead: CodeType, query: Query, world: World) -> bool:
    """Whether somebody hears with an open wall and without the filter what they do not hear behind the wall and with it.

    So a filter that is finer than any wall (whose turn it is, who holds the lease) is missed as well.
    """
    for who in askers(query, world):
        for given in list(askings(query, world, who)):
            key = (query.name, who, str(given))
            if key not in world.told:
                with wall_closed():
                    world.told[key] = told(query, who, given)
            with without(site, instead), wall_open():
                try:
                    heard = told(query, who, given)
                except MultipleObjectsReturned:  # one row was asked for, and others came along
                    return True
                if heard != world.told[key]:
                    return True
    return False
