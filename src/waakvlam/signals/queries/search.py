"""What the search in the strip finds: a signal by its number, as somebody reads it out over the phone, or by its words."""

import re
from typing import Any

from django.urls import reverse

from waakvlam.access.identity import Who
from waakvlam.access.words import Purpose

from ..models.content import NEVER
from ..topics import topic_label
from . import reading
from .finding import Brought, Sought, found
from .lists import Row

SEARCH_PURPOSE = Purpose.SIGNAL
LEAST = 3


def search(who: Who, words: str, limit: int = 5) -> list[dict[str, Any]]:
    """Signals within reach whose number starts so, whatever dashes and case; where none does, that have these words.

    One query for a number, at most eight for words.
    """
    numbered = _numbered(who, words, limit)
    if numbered or who.role in NEVER:
        return numbered
    return [_hit(row) for row in found(who, Sought(words), size=limit).page]


def _numbered(who: Who, words: str, limit: int) -> list[dict[str, Any]]:
    typed = re.sub(r"[^0-9A-Z]", "", words.upper()).removeprefix("S")[:8]
    if len(typed) < LEAST:
        return []
    number = "S-" + "-".join(part for part in (typed[:4], typed[4:]) if part)
    # A range and no LIKE: that is no leakproof operator, so behind the wall it would be tried on every signal.
    rows = reading.worked_on(who).filter(number__gte=number, number__lt=number + "~").order_by("number")[:limit]
    return [{"title": s.number, "url": reverse("signals:signal", args=[s.pk]), "icon": "signal",
             "note": f"{s.get_kind_display()} · {topic_label(s.topic)} · {s.get_state_display()}"} for s in rows]


def _hit(row: Row | Brought) -> dict[str, Any]:
    """Nobody's name and no words: who opens it reads them."""
    if isinstance(row, Brought):
        return {"title": row.report.number, "url": reverse("signals:reporter", args=[row.report.signal_id]), "icon": "signal",
                "note": f"{row.report.get_kind_display()} · {row.topic} · {row.report.get_told_display()}"}
    return {"title": row.signal.number, "url": reverse("signals:signal", args=[row.signal.pk]), "icon": "signal",
            "note": f"{row.signal.get_kind_display()} · {row.topic} · {row.address or row.signal.get_state_display()}"}
