"""Commands of whoever calls: take a person, keep them, say how it went, take that back.

`take_next` hands one household to one caller; `renew` keeps it while the screen is open;
`save_draft` keeps what was typed; `finish` is exactly once by the attempt's id; `undo` within
seconds puts everything back; `give_back` returns the person unharmed.
"""

from ..findings import Found
from .drafts import save_draft
from .finishing import Said, finish
from .leases import give_back, renew, take_again, take_next
from .undoing import undo

__all__ = ["Found", "Said", "finish", "give_back", "renew", "save_draft",
           "take_again", "take_next", "undo"]
