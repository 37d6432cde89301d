"""Jobs: look over yesterday's log, each organisation its own."""

from datetime import timedelta

from django.db import connection
from procrastinate.contrib.django import app

from waakvlam.access.identity import acting, system
from waakvlam.access.words import Purpose
from waakvlam.kit.time import today

from . import commands


@app.periodic(cron="11 4 * * *")
@app.task(queue="keeping", queueing_lock="oversight")
def look_over_yesterday(timestamp: int) -> int:
    """How many new questions, over all organisations; each in a transaction of its own."""
    with connection.cursor() as db:
        db.execute("select organisation from oversight_organisations()")
        organisations = [row[0] for row in db.fetchall()]
    found = 0
    for organisation_id in organisations:
        with acting(system(organisation_id, Purpose.REGISTER)) as by:
            found += commands.notice(day=today() - timedelta(days=1), by=by)
    return found
