"""How a call can end: outcomes as data of a round, and what each means for the list.

The default eight follow the usual Dutch words for contact attempts (contactpogingen).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waakvlam.kit.errors import Invalid

from . import hours, steps
from .models import Attempt, Round, RoundEntry

State = RoundEntry.State


def _row(code: str, nl: str, en: str, icon: str, *, retry: int | None = None, reached: bool = False,
         ends: str = "", asks_when: bool = False, stops: bool = False) -> dict[str, Any]:
    return {"code": code, "label": {"nl": nl, "en": en}, "icon": icon, "reached": reached,
            "completes": bool(ends), "ends_as": ends, "retry_hours": retry,
            "asks_when": asks_when, "stops_calling": stops}


DEFAULT: list[dict[str, Any]] = [
    _row("spoken", "Gesproken", "Spoken to", "reached", reached=True, retry=72),
    _row("no_answer", "Geen gehoor", "No answer", "no-answer", retry=20),
    _row("call_back", "Terugbellen", "Call back", "callback", reached=True, asks_when=True, retry=24),
    _row("voicemail", "Voicemail ingesproken", "Left a voicemail", "message", retry=44),
    _row("wrong_number", "Nummer klopt niet", "Wrong number", "wrong-number", ends=State.UNREACHABLE),
    _row("refused", "Wil niet meedoen", "Does not want to take part", "refused", reached=True,
         ends=State.DONE),
    _row("do_not_call", "Niet meer bellen", "Do not call again", "no-call", reached=True,
         ends=State.EXCLUDED, stops=True),
    _row("gone", "Woont hier niet meer", "No longer lives here", "away", ends=State.EXCLUDED),
]

# At a door. “Not again” is one fact for the telephone and the door: who says no to us is left alone (R7).
VISIT_DEFAULT: list[dict[str, Any]] = [
    _row("spoken", "Gesproken", "Spoken to", "reached", reached=True, retry=72),
    _row("not_home", "Niet thuis", "Not at home", "no-answer", retry=20),
    _row("card_left", "Kaart in de bus", "Left a card", "message", retry=44),
    _row("come_back", "Kom later terug", "Come back later", "callback", reached=True, asks_when=True, retry=24),
    _row("refused", "Wil niet meedoen", "Does not want to take part", "refused", reached=True, ends=State.DONE),
    _row("do_not_ring", "Niet meer aanbellen of bellen", "Do not ring or call again", "no-call", reached=True,
         ends=State.EXCLUDED, stops=True),
    _row("gone", "Woont hier niet meer", "No longer lives here", "away", ends=State.EXCLUDED),
    _row("wrong_address", "Adres klopt niet", "The address is wrong", "wrong-number", ends=State.UNREACHABLE),
]
CARD_LEFT = "card_left"

EMPTY = _row("", "", "", "")
MOST = 9  # one digit each on the keyboard
LONGEST_LABEL = 60


@dataclass(frozen=True)
class Outcome:
    """One way a call can end. `key` is the number on the keyboard (1–9)."""

    code: str
    label: str
    icon: str
    key: int
    reached: bool
    completes: bool
    ends_as: str
    retry_hours: int | None
    asks_when: bool
    stops_calling: bool


@dataclass(frozen=True)
class Next:
    """What an outcome does to an entry. `next_at` is None where nothing follows; `step` is the place
    in the round's channels where we go on, None where it stays."""

    state: str
    next_at: datetime | None
    back_first: bool
    excluded_reason: str = ""
    step: int | None = None


def rows_of(round: Round, channel: str = Attempt.Channel.PHONE) -> list[dict[str, Any]]:
    """How an attempt through this channel can end, as data."""
    return round.outcomes if channel == Attempt.Channel.PHONE else round.visit_outcomes or VISIT_DEFAULT


def of(round: Round, channel: str = Attempt.Channel.PHONE) -> list[Outcome]:
    """The outcomes of a round, in the order of their keys, in the language of the screen."""
    tongue = "en" if (get_language() or "nl").startswith("en") else "nl"
    return [Outcome(r["code"], r["label"].get(tongue) or r["label"]["nl"], r.get("icon", ""), n,
                    r["reached"], r["completes"], r.get("ends_as", ""), r.get("retry_hours"),
                    r.get("asks_when", False), r.get("stops_calling", False))
            for n, r in enumerate(rows_of(round, channel), 1)]


def find(round: Round, code: str, channel: str = Attempt.Channel.PHONE) -> Outcome:
    """Raises Invalid where the round does not know this outcome."""
    found = next((o for o in of(round, channel) if o.code == code), None)
    if found is None:
        raise Invalid("outcome", _("Deze uitkomst kent deze belactie niet."), came_in=code[:40],
                      expected=", ".join(r["code"] for r in rows_of(round, channel)), field="outcome")
    return found


