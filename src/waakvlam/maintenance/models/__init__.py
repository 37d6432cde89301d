"""Nouns of major maintenance. States and transitions stand in `states.py`."""

from .agreed import Agreed, Going, Item, Release, ReleaseBasis, Visit
from .appointments import Appointment
from .matching import Declaration, Entry, Exemption, MatchRound
from .project import Block, Door, Phase, Project
from .states import ITEM, PARTNER, TRANSITIONS, ItemState, PartnerState, State
from .team import Member, Partner

__all__ = ["ITEM", "PARTNER", "TRANSITIONS", "Agreed", "Appointment", "Block", "Declaration", "Door", "Entry",
           "Exemption", "Going", "Item", "ItemState", "MatchRound", "Member", "Partner", "PartnerState", "Phase",
           "Project", "Release", "ReleaseBasis", "State", "Visit"]
