"""The resident's receipt of one handover: what went, to whom, why, until when, how it stands."""

from dataclasses import dataclass

from waakvlam.access.identity import Who
from waakvlam.kit.errors import Absent

from ..models import OPEN, HelpedAnswer
from ..parts import Part
from .one import Page, page


@dataclass(frozen=True)
class Receipt:
    page: Page
    parts: list[tuple[str, str]]

    @property
    def may_stop(self) -> bool:
        permission = self.page.permission
        return permission is not None and permission.withdrawn_at is None

    @property
    def is_open(self) -> bool:
        return self.page.handover.state in OPEN

    @property
    def question(self) -> HelpedAnswer | None:
        return self.page.asked


def receipt(who: Who) -> Receipt:
    """Of the one handover that the link is for. Raises Absent."""
    if who.only is None:
        raise Absent("receipt")
    found = page(who, who.only)
    sent = found.content.parts if found.content else {}
    return Receipt(found, [(str(Part(p).label), sent[p]) for p in Part.values if p in sent])
