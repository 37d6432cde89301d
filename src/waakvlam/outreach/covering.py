"""How long a contact counts as fresh, and what that makes of a door. No score of a person (R5): days
and counts only, the same for everybody, in terms that an organisation sets and dates itself.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(StrEnum):
    """Where contact with a household stands."""

    FRESH = "fresh"
    FADING = "fading"
    STALE = "stale"
    TRIED = "tried"
    UNTRIED = "untried"
    APART = "apart"


Words = str | Promise


class Look(NamedTuple):
    word: Words
    icon: str
    tone: str
    meaning: Words


LOOKS: dict[State, Look] = {
    State.FRESH: Look(_("kort geleden"), "reached", "done", _("kort geleden bereikt")),
    State.FADING: Look(_("een tijd geleden"), "clock", "busy", _("een tijd geleden bereikt")),
    State.STALE: Look(_("lang geleden"), "hourglass", "lit", _("lang geleden bereikt")),
    State.TRIED: Look(_("nooit bereikt"), "no-answer", "silent", _("wel geprobeerd, nooit bereikt")),
    State.UNTRIED: Look(_("nog niet geprobeerd"), "door", "quiet", _("nog nooit geprobeerd")),
    State.APART: Look(_("met rust laten"), "no-call", "quiet", _("wil geen contact, of heeft een geheim adres")),
}


@dataclass(frozen=True)
class Terms:
    """`fresh_days` and `stale_days` are ages of the last contact; out of sight is whoever was never
    reached after `tries` attempts by `ways` channels.

    The defaults are a choice, not a measurement: half a year and a year, the rhythm in which
    landlords plan rounds; three attempts, at which most rounds give up. See the handbook (bereik).
    """

    fresh_days: int = 182
    stale_days: int = 365
    tries: int = 3
    ways: int = 2

    def state(self, last_at: datetime | None, tries: int, apart: bool, at: datetime) -> State:
        """The same rule as `commands.coverage` has in SQL."""
        if apart:
            return State.APART
        if last_at is None:
            return State.TRIED if tries else State.UNTRIED
        if last_at >= at - timedelta(days=self.fresh_days):
            return State.FRESH
        return State.FADING if last_at >= at - timedelta(days=self.stale_days) else State.STALE
