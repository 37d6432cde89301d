"""Jobs of outreach. Arguments are ids only; each may run twice."""

from uuid import UUID

from django.db import connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from waakvlam.access.identity import acting, system
from waakvlam.access.words import Purpose
from waakvlam.kit.time import now

from .commands import batches, coverage, joint


@app.task(queue="outreach", retry=RetryStrategy(max_attempts=5, wait=15))
def carry_on(batch_id: str, organisation_id: str) -> None:
    """Make a list or send an announcement, from where it stopped."""
    batches.carry_on(UUID(batch_id), by=system(organisation_id, Purpose.CALL_ROUND))


@app.periodic(cron="*/10 * * * *")
@app.task(queue="outreach", queueing_lock="outreach.joint")
def lapse_unanswered(timestamp: int = 0) -> int:
    """Visits together whose moment passed without an answer; returns how many. Done as the organisation that asked."""
    with connection.cursor() as db:
        db.execute("select visit_id, host from joint_due(%s)", [now()])
        due = db.fetchall()
    for visit_id, host in due:
        with acting(system(host, Purpose.VISIT_ROUND)) as by:
            joint.lapse(visit_id=visit_id, by=by)
    return len(due)


@app.periodic(cron="27 3 * * *")
@app.task(queue="keeping", queueing_lock="coverage")
def count_coverage(timestamp: int) -> int:
    """Returns how many organisations were given a job."""
    with connection.cursor() as db:
        db.execute("select organisation from coverage_organisations()")
        found = [row[0] for row in db.fetchall()]
    for organisation_id in found:
        count_coverage_of.configure(lock=f"coverage {organisation_id}").defer(organisation_id=str(organisation_id))
    return len(found)


@app.task(queue="keeping")
def count_coverage_of(organisation_id: str) -> int:
    with acting(system(organisation_id, Purpose.CALL_ROUND)) as by:
        return coverage.count(by=by)
