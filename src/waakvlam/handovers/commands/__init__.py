"""Writes of the warm handover: one transaction each, keyword-only, `by` last."""

from . import enclosing, necessity
from .answering import accept, decline
from .deciding import leave_it, resume
from .helped import answer as answer_helped
from .offering import About, Asked, Sending, To, letter_text, offer, prepare
from .prolonging import prolong
from .receipts import resident_link
from .silence import ask_mandate, direct, look_at, remind
from .withdrawing import take_back, withdraw_permission
from .working import begin, end, give_back, make_contact, note, report

__all__ = ["About", "Asked", "Sending", "To", "accept", "answer_helped", "ask_mandate", "begin", "decline",
           "direct", "enclosing", "end", "give_back", "leave_it", "letter_text", "look_at", "make_contact", "necessity",
           "note", "offer", "prepare", "prolong", "remind", "report", "resident_link", "resume", "take_back",
           "withdraw_permission"]
