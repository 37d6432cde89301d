"""Ways to be wrong: one thing about who asks, the row, or the rows that it leans on, and nothing else.

Each way must close the row. So whoever takes one condition of a wall away lets exactly one way through.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from waakvlam.access.words import Purpose, Role
from waakvlam.kit.time import now

STRANGE, ANOTHER = UUID(int=7), UUID(int=8)
LONG_AGO, LATER = now() - timedelta(days=2), now() + timedelta(days=2)


@dataclass(frozen=True)
class Of:
    """The value of this column of the row; or of this aspect of who asks."""

    column: str
    of_who: bool = False


ME, US = Of("person_id", of_who=True), Of("organisation_id", of_who=True)


@dataclass(frozen=True)
class Lean:
    """Rows of `table` whose columns are what `where` says: these get other values."""

    table: str
    where: Mapping[str, Any]
    change: Mapping[str, Any]


@dataclass(frozen=True)
class Wrong:
    """`who`: aspects of the identity; `row`: columns of the row; both with the values that they get."""

    what: str
    who: Mapping[str, Any] = field(default_factory=dict)
    row: Mapping[str, Any] = field(default_factory=dict)
    leans: tuple[Lean, ...] = ()


def wrong_identities(aspects: str, purposes: set[str], roles: set[str] | None) -> Iterator[Wrong]:
    """Who asks, with one of these aspects wrong; a letter is an aspect, as wall_model.py explains them."""
    for letter, what, change in (
            ("n", "another network", {"network_id": STRANGE}), ("o", "another organisation", {"organisation_id": STRANGE}),
            ("m", "another person", {"person_id": STRANGE}), ("s", "a link to something else", {"only": STRANGE}),
            ("b", "another role and organisation", {"role": Role.CALLER, "organisation_id": STRANGE}),
            ("h", "another person, who has none of the roles", {"role": Role.CALLER, "person_id": STRANGE}),
            ("e", "neither of the roles nor for the purpose", {"role": Role.CALLER, "purpose": Purpose.DIRECTORY})):
        if letter in aspects:
            yield Wrong(what, who=change)
    if "p" in aspects:
        yield from (Wrong(f"for {purpose}", who={"purpose": purpose}) for purpose in Purpose if purpose not in purposes)
    if "r" in aspects and roles:
        shut = {r.removeprefix("-") for r in roles if r.startswith("-")} or {*Role} - roles
        yield from (Wrong(f"as {role}", who={"role": role}) for role in sorted(shut))


def through_reach(compartment: str, column: str) -> Iterator[Wrong]:
    """What it is seen through: closed, past its day, narrowed to others, of another compartment or purpose."""
    for what, change in (("closed", {"ended_at": now()}), ("past its day", {"until": LONG_AGO}),
                         ("to another team", {"team_id": STRANGE}), ("to another person", {"person_id": STRANGE}),
                         ("of another compartment", {"compartment": "other"}), ("for another purpose", {"purpose": Purpose.DIRECTORY})):
        if compartment or "compartment" not in change:
            yield Wrong(f"reach {what}", leans=(reach(column, change, *([compartment] if compartment else [])),))


def reach(column: str, change: Mapping[str, Any], *compartments: str) -> Lean:
    """Reach of the subject that stands in this column; of these compartments, or of all."""
    where: dict[str, Any] = {"subject_id": Of(column)}
    return Lean("access_reach", where | ({"compartment": list(compartments)} if compartments else {}), change)


def for_another_purpose(column: str) -> Wrong:
    """Reach says another purpose, and whoever asks acts for that one: right for reach, wrong for this table."""
    return Wrong("for another purpose, as reach says", who={"purpose": Purpose.DIRECTORY}, leans=(reach(column, {"purpose": Purpose.DIRECTORY}),))


def by_link(column: str) -> Wrong:
    """Behind a link to the very thing: right for reach, wrong where no guest may."""
    return Wrong("by a link to it", who={"only": Of(column)})


def own(what: str, **row: Any) -> Wrong:
    return Wrong(what, row=row)


def leaning(what: str, table: str, column: str, **change: Any) -> Wrong:
    """The row of another table that this column points at is not what it must be."""
    return Wrong(what, leans=(Lean(table, {"id": Of(column)}, change),))
