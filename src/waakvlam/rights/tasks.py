"""Jobs: visits that are over leave no trace of when somebody looked."""

from procrastinate.contrib.django import app

from waakvlam.kit.time import now

from . import visits


@app.periodic(cron="37 3 * * *")
@app.task(queue="keeping", queueing_lock="rights.visits")
def forget_visits(timestamp: int) -> int:
    return int(visits.call("rights_forget", now()) or 0)
