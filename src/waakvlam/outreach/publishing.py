"""Publishing the rule behind a list inside the network: words, author, reason and make-up (R5)."""

from collections.abc import Iterable
from typing import Any

from waakvlam.access.identity import Who

from . import sentences
from .figures import LEAST
from .listing import Share, Size
from .models import PublishedSelection, Round, RoundSelection


def publish(round: Round, *, by: Who) -> PublishedSelection:
    """Once per round, when its list stands; `round.size` holds the make-up at that moment. Three queries."""
    author = RoundSelection.objects.filter(round=round, number=round.selection_number).values_list(
        "person_id", flat=True).first()
    made, _new = PublishedSelection.objects.get_or_create(round=round, defaults={
        "network_id": by.network_id, "organisation_id": by.organisation_id, "number": round.selection_number,
        "sentence": sentences.plain(sentences.of_round(round))[:600], "reason": round.reason, "author_id": author,
        "approver_id": round.approved_by_id, "reference_percent": round.reference_percent, "makeup": round.size.get("makeup", {})})  # absent: decided before this was kept
    return made


def makeup(size: Size) -> dict[str, Any]:
    return {"listed": _told(size.listed), "living": _told(size.living),
            "bands": _shares(size.bands), "kinds": _shares(size.kinds)}


def _told(count: int) -> int | None:
    return None if 0 < count < LEAST else count


def _shares(shares: Iterable[Share]) -> list[dict[str, Any]]:
    """Hidden where who is on it, who is not, or who lives there are few; then never one alone."""
    rows = list(shares)
    hidden = {s.code for s in rows if any(0 < n < LEAST for n in (s.on_list, s.living, s.living - s.on_list))}
    rest = sorted((s.living, s.code) for s in rows if s.code not in hidden and s.living)
    if len(hidden) == 1 and rest:
        hidden.add(rest[0][1])
    return [{"code": s.code, "on_list": None if s.code in hidden else s.on_list,
             "living": None if s.code in hidden else s.living} for s in rows]
