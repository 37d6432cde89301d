"""Writes: give a code, stop what was sent, ask, answer."""

from .answering import Answered, answer, extend, take, withdraw
from .asking import Asked, ask
from .codes import give, on_paper
from .stopping import stop

__all__ = ["Answered", "Asked", "answer", "ask", "extend", "give", "on_paper", "stop", "take", "withdraw"]
