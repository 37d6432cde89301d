"""What several modules read for one page, asked in one message to the database.

PostgreSQL carries out the statements of a message one after the other, each with its own plan, and before each that
is for another purpose the wall hears of that purpose: nobody reads more than by asking one at a time. What goes is
the waiting for an answer to each. A module names its reads as functions; whoever draws the page reads them `ahead`,
and a module then asks `rows` as it would elsewhere.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

from . import standing
from .identity import TELL, Who, settings_of

# What somebody reads, given who asks; None where there is nothing to ask. It asks the database nothing itself.
Read = Callable[[Who], QuerySet[Any] | None]
Found = dict[tuple[Read, Who], list[Any]]
_found: ContextVar[Found | None] = ContextVar("waakvlam_reads", default=None)


def rows(who: Who, read: Read) -> list[Any]:
    """What `read` gives. One query, or none inside `ahead`."""
    found = (_found.get() or {}).get((read, who))
    if found is not None:
        return found
    asked = read(who)
    return [] if asked is None else list(asked)


@contextmanager
def ahead(reads: Iterable[tuple[Read, Who]]) -> Iterator[None]:
    """Read all of these now, in their order, in one message; inside, `rows` knows the answers.

    The wall stands at the last of them afterwards: call it between `identity.restored`. For reads only.
    """
    token = _found.set(_all([(key, asked) for key in reads if (asked := key[0](key[1])) is not None]))
    try:
        yield
    finally:
        _found.reset(token)


def _all(asked: list[tuple[tuple[Read, Who], QuerySet[Any]]]) -> Found:
    found: Found = {key: [] for key, _rows in asked}
    parts, args, sent, stands = [], [], [], standing.read()
    for key, queries in asked:
        compiler = queries.query.get_compiler(queries.db)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            continue
        tells = key[1] != stands
        if tells:
            stands = key[1]
            parts.append(TELL)
            args += settings_of(stands)
        parts.append(sql)
        args += params
        sent.append((key, queries, compiler, tells))
    if not sent:
        return found
    with connection.cursor() as db:
        db.execute("; ".join(parts), args)
        for key, queries, compiler, tells in sent:
            if tells:
                db.nextset()
            found[key] = _made(queries, compiler, db.fetchall())
            db.nextset()
    standing.note(stands)
    return found


def _made(queries: QuerySet[Any], compiler: SQLCompiler, answer: list[Any]) -> list[Any]:
    """The objects of a query whose answer is here already: its own compiler makes them, without asking."""
    vars(compiler)["execute_sql"] = lambda *_args, **_options: iter([answer])
    vars(queries.query)["get_compiler"] = lambda *_args, **_options: compiler
    return list(queries)
