"""Reads of outreach on the coordinator's side; those of a call stand in `call_queries`."""

from .announcements import announcement, announcements
from .batches import batch, is_large_list, is_large_register, is_silent, list_in_the_making, sending
from .entries import Row, entries, entry
from .places import blocks, neighbourhood_names, neighbourhoods
from .progress import Progress, progress, waiting
from .rounds import Line, cards_left, found_round, plans_everything, rounds, rounds_today
from .scripts import published, script, scripts, version
from .today import SEARCH_PURPOSE, TODAY_CLOCKS, TODAY_PURPOSE, TODAY_READS, search, today

__all__ = ["SEARCH_PURPOSE", "TODAY_CLOCKS", "TODAY_PURPOSE", "TODAY_READS", "Line", "Progress", "Row", "announcement", "announcements",
           "batch", "blocks", "cards_left", "entries", "entry", "found_round", "is_large_list", "is_large_register", "is_silent",
           "list_in_the_making", "neighbourhood_names", "neighbourhoods", "plans_everything", "progress",
           "published", "rounds", "rounds_today", "script", "scripts", "search", "sending", "today", "version", "waiting"]
