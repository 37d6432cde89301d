"""Nouns of the warm handover. States and transitions stand in `states.py`."""

from .enclosed import Enclosure
from .owned import InternalNote, Necessity, Origin, Permission
from .shared import Decision, Explanation, Handover, HandoverContent, HelpedAnswer, Step
from .states import CLOSED, OPEN, TRANSITIONS, Outcome, State

__all__ = ["CLOSED", "Decision", "Enclosure", "Explanation", "Handover", "HandoverContent", "HelpedAnswer",
           "InternalNote", "Necessity", "OPEN", "Origin", "Outcome", "Permission", "State", "Step",
           "TRANSITIONS"]
