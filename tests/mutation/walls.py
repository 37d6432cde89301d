"""Walls without one condition: caught by raw SQL with one thing wrong (tests/locks/walls.py).

The change is made by a superuser in the same transaction and rolled back; the check runs as the application.
"""

import re

from django.db import connection, transaction

from tests.locks.above import act_as
from tests.locks.walls import WALLED, Stand, lets_through
from waakvlam.access.wall import APP

from .mutant import Mutant


def conditions(rule: str) -> list[str]:
    """The parts that stand side by side between `and`, on the outermost level of brackets."""
    parts, depth, start = [], 0, 0
    for found in re.finditer(r"[()]|\band\b", rule):
        depth += {"(": 1, ")": -1}.get(found.group(), 0)
        if found.group() == "and" and depth == 0:
            parts.append(rule[start:found.start()].strip())
            start = found.end()
    return [*parts, rule[start:].strip()]


def shorter(rule: str) -> dict[str, str]:
    """What is taken away → the rule without it: each condition, and each within the subselect on reach
    and within the one comparison of owned rows."""
    whole = conditions(rule)
    made = {part: _without(whole, at) for at, part in enumerate(whole) if part not in ("true", "false")}
    for part in whole:
        if found := re.search(r"where (.*)\)$", part) if part.startswith("exists") else re.search(r"when (.*) then", part):
            body = conditions(found.group(1))
            made |= {inside: rule.replace(found.group(1), _without(body, at)) for at, inside in enumerate(body)
                     if not inside.startswith("r.subject_id =")}
    return made


def _without(parts: list[str], at: int) -> str:
    return " and ".join(part for n, part in enumerate(parts) if n != at) or "true"


def mutants(stands: list[Stand]) -> list[Mutant]:
    """Per verb of a table. To change a row it must be right before and after: both lose the condition at once."""
    found = []
    for stand in stands:
        rules = WALLED[stand.table].rules(stand.table, stand.verb)
        without = {clause: shorter(rule) for clause, rule in rules.items()}
        for part in dict.fromkeys(p for of in without.values() for p in of):
            clauses = " ".join(f"{clause} ({without[clause].get(part, rule)})" for clause, rule in rules.items())
            found.append(Mutant("wall", f"{stand.table}, {stand.verb}: without `{_short(part)}`", _of(stand, clauses)))
    return found


def _short(part: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\(select (wall_\w+\(\))\)", r"\1", part)).replace("|", "¦")[:110]


def _of(stand: Stand, clauses: str):
    def check() -> bool:
        with transaction.atomic():
            act_as("none")
            with connection.cursor() as db:
                db.execute(f"alter policy wall_{stand.verb} on {stand.table} {clauses}")
            act_as(APP)
            told = any(True for _ in lets_through(stand))
            transaction.set_rollback(True)
        return told

    return check
