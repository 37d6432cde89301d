"""Jobs: a form that nobody finished goes within the hour after its day."""

from procrastinate.contrib.django import app

from . import drafts


@app.periodic(cron="21 * * * *")
@app.task(queue="keeping", queueing_lock="signals.drafts")
def forget_drafts(timestamp: int = 0) -> int:
    """Returns how many unfinished forms went."""
    return drafts.forget()
