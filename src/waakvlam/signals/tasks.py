"""Jobs: the mailbox is read every two minutes; unfinished forms go within the hour after their day; nuisance files are carried out and taken back;
each report of nuisance is told to who lets that home or guides there; each night signals are compared across organisations, blind."""

import logging
from uuid import UUID

from django.db import connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from waakvlam.access.identity import acting, system
from waakvlam.access.words import Purpose

from . import drafts
from .commands import fetching, guided, nuisance_job, together
from .mailbox import Unreachable

log = logging.getLogger("waakvlam.signals")
AGAIN = RetryStrategy(max_attempts=5, wait=15)

@app.periodic(cron="21 * * * *")
@app.task(queue="keeping", queueing_lock="signals.drafts")
def forget_drafts(timestamp: int = 0) -> int:
    """Returns how many unfinished forms went."""
    return drafts.forget()


@app.periodic(cron="*/2 * * * *")
@app.task(queue="keeping", queueing_lock="signals.mailbox", lock="signals.mailbox")
def read_mailbox(timestamp: int = 0) -> dict[str, int]:
    """What became of the messages. A mailbox that cannot be read now is read the next time."""
    try:
        return fetching.fetch()
    except Unreachable as trouble:
        log.warning('{"event": "mailbox unreachable", "why": "%s"}', trouble)
        return {}


@app.task(queue="imports", retry=AGAIN)
def carry_out_nuisance(import_id: str, organisation_id: str) -> int:
    """An approved file becomes signals; run twice it does nothing more."""
    return nuisance_job.carry_out(UUID(import_id), by=system(organisation_id, Purpose.SIGNAL))


@app.task(queue="imports", retry=AGAIN)
def take_back_nuisance(import_id: str, organisation_id: str) -> int:
    """What nobody touched of a delivery goes; run twice it does nothing more."""
    return nuisance_job.undo(UUID(import_id), by=system(organisation_id, Purpose.SIGNAL))


@app.task(queue="keeping", retry=AGAIN)
def tell_of_nuisance(signal_id: str, organisation_id: str) -> int:
    """Word to who lets the home or guides there; run twice it does nothing more. Returns to how many."""
    with acting(system(organisation_id, Purpose.SIGNAL)) as by:
        return guided.tell(signal_id=UUID(signal_id), by=by)


@app.periodic(cron="9 4 * * *")
@app.task(queue="keeping", queueing_lock="signals.together")
def compare_signals(timestamp: int = 0) -> int:
    """Once a night, all at once: nobody can try an address. Returns how many organisations were given a job."""
    with connection.cursor() as db:
        db.execute("select organisation from signals_holders() order by 1")
        found = [row[0] for row in db.fetchall()]
    for organisation_id in found:
        compare_signals_of.configure(lock=f"together {organisation_id}").defer(organisation_id=str(organisation_id))
    return len(found)


@app.task(queue="keeping")
def compare_signals_of(organisation_id: str) -> int:
    """Returns how many hints came."""
    with acting(system(organisation_id, Purpose.SIGNAL)) as by:
        return together.compare(by=by)
