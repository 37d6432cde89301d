"""The share of clocks that each partner answers in time: counts from a function that hides small cells itself (R30)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from waakvlam.access.identity import Who
from waakvlam.access.models import Organisation
from waakvlam.access.policies import require
from waakvlam.access.waits import TABLE
from waakvlam.kit.errors import Absent
from waakvlam.kit.time import AMSTERDAM, free_days, now, today

from ..models import Explanation
from ..policies import BreakthroughPermission

DAYS = 90
QUARTERS = 8


@dataclass(frozen=True)
class Rate:
    """`asked` clocks came due; None where the cell is too small to show. `median` in working days."""

    label: Any
    asked: int | None
    in_time: int | None
    late: int | None
    silent: int | None
    median: float | None

    def share(self, part: int | None) -> float | None:
        return part / self.asked if part is not None and self.asked else None

    @property
    def in_time_share(self) -> float | None:
        return self.share(self.in_time)

    @property
    def late_share(self) -> float | None:
        return self.share(self.late)

    @property
    def silent_share(self) -> float | None:
        return self.share(self.silent)

    @property
    def is_hidden(self) -> bool:
        return self.asked is None


@dataclass(frozen=True)
class PartnerRates:
    organisation: Organisation
    whole: Rate | None = None
    kinds: list[Rate] = field(default_factory=list)
    explanation: Explanation | None = None


def rates(who: Who) -> list[PartnerRates]:
    """Every partner by name, over the last ninety days. Three queries."""
    require(who, BreakthroughPermission.SEE_RATES)
    rows: dict[UUID, list[tuple[Any, ...]]] = {}
    for row in asked_rows("select * from silence_rates(%s, %s, %s)", [now() - timedelta(days=DAYS), now(), free_since(now() - timedelta(days=DAYS))]):
        rows.setdefault(row[0], []).append(row[1:])
    partners = list(Organisation.objects.filter(network_id=who.network_id).order_by("name"))
    said = _explanations(who, [o.pk for o in partners])
    return [_of(o, rows.get(o.pk, []), said.get(o.pk)) for o in partners if o.pk in rows or o.pk in said]


def history(who: Who, partner_id: UUID) -> tuple[PartnerRates, list[Rate]]:
    """One partner: now per kind, and its quarters, oldest first. Raises Absent. Four queries."""
    require(who, BreakthroughPermission.SEE_RATES)
    found = Organisation.objects.filter(network_id=who.network_id, pk=partner_id).first()
    if found is None:
        raise Absent("partner")
    current = next((p for p in rates(who) if p.organisation.pk == partner_id), PartnerRates(found))
    since = quarters_ago(today(), QUARTERS - 1)
    start = datetime.combine(since, time(), AMSTERDAM).astimezone(UTC)
    rows = asked_rows("select * from silence_quarters(%s, %s, %s, %s)", [partner_id, start, now(), free_since(start)])
    return current, [_rate(quarter_name(day), *counts) for day, *counts in rows]


def _rate(label: Any, asked: int | None, in_time: int | None, late: int | None, silent: int | None, median: Any) -> Rate:
    return Rate(label, asked, in_time, late, silent, number_of(median))


def quarter_name(day: date) -> str:
    return f"{day.year} – {(day.month + 2) // 3}"


def _of(organisation: Organisation, rows: Iterable[tuple[Any, ...]], explanation: Explanation | None) -> PartnerRates:
    made = {kind: _rate(_label(kind), *counts) for kind, *counts in rows}
    whole = made.pop("", None)
    return PartnerRates(organisation, whole, list(made.values()), explanation)


def _label(part: str) -> Any:
    """What a module calls the clocks whose kind begins so."""
    return next((row.label for row in TABLE.values() if any(kind.partition(".")[0] == part for kind in row.asks)), part)


def _explanations(who: Who, ids: list[UUID]) -> Mapping[UUID, Explanation]:
    """The newest of each that still holds. One query."""
    rows = Explanation.objects.filter(network_id=who.network_id, organisation_id__in=ids, until__gte=today()).order_by("at")
    return {e.organisation_id: e for e in rows}


def asked_rows(sql: str, args: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as db:
        db.execute(sql, args)
        rows: list[tuple[Any, ...]] = db.fetchall()
    return rows


def free_since(since: datetime) -> list[date]:
    return sorted(day for year in range(since.year, today().year + 1) for day in free_days(year))


def number_of(value: Any) -> float | None:
    return None if value is None else float(value)


def quarters_ago(day: date, n: int) -> date:
    months = day.year * 12 + (day.month - 1) // 3 * 3 - 3 * n
    return date(months // 12, months % 12 + 1, 1)
