"""What the caller's templates need, beside the person: script, outcomes, moments, words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.access.screening import words_in
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import AMSTERDAM, day_of, now
from waakvlam.resources.words import Topic

from . import call_content, call_queries, hours, outcomes, waiting_queries
from .call_queries import Call
from .models import Attempt, Round
from .waiting_queries import Today

RHYTHM_WORDS = (("weekly", gettext_lazy("elke week")), ("fortnightly", gettext_lazy("elke twee weken")),
                ("monthly", gettext_lazy("elke maand")))
HELPER_WORDS = (("family", gettext_lazy("familie of vrienden")), ("neighbours", gettext_lazy("buren")),
                ("professional", gettext_lazy("een hulpverlener")))
NOT_NOW = {
    "leased": gettext_lazy("heeft een collega nu voor zich"),
    "call_back": gettext_lazy("op een afgesproken tijd terugbellen"),
    "later": gettext_lazy("later opnieuw proberen"),
    "outside_hours": gettext_lazy("wacht tot de beltijden"),
    "cool_down": gettext_lazy("kort geleden nog gesproken"),
    "no_number": gettext_lazy("geen telefoonnummer"),
    "elsewhere": gettext_lazy("wordt nu in een andere belactie gebeld"),
    "visit_today": gettext_lazy("staat vandaag op een bezoeklijst"),
    "do_not_call": gettext_lazy("wil niet gebeld worden"),
    "gone": gettext_lazy("niet meer in het register"),
}
KEYS = "abcdefghijkl"


@dataclass(frozen=True)
class Earlier:
    """One earlier attempt as a line."""

    at: datetime
    label: str
    icon: str
    by: str
    note: str


def screen(who: Who, call: Call, error: Invalid | None = None) -> dict[str, Any]:
    """The context of call.html and of its parts."""
    graph, content = call_queries.graph_of(call.round), call.draft.content
    fields = {"resident": str(call.person.id) if call.person else "", **content.get("fields", {})}
    return {
        "call": call, "round": call.round, "fields": fields, "error": error,
        "title": _("Bellen"), "place": call_content.place(graph, content, call.round.language),
        "letters": KEYS, "blanks": blanks(who, call), "opener": opener(who, call, graph),
        "outcomes": outcomes.of(call.round), "moments": moments(call.round), "call_back_min": now(),
        "topics": Topic.choices, "rhythms": RHYTHM_WORDS, "helpers": HELPER_WORDS,
        "earlier": [earlier(a) for a in call.earlier], "line": line(waiting_queries.today_of(who, call.round)),
        "reference": bool(call.round.reference_percent), **words_hint(content)}


def words_hint(content: Mapping[str, Any]) -> dict[str, Any]:
    """Words in the notes that look like a diagnosis or a code of the police (R12, R13)."""
    fields = content.get("fields", {})
    texts = [fields.get(n, "") for n in ("observation", "interpretation", "source", "request_words", "signal_words")]
    return {"warned": words_in(texts), "fields_kept": bool(fields.get("keep_words"))}


def blanks(who: Who, call: Call) -> dict[str, str]:
    """What fills {beller}, {organisatie} and {bewoner} in a script."""
    return {"{beller}": who.name, "{organisatie}": who.organisation_name, "{bewoner}": call.name}


def opener(who: Who, call: Call, graph: Mapping[str, Any] | None) -> str:
    """Who, why and voluntary, before any question (R8), where the script does not begin with it."""
    if graph and graph["steps"][graph["start"]]["kind"] == "say":
        return ""
    with override(call.round.language):  # said to the resident, so in the language of the round
        return _("Goedendag, u spreekt met %(me)s van %(organisation)s. %(reason)s U hoeft niet mee te doen "
                 "en u hoeft niets te vertellen. Heeft u even?") % {
            "me": who.name, "organisation": who.organisation_name, "reason": call.round.reason}


def earlier(attempt: Attempt) -> Earlier:
    """An attempt of any round, in the words of this language."""
    known = {row["code"]: row for row in (*outcomes.VISIT_DEFAULT, *outcomes.DEFAULT)}.get(attempt.outcome)
    tongue = "en" if (get_language() or "nl").startswith("en") else "nl"
    label = known["label"][tongue] if known else attempt.outcome
    return Earlier(attempt.at, label, known["icon"] if known else "history",
                   attempt.person.name if attempt.person else "", attempt.observation)


def line(today: Today) -> dict[str, Any]:
    """The thin line: “Vandaag 18 van 90 gebeld, jij 7”."""
    given = {"made": today.made, "total": f"{today.total}{'+' if today.is_capped else ''}", "mine": today.mine}
    return {"done": today.made, "total": today.total, "mine": today.mine,
            "label": _("Vandaag %(made)s van %(total)s gebeld, jij %(mine)s") % given}


def moments(round: Round) -> list[datetime]:
    """A few good moments to ring back, inside calling hours and the round."""
    start = now()
    quarter = (start + timedelta(minutes=60)).replace(second=0, microsecond=0)
    quarter += timedelta(minutes=-quarter.minute % 15)
    day = day_of(start)
    tries = [quarter, *(datetime.combine(day + timedelta(days=n), time(hour), AMSTERDAM)
                        for n in range(5) for hour in (10, 14))]
    good = [t for t in tries if t >= quarter and hours.is_open(round.calling_hours, t)
            and day_of(t) <= round.ends_on]
    return good[:4]


def asked(round: Round, post: QueryDict) -> tuple[str, datetime | None]:
    """Which outcome was chosen and, for a call-back, when: "call_back@2026-11-24T14:00".

    Raises Invalid for a moment that is none.
    """
    code, _at, moment = post.get("outcome", "").partition("@")
    if not outcomes.find(round, code).asks_when:
        return code, None
    text = moment or post.get("call_back_at", "")
    if not text:
        return code, None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid("call_back_at", _("Dit tijdstip herkennen we niet."), came_in=text[:40],
                      expected="24-11-2026 14:00", field="call_back_at") from None
    return code, at if at.tzinfo else at.replace(tzinfo=AMSTERDAM)


def start_screen(who: Who, round: Round, *, explain: bool, empty: bool) -> dict[str, Any]:
    """The context of call_start.html: how far, what waits, and why nobody can be called.

    `explain` splits by reason; `empty` says that a take just found nobody.
    """
    held, running = waiting_queries.held(who, round), round.state == Round.State.RUNNING
    ready = waiting_queries.ready(who, round) if running else 0
    explain = explain or empty or not ready
    split = waiting_queries.not_callable(who, round) if explain else {}
    found = split.pop("now", 0)
    opens = hours.next_open(round.calling_hours, now())
    return {
        "title": round.name, "round": round, "held": held, "running": running,
        "call_url": reverse("outreach:call", args=[held.pk]) if held else "",
        "line": line(waiting_queries.today_of(who, round)), "ready": found if empty else ready,
        "left": sum(split.values()), "explained": explain,
        "split": [(NOT_NOW.get(reason, reason), count) for reason, count in split.items()],
        "opens": opens if opens > now() else None, "kept": waiting_queries.kept_drafts(who, round),
        "promises": waiting_queries.promises(who, round),
        "why": _("Je belt in deze belactie. Je ziet één persoon tegelijk, en alleen zolang je belt.")}
