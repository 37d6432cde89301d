"""Nouns of signals. States and transitions stand in `states.py`."""

from .content import Match, Passing, SignalContent, Teller
from .doors import Door, IntakeDraft, RefusedMail
from .finding import SignalWords
from .guided import GuidedHome, NuisanceNotice
from .nuisance import NuisanceImport, NuisanceOrigin, NuisanceRow, NuisanceSource
from .overs import TakeOver
from .rooms import RoomAsk
from .routing import PoolOffer, RoutingRule, RoutingTable
from .signal import Report, Signal
from .states import OPEN, TRANSITIONS, Basis, Channel, Kind, Outcome, State, Told, Urgency
from .together import Hint, Met
from .views import SavedView
from .working import FollowUp, SignalNote, SignalStep

__all__ = ["OPEN", "TRANSITIONS", "Basis", "Channel", "Door", "FollowUp", "GuidedHome", "Hint", "IntakeDraft", "Kind", "Match", "Met", "NuisanceImport", "NuisanceNotice", "NuisanceOrigin", "NuisanceRow", "NuisanceSource", "Outcome", "Passing", "PoolOffer", "RefusedMail", "Report", "RoutingRule", "RoutingTable", "SavedView", "Signal", "SignalContent", "SignalNote", "SignalStep", "SignalWords", "State", "Teller", "Told", "Urgency", "RoomAsk", "TakeOver"]
