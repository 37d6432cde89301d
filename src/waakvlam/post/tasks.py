"""Jobs: carry one delivery; try again what failed for a while."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from waakvlam.access.identity import acting, system
from waakvlam.access.words import Purpose
from waakvlam.kit.time import now

from . import commands
from .models import Delivery, State


@app.task(queue="post", pass_context=True)
def carry(context: JobContext, delivery_id: str, organisation_id: str) -> str:
    """Send one delivery; where the carrier failed, come back when its `next_at` says so."""
    with acting(system(organisation_id, Purpose.HANDOVER)):
        found = Delivery.objects.select_for_update(skip_locked=True).filter(id=delivery_id).first()
        if found is None:
            return "absent"
        state = commands.carry_out(found)
        if state == State.QUEUED and found.next_at:
            wait = max(1, int((found.next_at - now()).total_seconds()))
            carry.configure(schedule_in={"seconds": wait}).defer(
                delivery_id=delivery_id, organisation_id=organisation_id)
    return state
