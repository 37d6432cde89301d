"""The one act of this module: count again."""

from django.db import connection, transaction

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.time import now

from .policies import InsightPermission


@transaction.atomic
def refresh(*, by: Who) -> int:
    """Make the figures of `by`'s network anew; returns how many neighbourhoods.

    0 where people ask within twenty hours: the figures stand. Seconds at 80,000 households
    (bench/insight.py). Raises Refused.
    """
    require(by, InsightPermission.REFRESH)
    with connection.cursor() as db:
        db.execute("select insight_refresh(%s)", [now()])
        areas = int(db.fetchone()[0])
    if areas:
        audit.record(by, "insight.refresh", areas=areas)
    return areas
