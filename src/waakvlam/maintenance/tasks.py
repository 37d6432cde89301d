"""Every ten minutes: compare what closed. The moment is the same for all, and hangs on nobody's act."""

import logging

from django.db import connection
from procrastinate.contrib.django import app

from waakvlam.access.identity import acting, system
from waakvlam.access.words import Purpose
from waakvlam.kit.time import now

from .commands import matching

log = logging.getLogger("waakvlam.maintenance")


@app.periodic(cron="*/10 * * * *")
@app.task(queue="maintenance", queueing_lock="maintenance.settle")
def settle_what_closed(timestamp: int = 0) -> int:
    """Returns how many rounds were compared; one that fails stops no other."""
    with connection.cursor() as db:
        db.execute("select round_id, host from maintenance_due(%s)", [now()])
        due = db.fetchall()
    done = 0
    for round_id, host in due:
        try:
            with acting(system(host, Purpose.MAINTENANCE)) as by:
                matching.settle(round_id=round_id, by=by)
                done += 1
        except Exception:
            log.exception("round %s could not be compared", round_id)
    return done
