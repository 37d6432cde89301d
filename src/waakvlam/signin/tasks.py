"""Jobs of sign-in: forget sessions that ended."""

from procrastinate.contrib.django import app

from .store import SessionStore


@app.periodic(cron="17 3 * * *")
@app.task(queue="keeping", queueing_lock="sessions")
def forget_sessions(timestamp: int) -> None:
    SessionStore.clear_expired()
