"""The scheduler of silence: every ten minutes, whatever ran out moves one step."""

import logging

from procrastinate.contrib.django import app

from waakvlam.access import clocks
from waakvlam.kit.errors import Absent

from . import commands

BATCHES = 20  # of 500; what is left waits ten minutes
log = logging.getLogger("waakvlam.handovers")


@app.periodic(cron="*/10 * * * *")
@app.task(queue="clocks", queueing_lock="handovers.clocks")
def look_at_clocks(timestamp: int = 0) -> int:
    """Returns how many clocks were moved, of every module: this is the one scheduler of silence."""
    moved = 0
    for _batch in range(BATCHES):
        done = sum(_look(due) for due in clocks.due())
        moved += done
        if not done:
            break
    return moved


def _look(due: clocks.Due) -> bool:
    """One transaction each: one that fails stops no other."""
    try:
        return commands.look_at(due.clock_id, due.asker) != "none"
    except Absent:
        log.warning("clock %s has no handover within reach of %s", due.clock_id, due.asker)
    except Exception:
        log.exception("clock %s could not be moved", due.clock_id)
    return False
