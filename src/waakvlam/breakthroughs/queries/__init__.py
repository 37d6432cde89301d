"""Reads of silence and breakthroughs."""

from .ladder import Rung, after, steps
from .silence import Chosen, Line, Screen, bare, exported, gone_silent, screen
from .today import TODAY_CLOCKS, TODAY_PURPOSE, today

__all__ = ["Chosen", "Line", "Rung", "Screen", "TODAY_CLOCKS", "TODAY_PURPOSE", "after", "bare", "exported", "gone_silent", "screen", "steps", "today"]
