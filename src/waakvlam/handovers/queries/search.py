"""Finding one handover by its number, as somebody reads it out over the phone."""

import re
from typing import Any

from django.urls import reverse

from waakvlam.access import reach
from waakvlam.access.identity import Who
from waakvlam.access.words import Purpose

from ..models import Handover, State
from .lists import topic_label

SEARCH_PURPOSE = Purpose.HANDOVER
LEAST = 3


def search(who: Who, words: str, limit: int = 5) -> list[dict[str, Any]]:
    """Handovers within reach whose number starts so; dashes and case do not matter. One query."""
    typed = re.sub(r"[^0-9A-Z]", "", words.upper())[:9]
    if len(typed) < LEAST:
        return []
    number = "-".join(typed[i:i + 3] for i in range(0, len(typed), 3))
    # A range and no LIKE: that is no leakproof operator, so behind the wall it would be tried on every handover.
    found = Handover.objects.filter(reach.opens(who, "status"), number__gte=number, number__lt=number + "~").select_related(
        "sender", "receiver")
    return [{"title": h.number, "url": reverse("handovers:handover", args=[h.pk]), "icon": "handover",
             "note": f"{topic_label(h.topic)} · {h.sender.name} → {h.receiver.name} · {State(h.state).label}"}
            for h in found.order_by("number")[:limit]]
