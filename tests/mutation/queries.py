"""Lists without one of their filters: caught with the wall out of the way.

Pages and operations are called as strangers while the connection is the owner's, for whom the wall is
open. A row of another organisation that a query then fetches, or a planted word in the answer, was
held by that filter alone. Filters are found in the source: each `who.…` in a `.filter(…)`.
"""

import ast
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import waakvlam

from .mutant import Mutant

PACKAGE = Path(waakvlam.__file__).parent
OURS = ("organisation_id", "network_id")


def sites() -> Iterator[tuple[str, str, int, str]]:
    """(module, function, line, keyword) of every filter on whose it is."""
    for file in sorted(PACKAGE.glob("**/*.py")):
        parts = file.relative_to(PACKAGE).with_suffix("").parts
        if {"tests", "migrations", "demo", "commands", "cli"} & set(parts):
            continue
        module = ".".join(("waakvlam", *parts)).removesuffix(".__init__")
        for function in (n for n in ast.walk(ast.parse(file.read_text())) if isinstance(n, ast.FunctionDef)):
            for call in (n for n in ast.walk(function) if isinstance(n, ast.Call)):
                if getattr(call.func, "attr", "") not in ("filter", "get"):
                    continue
                for keyword in call.keywords:
                    if keyword.arg in OURS and ast.unparse(keyword.value).startswith("who."):
                        yield module, function.name, call.lineno, keyword.arg


@contextmanager
def without(module: str, function: str, line: int, keyword: str) -> Iterator[None]:
    """The function compiled anew without that filter."""
    found = import_module(module)
    tree = ast.parse(Path(inspect.getsourcefile(found) or "").read_text())
    for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call) and n.lineno == line):
        if getattr(call.func, "attr", "") in ("filter", "get"):
            call.keywords = [k for k in call.keywords if k.arg != keyword]
    whole: FunctionType = inspect.unwrap(getattr(found, function))
    before, whole.__code__ = whole.__code__, _code(compile(tree, found.__file__ or "", "exec"), function)
    try:
        yield
    finally:
        whole.__code__ = before


def _code(module: CodeType, function: str) -> CodeType:
    return next(c for c in module.co_consts if isinstance(c, CodeType) and c.co_name == function)


def mutants(looks: Any) -> list[Mutant]:
    """`looks(module)` gives what strangers fetched through the addresses of that module."""
    return [Mutant("query", f"{module.removeprefix('waakvlam.')}.{function}: without `{keyword}`",
                   _of(looks, module, function, line, keyword)) for module, function, line, keyword in sites()
            if hasattr(import_module(module), function)]


def _of(looks: Any, module: str, function: str, line: int, keyword: str) -> Any:
    def check() -> bool:
        before = looks(module)
        with without(module, function, line, keyword):
            return bool(looks(module) - before)

    return check
