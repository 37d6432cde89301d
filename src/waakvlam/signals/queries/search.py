"""Finding a signal by its number, as somebody reads it out over the phone."""

import re
from typing import Any

from django.urls import reverse

from waakvlam.access.identity import Who
from waakvlam.access.words import Purpose

from . import reading
from .lists import topic_label

SEARCH_PURPOSE = Purpose.SIGNAL
LEAST = 3


def search(who: Who, words: str, limit: int = 5) -> list[dict[str, Any]]:
    """Signals within reach whose number starts so; dashes and case do not matter. One query."""
    typed = re.sub(r"[^0-9A-Z]", "", words.upper()).removeprefix("S")[:8]
    if len(typed) < LEAST:
        return []
    number = "S-" + "-".join(part for part in (typed[:4], typed[4:]) if part)
    # A range and no LIKE: that is no leakproof operator, so behind the wall it would be tried on every signal.
    rows = reading.worked_on(who).filter(number__gte=number, number__lt=number + "~").order_by("number")[:limit]
    return [{"title": s.number, "url": reverse("signals:signal", args=[s.pk]), "icon": "signal",
             "note": f"{s.get_kind_display()} · {topic_label(s.topic)} · {s.get_state_display()}"} for s in rows]
