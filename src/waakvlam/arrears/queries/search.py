"""Finding a track or a notice by its number, as somebody reads it out over the phone."""

import re
from typing import Any

from django.urls import reverse

from waakvlam.access import reach
from waakvlam.access.identity import Who
from waakvlam.access.words import Kind, Purpose

from ..models import Notice, NoticeState, Stage, Track

SEARCH_PURPOSE = Purpose.DEBT
LEAST = 3


def search(who: Who, words: str, limit: int = 5) -> list[dict[str, Any]]:
    """Own tracks and notices within reach whose number starts so. At most two queries."""
    typed = re.sub(r"[^0-9A-Z]", "", words.upper())[:9]
    if len(typed) < LEAST:
        return []
    number = "-".join(typed[i:i + 3] for i in range(0, len(typed), 3))
    # A range and no LIKE: that is no leakproof operator, so behind the wall it would be tried on every row.
    near = {"number__gte": number, "number__lt": number + "~"}
    made: list[dict[str, Any]] = []
    if who.organisation_kind == Kind.HOUSING:
        made += [{"title": t.number, "url": reverse("arrears:track", args=[t.pk]), "icon": "euro", "note": str(Stage(t.stage).label)}
                 for t in Track.objects.filter(organisation_id=who.organisation_id, **near).order_by("number")[:limit]]
    made += [{"title": n.number, "url": reverse("arrears:notice", args=[n.pk]), "icon": "message",
              "note": f"{n.get_kind_display()} · {NoticeState(n.state).label}"}
             for n in Notice.objects.filter(reach.opens(who, "status"), **near).order_by("number")[:limit]]
    return made[:limit]
