"""Blocks as a visitor meets them: entrances, floors, doors. Knows no database.

`pattern` fills a stairwell from a row of house numbers; `stairwell` arranges doors as they hang,
top floor up, for a page.
"""

from .pattern import ORDERS, Pattern, Place, fill
from .stairwell import Door, Entrance, Level, Stairwell, arrange

__all__ = ["ORDERS", "Door", "Entrance", "Level", "Pattern", "Place", "Stairwell", "arrange", "fill"]
