"""The list of a round before it is approved: how large it would be, and of what make-up."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from math import ceil
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db import connection

from waakvlam.access.identity import Who
from waakvlam.kit.time import today

from . import candidates
from .selection import Selection

# Areas from this size on are counted once a minute, whoever looks; smaller ones each time.
LARGE = 5_000
KEPT = 60  # seconds


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
            round_id: UUID | None = None, needs_phone: bool = True) -> Size:
    """Size and make-up before approval. One query over the area, or none where the same selection
    of a large area was counted within the minute; writes nothing, names nobody."""
    asked = sha256(json.dumps([str(who.organisation_id), selection.as_json(), cool_down_days, str(round_id),
                               str(today()), needs_phone]).encode()).hexdigest()
    rows = cache.get(asked)
    if rows is None:
        with connection.cursor() as db:
            db.execute(candidates.statement(selection) + COUNTS, candidates.parameters(
                who, selection, cool_down_days=cool_down_days, round_id=round_id, needs_phone=needs_phone))
            rows = db.fetchall()
        if sum(row[-1] for row in rows) >= LARGE:
            cache.set(asked, rows, KEPT)
    return counted(rows, reference_percent)


def counted(rows: Iterable[tuple[bool, str, str, str, str, int]], percent: int) -> Size:
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
