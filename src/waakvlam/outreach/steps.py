"""In which order a round tries its channels: card, telephone, door.

`Round.steps` is [{"channel": "card", "times": 1, "days": 5}, {"channel": "phone", "times": 2, "days": 2},
{"channel": "door", "times": 2, "days": 0}]: so many tries, then so many days of rest before the next
channel. A round without steps is a call round: only by telephone, as often as `max_attempts`.
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.kit.errors import Invalid

from .models import Attempt, Round

CHANNELS = Attempt.Channel
PHONE, DOOR, CARD = CHANNELS.PHONE, CHANNELS.DOOR, CHANNELS.CARD
ON_FOOT = (DOOR, CARD)
WORDS = {CARD: gettext_lazy("een kaart in de bus"), PHONE: gettext_lazy("bellen"), DOOR: gettext_lazy("aanbellen")}
MOST, MOST_TIMES, MOST_DAYS = 6, 20, 60


def places(round: Round) -> list[tuple[int, str]]:
    """(which step, its channel) for each try, in order."""
    return [(n, s["channel"]) for n, s in enumerate(round.steps) for _try in range(s["times"])]


def channel(round: Round, place: int) -> str:
    """The channel at this place; beyond the last one it stays the last."""
    found = places(round)
    return found[min(place, len(found) - 1)][1] if found else str(PHONE)


def first(round: Round, wanted: str) -> int | None:
    """The first place with this channel, or None where the round never goes that way."""
    found = [place for place, (_step, other) in enumerate(places(round)) if other == wanted]
    return found[0] if found else 0 if not round.steps and wanted == PHONE else None


def following(round: Round, place: int) -> int | None:
    """The next place, or None after the last one. Without steps there is no end but `max_attempts`."""
    found = places(round)
    return place + 1 if not found or place + 1 < len(found) else None


def after_channel(round: Round, place: int) -> int | None:
    """The first place further on with another channel, or None."""
    here = channel(round, place)
    return next((n for n, (_step, other) in enumerate(places(round)) if n > place and other != here), None)


def rest(round: Round, place: int) -> int:
    """Days to wait after a try at this place: only where the next one is of another step."""
    found = places(round)
    if place + 1 >= len(found) or found[place][0] == found[place + 1][0]:
        return 0
    return int(round.steps[found[place][0]].get("days", 0))


def goes_on_foot(rows: list[dict[str, Any]]) -> bool:
    """Whether somebody without a telephone can be reached too."""
    return any(s["channel"] in ON_FOOT for s in rows)


def calls(rows: list[dict[str, Any]]) -> bool:
    return not rows or any(s["channel"] == PHONE for s in rows)


def parse(raw: Any) -> list[dict[str, Any]]:
    """Steps from a form or file, checked. Raises Invalid."""
    good = isinstance(raw, list) and len(raw) <= MOST and all(
        isinstance(s, dict) and s.get("channel") in CHANNELS.values and 1 <= s.get("times", 0) <= MOST_TIMES
        and 0 <= s.get("days", -1) <= MOST_DAYS for s in raw)
    if not good:
        raise Invalid("steps", _("Deze volgorde van bellen en aanbellen klopt niet."), came_in=str(raw)[:80],
                      expected="channel, times 1–20, days 0–60", field="steps")
    return raw
