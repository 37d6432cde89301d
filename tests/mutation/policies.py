"""Policies without one predicate: caught by the table written by hand (tests/locks/policy_model.py)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from tests.locks.policies import wrong
from tests.locks.policy_model import MODEL
from waakvlam.access.policies import TABLE, Rule

from .mutant import Mutant


def mutants() -> list[Mutant]:
    return [Mutant("policy", f"{permission}: way {i + 1} without “{predicate.sentence}”", _of(permission, i, j))
            for permission, rule in sorted(TABLE.items()) if permission in MODEL
            for i, clause in enumerate(rule.clauses) for j, predicate in enumerate(clause)]


def _of(permission: str, clause: int, predicate: int):
    def check() -> bool:
        with without(permission, clause, predicate):
            return bool(wrong(permission))

    return check


@contextmanager
def without(permission: str, clause: int, predicate: int) -> Iterator[Rule]:
    whole = TABLE[permission]
    shorter = tuple(p for n, p in enumerate(whole.clauses[clause]) if n != predicate)
    TABLE[permission] = replace(whole, clauses=tuple(
        shorter if n == clause else c for n, c in enumerate(whole.clauses)))
    try:
        yield TABLE[permission]
    finally:
        TABLE[permission] = whole
