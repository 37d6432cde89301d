"""What changes in keeping: erasing, deciding on it, holding back, terms, partners' answers."""

from .asking import approve, ask, refuse
from .erasing import erase
from .holding import hold, lift
from .partners import answer
from .replaying import replay
from .terms import set_term

__all__ = ["answer", "approve", "ask", "erase", "hold", "lift", "refuse", "replay", "set_term"]
