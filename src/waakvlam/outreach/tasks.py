"""Jobs of outreach. Arguments are ids only; each may run twice."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from waakvlam.access.identity import system
from waakvlam.access.words import Purpose

from .commands import batches


@app.task(queue="outreach", retry=RetryStrategy(max_attempts=5, wait=15))
def carry_on(batch_id: str, organisation_id: str) -> None:
    """Make a list or send an announcement, from where it stopped."""
    batches.carry_on(UUID(batch_id), by=system(organisation_id, Purpose.CALL_ROUND))
