"""Nouns of outreach: rounds with their lists, scripts, announcements, and the calls made."""

from .rounds import Announcement, Round, RoundEntry, RoundSelection
from .scripts import Script, ScriptVersion

__all__ = ["Announcement", "Round", "RoundEntry", "RoundSelection", "Script", "ScriptVersion"]
