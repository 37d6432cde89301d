"""Reads of silence and breakthroughs."""

from .above import Higher, chain, ladder_in_force
from .called import Sight, asked_of, called, deciders, one, partners, ref_of, sight, stuck
from .ladder import Rung, after, steps
from .ladders import Drawn, drawn, waiting
from .silence import Chosen, Line, Screen, bare, exported, gone_silent, screen
from .today import TODAY_CLOCKS, TODAY_PURPOSE, today

__all__ = ["TODAY_CLOCKS", "TODAY_PURPOSE", "Chosen", "Drawn", "Higher", "Line", "Rung", "Screen", "Sight", "after", "asked_of", "bare", "called",
           "chain", "deciders", "drawn", "exported", "gone_silent", "ladder_in_force", "one", "partners", "ref_of", "screen", "sight", "steps", "stuck",
           "today", "waiting"]
