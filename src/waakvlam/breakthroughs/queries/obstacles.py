"""What stood in the way and was removed: counts and medians of the network, small cells hidden by the function (R30)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from waakvlam.access.identity import Who
from waakvlam.access.models import Organisation
from waakvlam.access.policies import require
from waakvlam.kit.time import AMSTERDAM, today

from ..models import Obstacle
from ..policies import BreakthroughPermission
from .rates import asked_rows, free_since, number_of, quarter_name, quarters_ago

QUARTERS = 8


@dataclass(frozen=True)
class Cell:
    """`named` is None where it is too small to show; `median` working days from naming to removing."""

    label: Any
    named: int | None
    removed: int | None
    median: float | None


@dataclass(frozen=True)
class Figures:
    whole: Cell | None
    kinds: list[Cell]
    partners: list[Cell]
    quarters: list[Cell]


def obstacles(who: Who) -> Figures:
    """Over two years. Two queries."""
    require(who, BreakthroughPermission.SEE_OBSTACLES)
    since = datetime.combine(quarters_ago(today(), QUARTERS - 1), time(), AMSTERDAM).astimezone(UTC)
    rows = asked_rows("select * from obstacle_figures(%s, %s)", [since, free_since(since)])
    names = dict(Organisation.objects.filter(network_id=who.network_id).values_list("id", "name"))
    labels: dict[str, Any] = {
        "kind": lambda x: Obstacle(x).label, "partner": lambda x: names.get(UUID(x), ""),
        "quarter": lambda x: quarter_name(date.fromisoformat(x)), "all": lambda x: x}
    found: dict[str, list[Cell]] = {what: [] for what in labels}
    for what, name, named, removed, median in rows:
        found[what].append(Cell(labels[what](name), named, removed, number_of(median)))
    return Figures(next(iter(found["all"]), None), found["kind"], sorted(found["partner"], key=lambda c: str(c.label)), found["quarter"])
