"""The nightly run: each organisation a job of its own, so that one that fails stops no other."""

from django.db import connection
from procrastinate.contrib.django import app

from waakvlam.access.identity import system
from waakvlam.access.words import Purpose

from . import logs, sweeping


@app.periodic(cron="13 2 * * *")
@app.task(queue="keeping", queueing_lock="keeping")
def keep_terms(timestamp: int = 0) -> int:
    """Returns how many organisations were given a job."""
    with connection.cursor() as db:
        db.execute("select organisation_id from keeping_organisations()")
        found = [row[0] for row in db.fetchall()]
    for organisation_id in found:
        keep_terms_of.configure(lock=f"keeping {organisation_id}").defer(organisation_id=str(organisation_id))
    return len(found)


@app.task(queue="keeping")
def keep_terms_of(organisation_id: str) -> int:
    """Returns how many rows went. May be done twice: what went is not there any more."""
    return sweeping.sweep(system(organisation_id, Purpose.ADMINISTRATION)).rows


@app.periodic(cron="43 2 * * *")
@app.task(queue="keeping", queueing_lock="logs")
def keep_logs(timestamp: int = 0) -> int:
    """Sealed batches of the logs that are over their term; returns how many went."""
    return logs.remove().batches
