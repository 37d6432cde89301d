"""Signals about the same home raise the urgency: a rule that everybody can check by counting, never a score of a person (R5).

Counted is what somebody of the own organisation joined, so that no machine decides what belongs together.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from .models.states import RANK, Urgency

DAYS = 30
# From this many signals within DAYS the urgency is at least this; most first.
RAISES = ((6, Urgency.TODAY), (3, Urgency.SOON))


def least(came: Iterable[datetime]) -> str:
    """The least urgency of a thread, by the moments at which its signals came in: pure."""
    moments = sorted(came)
    if not moments:
        return Urgency.NORMAL
    n = sum(moment > moments[-1] - timedelta(days=DAYS) for moment in moments)
    return next((urgency for most, urgency in RAISES if n >= most), Urgency.NORMAL)


def highest(*urgencies: str) -> str:
    return max(urgencies, key=lambda urgency: RANK[urgency])
