"""Writes of breakthroughs."""

from .calling import About, To, call, withdraw
from .climbing import climb
from .deciding import answer, postpone
from .explaining import explain
from .ladder import Above, approve, propose, reject
from .naming import directed

__all__ = ["About", "Above", "To", "answer", "approve", "call", "climb", "directed", "explain", "postpone", "propose", "reject", "withdraw"]
