"""Signals in plain words: why it is here, whose turn it is, what happened."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.access.models import Organisation

from . import repeats
from .models import RoutingRule, Signal, State, Urgency
from .models.states import (
    Basis,
    Follow,
    GiveReason,
    NoActionReason,
    NoOver,
    NoWords,
    Outcome,
    OverWhy,
)
from .queries.one import Page
from .topics import topic_label
from .waiting import ACT, DO, LOOK, POOL, REST, WORDS

ASKS: dict[str, str | Promise] = {
    LOOK: gettext_lazy("Kijk ernaar: wie pakt dit op?"),
    ACT: gettext_lazy("Besluit wat er volgt"),
    DO: gettext_lazy("Doe wat is afgesproken"),
    POOL: gettext_lazy("Niemand nam het nog: besluit zelf"),
    REST: gettext_lazy("Vervalt vanzelf"),
    WORDS: gettext_lazy("Vraag de bewoner of de woorden mee mogen"),
}
HAPPENED: dict[str, str | Promise] = {
    "bring": gettext_lazy("Opgeschreven"), "take": gettext_lazy("Opgepakt"), "put_back": gettext_lazy("Teruggelegd"),
    "follow_up": gettext_lazy("Afgesproken wat er volgt"), "follow_done": gettext_lazy("Gedaan"),
    "follow_failed": gettext_lazy("Lukte niet"), "follow_made": gettext_lazy("Klaargezet"),
    "follow_unmade": gettext_lazy("Weer van de lijst gehaald"), "follow_again": gettext_lazy("Loopt weer"), "rest": gettext_lazy("Blijft liggen"), "expire": gettext_lazy("Vervallen"),
    "close": gettext_lazy("Afgesloten"), "urgency": gettext_lazy("Urgentie veranderd"), "give": gettext_lazy("Doorgegeven"),
    "give_back": gettext_lazy("Teruggegeven"), "note": gettext_lazy("Notitie gemaakt"),
    "report_out": gettext_lazy("Gemeld bij het meldpunt van de gemeente"),
    "ask_words": gettext_lazy("Gevraagd of de woorden mee mogen"), "claim": gettext_lazy("Uit de pot genomen"),
    "words": gettext_lazy("De woorden gaan mee"), "no_words": gettext_lazy("De woorden gaan niet mee"),
    "over_asked": gettext_lazy("Gevraagd om het over te nemen"), "over_yes": gettext_lazy("Overgenomen"),
    "over_no": gettext_lazy("Niet overgenomen"), "over_lapsed": gettext_lazy("De vraag om over te nemen verliep"),
    "room_asked": gettext_lazy("Gevraagd wie ruimte heeft"), "room_stopped": gettext_lazy("Niet meer gevraagd wie ruimte heeft"),
    "over_withdrawn": gettext_lazy("De vraag om over te nemen is ingetrokken"),
    "pool": gettext_lazy("In de open pot gelegd"), "unpool": gettext_lazy("Uit de open pot gehaald"),
    "join": gettext_lazy("Bij een ander signaal gevoegd"), "joined": gettext_lazy("Er kwam een signaal bij"),
    "apart": gettext_lazy("Losgemaakt"), "parted": gettext_lazy("Er is een signaal losgemaakt"), "silent_reminded": gettext_lazy("Het bleef stil: herinnerd"),
    "silent_backup": gettext_lazy("Het bleef stil: achtervang gevraagd"),
    "silent_coordinator": gettext_lazy("Het bleef stil: wie het gaf, is gewaarschuwd"),
    "silent_mandate": gettext_lazy("Het bleef stil: de roerganger ziet het nu"),
}
_WHY = {
    "own": gettext_lazy("Het ligt bij %(holder)s, omdat het daar is opgeschreven."),
    "rule": gettext_lazy("Het ging naar %(holder)s door de regel “%(rule)s”."),
    "given": gettext_lazy("Het is aan %(holder)s gegeven door %(giver)s."),
    "history": gettext_lazy("Het komt uit een bestand van %(holder)s en is van langer geleden."),
    "claimed": gettext_lazy("%(holder)s nam het zelf uit de open pot."),
    "taken_over": gettext_lazy("%(holder)s nam het over van %(giver)s, omdat: %(because)s."),
}

_FULL = {
    True: gettext_lazy("%(full)s is overgeslagen: die liet een ander weten tot %(until)s geen ruimte te hebben."),
    False: gettext_lazy("%(full)s is overgeslagen: die heeft nu geen ruimte, staat op de sociale kaart."),
}


def why_here(signal: Signal) -> str:
    """Why it lies where it lies, in one sentence."""
    code = signal.route_why.get("code", "own")
    if signal.giver_id and code not in ("claimed", "taken_over") and signal.giver_id != signal.taker_id:
        code = "given"
    giver = signal.giver.name if isinstance(signal.giver, Organisation) else ""
    said = " ".join(str(part) for part in (_WHY.get(code, _WHY["own"]), _passed_over(signal) if code in ("own", "rule") else "") if part)
    return said % {"holder": signal.holder.name, "giver": giver, "rule": signal.route_why.get("rule", ""),
                   "because": reason("over_yes", signal.route_why.get("why", "")), **_room(signal.route_why)}


def _passed_over(signal: Signal) -> str | Promise:
    """That a rule would have sent it to somebody who said to have no room; "" where none would."""
    why = signal.route_why
    return "" if not why.get("full") else _FULL[bool(why.get("until"))]


def _room(why: Mapping[str, Any]) -> dict[str, str]:
    until = why.get("until", "")
    return {"full": why.get("full", ""), "until": date_format(date.fromisoformat(until), "j F Y") if until else ""}


def turn(page: Page) -> str:
    """Whose turn it is to do what."""
    if page.clock is None:
        return ""
    who = page.signal.holder_person.name if page.signal.holder_person else page.signal.holder.name
    return _("%(who)s is aan zet: %(what)s") % {"who": who, "what": str(ASKS.get(page.clock.kind, "")).lower()}


def events(page: Page) -> list[dict[str, Any]]:
    """The steps for the timeline; notes of the own organisation beside the step they explain."""
    told = {(note.verb, note.at.replace(microsecond=0)): note.text for note in page.notes}
    return [{"when": step.at, "title": str(HAPPENED.get(step.verb, step.verb)), "who": f"{step.name} · {step.organisation.name}",
             "text": " ".join(part for part in (reason(step.verb, step.reason),
                                                told.get((step.verb, step.at.replace(microsecond=0)), "")) if part)}
            for step in page.steps]


def reason(verb: str, code: str) -> str:
    known = {"follow_up": Follow, "follow_done": Follow, "follow_failed": Follow, "follow_made": Follow,
             "follow_unmade": Follow, "follow_again": Follow, "rest": NoActionReason, "close": Outcome,
             "give": GiveReason, "give_back": GiveReason, "words": Basis, "no_words": NoWords,
             "over_asked": OverWhy, "over_yes": OverWhy, "over_no": NoOver}.get(verb)
    return str(known(code).label) if known and code in known.values else ""


def repeated(signal: Signal) -> str:
    """That it is not the first, and what that did to the urgency: said, so that nobody wonders."""
    if not signal.repeats:
        return ""
    said = {"n": signal.repeats, "days": repeats.DAYS, "now": signal.get_urgency_display()}
    why, _colon, before = signal.urgency_why.partition(":")
    if why != "repeats" or before not in Urgency.values:
        return _("Er kwamen %(n)s signalen bij over hetzelfde.") % said
    return _("Er kwamen %(n)s signalen bij over hetzelfde. Vanaf drie in %(days)s dagen, of als het nieuwe dringender is, gaat de "
             "urgentie omhoog: van “%(before)s” naar “%(now)s”. Klopt dat niet, verander de urgentie dan zelf.") % {
                 **said, "before": Urgency(before).label}


def conditions(rule: RoutingRule, names: Mapping[str, str]) -> list[str]:
    """When a rule fits, in words; `names` are of areas."""
    said = [str(rule.get_kind_display()) if rule.kind else "", topic_label(rule.topic) if rule.topic else "",
            names.get(rule.area, rule.area), str(rule.get_urgency_display()) if rule.urgency else "",
            str(rule.get_hours_display()) if rule.hours != RoutingRule.Hours.ALWAYS else "",
            _("zolang zij ruimte hebben") if rule.only_with_room else ""]
    return [word for word in said if word] or [_("alles")]


STATE_ICONS = {State.NEW: "offered", State.TAKEN: "hand", State.POOL: "people", State.ACTING: "plan", State.RESTING: "pause",
               State.CLOSED: "archive", State.EXPIRED: "hourglass", State.JOINED: "link"}
