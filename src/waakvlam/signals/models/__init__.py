"""Nouns of signals. States and transitions stand in `states.py`."""

from .content import Match, Passing, SignalContent, Teller
from .signal import Report, Signal
from .states import OPEN, TRANSITIONS, Basis, Channel, Kind, Outcome, State, Told, Urgency
from .working import FollowUp, SignalNote, SignalStep

__all__ = ["OPEN", "TRANSITIONS", "Basis", "Channel", "FollowUp", "Kind", "Match", "Outcome", "Passing", "Report", "Signal",
           "SignalContent", "SignalNote", "SignalStep", "State", "Teller", "Told", "Urgency"]
