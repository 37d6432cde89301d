"""Reads of silence and breakthroughs."""

from .above import Higher, chain, ladder_in_force
from .called import Sight, asked_of, called, deciders, one, partners, ref_of, sight, stuck
from .ladder import Rung, after, steps
from .ladders import Drawn, drawn, waiting
from .obstacles import Cell, Figures, obstacles
from .rates import PartnerRates, Rate, history, rates
from .silence import Chosen, Line, Screen, bare, exported, gone_silent, screen
from .today import TODAY_CLOCKS, TODAY_PURPOSE, TODAY_READS, today

__all__ = ["TODAY_CLOCKS", "TODAY_PURPOSE", "TODAY_READS", "Cell", "Chosen", "Drawn", "Figures", "Higher", "Line", "PartnerRates", "Rate", "Rung", "Screen", "Sight", "after", "asked_of", "bare", "called",
           "chain", "deciders", "drawn", "exported", "gone_silent", "history",
           "ladder_in_force", "obstacles", "one", "partners", "rates", "ref_of", "screen", "sight", "steps", "stuck",
           "today", "waiting"]
