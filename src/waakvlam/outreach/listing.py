"""The list of a round: how large and of what make-up it would be, and making it, set-based."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from math import ceil
from typing import Any
from uuid import UUID

from django.db import connection

from waakvlam.access.identity import Who
from waakvlam.kit.time import AMSTERDAM, now
from waakvlam.people.sql import UUID7

from . import candidates
from .models import Round
from .selection import Selection

ACTIVITY = "outreach.list"


@dataclass(frozen=True)
class Share:
    """One line of the make-up: households on the list beside households that live in the area."""

    code: str
    on_list: int
    living: int


@dataclass(frozen=True)
class Size:
    """What approval would make. Counts are households; `excluded` is reason → count."""

    living: int = 0
    fits: int = 0
    listed: int = 0
    reference: int = 0
    outside: int = 0
    excluded: dict[str, int] = field(default_factory=dict)
    bands: tuple[Share, ...] = ()
    kinds: tuple[Share, ...] = ()
    neighbourhoods: tuple[Share, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"living": self.living, "fits": self.fits, "listed": self.listed,
                "reference": self.reference, "outside": self.outside, "excluded": self.excluded}


COUNTS = """select fits, reason, coalesce(band::text, ''), kind, neighbourhood_code, count(*)
              from candidates group by 1, 2, 3, 4, 5"""


def preview(who: Who, selection: Selection, *, cool_down_days: int, reference_percent: int,
            round_id: UUID | None = None) -> Size:
    """Size and make-up before approval. One query over the area; writes nothing, names nobody."""
    with connection.cursor() as db:
        db.execute(candidates.statement(selection) + COUNTS, candidates.parameters(
            who, selection, cool_down_days=cool_down_days, round_id=round_id))
        return _counted(db.fetchall(), reference_percent)


def _counted(rows: Iterable[tuple[bool, str, str, str, str, int]], percent: int) -> Size:
    rows = list(rows)
    listed = sum(n for fits, reason, *_, n in rows if fits and not reason)
    outside = sum(n for fits, reason, *_, n in rows if not fits and not reason)
    excluded: Counter[str] = Counter()
    for fits, reason, *_, n in rows:
        if fits and reason:
            excluded[reason] += n
    return Size(
        living=sum(n for *_, n in rows), fits=sum(n for fits, *_, n in rows if fits), listed=listed,
        reference=reference_size(listed, outside, percent), outside=outside,
        excluded={r: excluded[r] for r in candidates.REASONS if excluded[r]},
        bands=_shares(rows, 2), kinds=_shares(rows, 3), neighbourhoods=_shares(rows, 4))


def _shares(rows: list[tuple[Any, ...]], column: int) -> tuple[Share, ...]:
    living: Counter[str] = Counter()
    on_list: Counter[str] = Counter()
    for row in rows:
        living[row[column]] += row[5]
        if row[0] and not row[1]:
            on_list[row[column]] += row[5]
    key = (lambda code: (code == "", int(code or 0))) if column == 2 else str
    return tuple(Share(code, on_list[code], living[code]) for code in sorted(living, key=key))


def reference_size(listed: int, outside: int, percent: int) -> int:
    """Households in the random reference group: a percentage of the list, at most who is left."""
    return min(ceil(listed * percent / 100), outside)


# The same seed over the same register draws the same households, and nobody can steer it.
_INSERT = f"""
with chosen as (
  (select c.*, false as in_reference from candidates c where fits and reason = '')
  union all
  (select c.*, true from candidates c where not fits and reason = ''
    order by md5(%(seed)s || c.id::text), c.id limit %(reference)s))
insert into outreach_roundentry (id, network_id, organisation_id, round_id, household_id, in_reference,
       why, rank, neighbourhood_code, block, state, excluded_reason, next_at, back_first, attempts,
       last_outcome, created_at)
select {UUID7}, network_id, %(organisation)s, %(round)s, id, in_reference,
       case when in_reference then jsonb_build_object('reference', true)
            else jsonb_strip_nulls({{why}}) end,
       row_number() over (order by {{order}}), neighbourhood_code, block, 'waiting', '', %(next_at)s,
       false, 0, '', %(now)s
  from chosen"""  # noqa: S608  fixed fragments only

_ORDER = {
    "mixed": "md5('rank' || %(seed)s || id::text), id",
    "blocks": "neighbourhood_code, block, street, house_number nulls last, id",
}
# What made somebody fit, per criterion that was used (R6): bands and days, never a birth date.
_WHY = {
    "age": "'age', " + candidates.band_of("fitting"),
    "households": "'household', kind",
    "blocks": "'block', block",
    "tenancy_min": "'renting_since', extract(year from tenancy_start)",
    "tenancy_max": "'renting_since', extract(year from tenancy_start)",
    "arrears": "'arrears', arrears_stage",
    "not_reached_since": "'last_contact', coalesce(last_contact_at::date::text, 'never')",
}


def fill(round: Round, selection: Selection, who: Who) -> Size:
    """Write the list of a round that is being approved; how large it became.

    The candidates are worked out once, into a table that ends with the transaction.
    """
    given = candidates.parameters(who, selection, cool_down_days=round.cool_down_days, round_id=round.id)
    with connection.cursor() as db:
        db.execute("drop table if exists pg_temp.candidates")
        found = candidates.statement(selection) + "select * from candidates"  # noqa: S608
        db.execute(f"create temp table candidates on commit drop as {found}", given)
        db.execute(COUNTS)
        size = _counted(db.fetchall(), round.reference_percent)
        begins = datetime.combine(round.starts_on, time(0, 0), AMSTERDAM).astimezone(UTC)
        db.execute(_insert(selection), given | {
            "seed": str(round.seed), "reference": size.reference, "now": now(), "next_at": begins,
            "number": round.selection_number})
    return size


def _insert(selection: Selection) -> str:
    parts = dict.fromkeys(["'selection', %(number)s::int", "'neighbourhood', neighbourhood_code"])
    parts |= dict.fromkeys(_WHY[name] for name in candidates.criteria(selection))
    return _INSERT.format(why=f"jsonb_build_object({', '.join(parts)})", order=_ORDER[selection.order])
