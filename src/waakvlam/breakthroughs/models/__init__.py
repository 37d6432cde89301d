"""Nouns of breakthroughs. States and transitions stand in `states.py`."""

from .called import Breakthrough, Decision, Option, Step
from .ladder import Ladder, Rung
from .record import Explanation, Named
from .states import TRANSITIONS, Obstacle, State

__all__ = ["TRANSITIONS", "Breakthrough", "Decision", "Explanation", "Ladder", "Named", "Obstacle", "Option", "Rung", "State", "Step"]
