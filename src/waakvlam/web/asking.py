"""How the shell asks modules for what they have to show, without knowing them.

A module takes part by offering a function in its ``queries`` and naming the purposes for which it
may be asked. It is asked only for purposes that the role and the covenant allow, each time while the
wall knows that purpose: the shell shows nothing a page would not.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings

from waakvlam.access import covenant, reads
from waakvlam.access.identity import Who, entered_when_asked, restored


def takers(function: str, purposes: str) -> Iterator[tuple[str, Any, tuple[str, ...]]]:
    """(module, what it offers, purposes) of each module that takes part, in the order of the settings."""
    for name in settings.MODULES:
        if f"waakvlam.{name}" not in settings.INSTALLED_APPS or not find_spec(f"waakvlam.{name}.queries"):
            continue
        queries = import_module(f"waakvlam.{name}.queries")
        asked, allowed = getattr(queries, function, None), getattr(queries, purposes, ())
        if asked is not None and allowed:
            yield name, asked, (allowed,) if isinstance(allowed, str) else tuple(allowed)


def ask_all(who: Who, asked: Sequence[tuple[Callable[..., Iterable[Any]], tuple[str, ...]]],
            *args: Any, first: Iterable[tuple[reads.Read, Who]] = (), **options: Any) -> list[list[Any]]:
    """What each function answers for its purposes, as far as role and covenant allow them; in order.

    Asked by purpose, the one at hand last, so that the wall stands at it again. The wall hears of a purpose
    together with the first statement: a function that asks the database nothing costs it nothing. `first` is read
    in one message before all of them.
    """
    answers: list[dict[str, list[Any]]] = [{} for _ in asked]
    wanted = [(purpose, at) for at, (_function, purposes) in enumerate(asked) for purpose in purposes
              if purpose in who.purposes()]
    with restored(), reads.ahead(first):
        for purpose, at in sorted(wanted, key=lambda pair: (pair[0] == who.purpose, pair)):
            other = who.for_purpose(purpose)
            if covenant.opens(other):
                with entered_when_asked(other):
                    answers[at][purpose] = list(asked[at][0](other, *args, **options))
    return [[one for purpose in purposes for one in found.get(purpose, [])]
            for found, (_function, purposes) in zip(answers, asked, strict=True)]
