"""Jobs: every network its picture, once a night."""

from django.db import connection
from procrastinate.contrib.django import app

from waakvlam.access.identity import acting, system
from waakvlam.access.words import Purpose

from . import commands


@app.periodic(cron="41 2 * * *")
@app.task(queue="keeping", queueing_lock="insight")
def refresh_pictures(timestamp: int) -> int:
    """Returns how many networks; each in a transaction of its own."""
    with connection.cursor() as db:
        db.execute("select organisation_id from insight_networks()")
        organisations = [row[0] for row in db.fetchall()]
    for organisation_id in organisations:
        with acting(system(organisation_id, Purpose.INSIGHT)) as by:
            commands.refresh(by=by)
    return len(organisations)