def follow(round: Round, outcome: Outcome, *, attempts: int, at: datetime,
           call_back_at: datetime | None = None, answered: frozenset[str] = frozenset(), step: int = 0) -> Next:
    """What comes after this outcome; `attempts` counts this one, `answered` are steps' keys, `step`
    is where in the round's channels it was made.

    A promised call-back is kept even after the last attempt: a promise is a promise. A number that
    is wrong ends the telephone, not the doorbell.
    """
    if meets_goal(round, outcome, answered):
        return Next(State.DONE, None, False)
    elsewhere = steps.after_channel(round, step) if outcome.ends_as == State.UNREACHABLE else None
    if elsewhere is not None:
        return Next(State.WAITING, hours.next_open(round.calling_hours, at + timedelta(days=1)), False, step=elsewhere)
    if outcome.completes:
        reasons = RoundEntry.Excluded
        reason = reasons.DO_NOT_CALL if outcome.stops_calling else reasons.MOVED
        return Next(outcome.ends_as, None, False,
                    str(reason) if outcome.ends_as == State.EXCLUDED else "")
    if call_back_at is not None:
        return Next(State.CALL_BACK, call_back_at, True)
    following = steps.following(round, step)
    if following is None or attempts >= round.max_attempts:
        return Next(State.DONE if outcome.reached else State.UNREACHABLE, None, False)
    later = max(at + timedelta(hours=outcome.retry_hours or 24), at + timedelta(days=steps.rest(round, step)))
    return Next(State.WAITING, hours.next_open(round.calling_hours, later), False, step=following)


def meets_goal(round: Round, outcome: Outcome, answered: frozenset[str]) -> bool:
    """Whether the round's goal is met: an outcome it names, or a step it wants answered."""
    goal = round.goal or {}
    return outcome.code in goal.get("outcomes", ()) or bool(answered & set(goal.get("steps", ())))


def parse(raw: Any) -> list[dict[str, Any]]:
    """Outcomes from a form or file, checked. Raises Invalid.

    Each has a word of its own; one of them stops all calling (R7); whoever is not settled by an
    outcome is tried again after 1 to 1000 hours.
    """
    good = isinstance(raw, list) and 2 <= len(raw) <= MOST and all(_is_good(r) for r in raw)
    if not good or len({r["code"] for r in raw}) != len(raw):
        raise Invalid("outcomes", _("De uitkomsten kloppen niet: twee tot negen, elk met een eigen naam."),
                      came_in=str(raw)[:80], expected="code, label, completes, reached", field="outcomes")
    return raw


def _is_good(row: Any) -> bool:
    if not isinstance(row, dict) or not {"code", "label", "completes", "reached"} <= set(row) or not row["code"]:
        return False
    label = row["label"].get("nl", "")
    hours_good = row.get("retry_hours") is None or 1 <= row["retry_hours"] <= 1000
    ends_good = not row["completes"] or row.get("ends_as") in (State.DONE, State.UNREACHABLE, State.EXCLUDED)
    return 0 < len(label) <= LONGEST_LABEL and hours_good and ends_good


def check_goal(rows: list[dict[str, Any]], goal: dict[str, Any]) -> None:
    """Raises Invalid where the goal cannot be reached any more, or nobody can say “not again” (R7)."""
    codes = {r["code"] for r in rows}
    if not set(goal.get("outcomes", ())) <= codes:
        raise Invalid("outcome_goal", _("Het doel van deze belactie noemt een uitkomst die er niet meer is."),
                      field="outcomes", came_in=", ".join(sorted(codes)))
    if not any(r.get("stops_calling") for r in rows):
        raise Invalid("outcome_stop", _("“Niet meer bellen” moet altijd kunnen."), field="outcomes")


def goal_of(round: Round, channel: str) -> dict[str, Any]:
    """The goal in words of one channel: what can only be said on the other is no loss here."""
    goal, codes = round.goal or {}, {r["code"] for r in rows_of(round, channel)}
    return goal | {"outcomes": [code for code in goal.get("outcomes", ()) if code in codes]}


def check_card(rows: list[dict[str, Any]]) -> None:
    """Raises Invalid where nobody can say that a card was left: a try through the letter box ends so."""
    if CARD_LEFT not in {r["code"] for r in rows}:
        raise Invalid("outcome_card", _("“Kaart in de bus” moet altijd kunnen."), field="outcomes")
