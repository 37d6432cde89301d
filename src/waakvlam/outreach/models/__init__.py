"""Nouns of outreach: rounds with their lists, scripts, announcements, and the calls made."""

from .batches import Batch
from .calls import Answer, Attempt, Draft, Finding, Stop
from .coverage import CoverageDay, CoverageTerms, DoorReach
from .joint import JointBasis, JointDoor, JointReport, JointVisit
from .publishing import PublishedSelection
from .rounds import Announcement, Round, RoundEntry, RoundSelection
from .scripts import Script, ScriptVersion
from .visits import DoorMarker, Sheet, SheetDoor, SheetMember

__all__ = ["Announcement", "Answer", "Attempt", "Batch", "CoverageDay", "CoverageTerms", "DoorMarker", "DoorReach", "Draft",
           "Finding", "JointBasis", "JointDoor", "JointReport", "JointVisit", "PublishedSelection", "Round", "RoundEntry", "RoundSelection", "Script", "ScriptVersion", "Sheet",
           "SheetDoor", "SheetMember", "Stop"]
