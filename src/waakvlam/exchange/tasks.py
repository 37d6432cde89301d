"""Jobs of exchange: bring processing lines to the Logboek."""

from procrastinate.contrib.django import app

from . import commands


@app.periodic(cron="*/5 * * * *")
@app.task(queue="keeping", queueing_lock="logboek")
def ship_lines(timestamp: int) -> int:
    """Whatever was sealed and not acknowledged; a failure waits for its own time."""
    return commands.ship_due()
