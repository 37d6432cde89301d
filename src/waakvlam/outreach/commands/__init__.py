"""Writes of outreach on the coordinator's side; those of a call stand in `calling`."""

from .announcements import announce, write_announcement
from .approving import approve
from .batches import resume
from .entries import exclude, put_back
from .rounds import change, draft, end, pause, set_card, set_outcomes, start
from .scripts import add_step, change_step, make_script, publish, remove_step, ship_scripts

__all__ = ["add_step", "announce", "approve", "change", "change_step", "draft", "end", "exclude",
           "make_script", "pause", "publish", "put_back", "remove_step", "resume", "set_card", "set_outcomes", "ship_scripts", "start",
           "write_announcement"]
