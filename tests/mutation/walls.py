"""Walls without one condition: caught by raw SQL with one aspect of the identity wrong (tests/locks/walls.py).

The change is made by a superuser in the same transaction and rolled back; the check runs as the application.
"""

import re

from django.db import connection, transaction

from tests.locks.walls import WALLED, sees_too_much, writes_too_much
from waakvlam.access.identity import Who
from waakvlam.access.wall import APP

from .mutant import Mutant

Filled = dict[str, tuple[Who, set[str]]]


def conditions(rule: str) -> list[str]:
    """The parts that stand side by side between `and`, on the outermost level of brackets."""
    parts, depth, start = [], 0, 0
    for found in re.finditer(r"[()]|\band\b", rule):
        depth += {"(": 1, ")": -1}.get(found.group(), 0)
        if found.group() == "and" and depth == 0:
            parts.append(rule[start:found.start()].strip())
            start = found.end()
    return [*parts, rule[start:].strip()]


def inner(rule: str) -> list[tuple[str, str]]:
    """(what is taken away, the rule without it): each condition, and each within the subselect on reach
    and within the one comparison of owned rows."""
    made = [(part, " and ".join(p for n, p in enumerate(whole) if n != at) or "true")
            for whole in [conditions(rule)] for at, part in enumerate(whole) if part not in ("true", "false")]
    for part in conditions(rule):
        if found := re.search(r"where (.*)\)$", part) if part.startswith("exists") else re.search(r"when (.*) then", part):
            body = found.group(1)
            made += [(inside, rule.replace(body, shorter)) for inside, shorter in (
                (p, " and ".join(q for n, q in enumerate(conditions(body)) if n != at) or "true")
                for at, p in enumerate(conditions(body))) if not inside.startswith("r.subject_id =")]
    return made


def mutants(filled: Filled) -> list[Mutant]:
    found = []
    for table, (who, seen) in sorted(filled.items()):
        wall = WALLED[table]
        for verb in wall.verbs:
            rule = (wall.using if verb in ("select", "update") else wall.check).replace("{table}", table)
            if verb == "update":  # held twice, by what it finds and by what it leaves: either alone suffices
                continue
            for part, shorter in inner(rule):
                found.append(Mutant("wall", f"{table}, {verb}: without `{_short(part)}`",
                                    _of(table, verb, shorter, who, seen)))
    return found


def _short(part: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\(select (wall_\w+\(\))\)", r"\1", part)).replace("|", "¦")[:110]


def _of(table: str, verb: str, rule: str, who: Who, seen: set[str]):
    def check() -> bool:
        with transaction.atomic():
            with connection.cursor() as db:
                db.execute("reset role")
                clause = f"with check ({rule})" if verb == "insert" else f"using ({rule})"
                db.execute(f"alter policy wall_{verb} on {table} {clause}")
                db.execute(f"set role {APP}")
            told = sees_too_much(table, who, seen) if verb == "select" else writes_too_much(table, who, seen, (verb,))
            transaction.set_rollback(True)
        return bool(told)

    return check
