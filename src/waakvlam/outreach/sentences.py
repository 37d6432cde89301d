"""A round and an inclusion reason as plain sentences, made of parts that the builder can open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from . import steps
from .asking import ASKED
from .models import Round, RoundEntry
from .plan import Plan, of
from .selection import HOUSEHOLDS, Selection

GOAL_WORDS = {
    "spoken": gettext_lazy("ze gesproken zijn"),
    "told": gettext_lazy("ze gesproken zijn of een bericht hebben"),
    "heard": gettext_lazy("we weten of ze willen praten"),
}
ARREARS_WORDS = {
    "late": gettext_lazy("betaling te laat"), "reminder": gettext_lazy("herinnering"),
    "contact": gettext_lazy("persoonlijk contact"), "arrangement": gettext_lazy("regeling"),
    "signal": gettext_lazy("vroegsignaal"), "collection": gettext_lazy("incasso"),
    "judgment": gettext_lazy("vonnis"), "eviction": gettext_lazy("ontruiming"),
}
EXCLUDED_WORDS = {
    "deceased": gettext_lazy("overleden"), "moved": gettext_lazy("verhuisd"),
    "do_not_call": gettext_lazy("wil niet gebeld worden"), "secret": gettext_lazy("geheim adres"),
    "no_phone": gettext_lazy("geen telefoonnummer"), "cool_down": gettext_lazy("kort geleden gesproken"),
    "other_round": gettext_lazy("staat al op een andere lijst"),
}


@dataclass(frozen=True)
class Part:
    """A piece of the sentence; `step` names the part of the builder that it opens, if any."""

    text: str
    step: str = ""


def plain(parts: Iterable[Part]) -> str:
    return " ".join(p.text for p in parts).replace(" ,", ",") + "."


def of_round(round: Round, names: Mapping[str, str] | None = None) -> list[Part]:
    return of_plan(of(round), names or {})


def of_plan(plan: Plan, names: Mapping[str, str]) -> list[Part]:
    """“We bellen *huurders boven de 80* in *Poelenburg* …”; `names` is code → neighbourhood."""
    chosen = plan.selection
    parts = [Part(_("We benaderen") if steps.goes_on_foot(plan.steps) else _("We bellen")), Part(who(chosen), "wie"), Part(_("in")), Part(where(chosen, names), "waar")]
    parts += [Part(_("die")), Part(_and(clauses), "wie")] if (clauses := conditions(chosen)) else []
    return [*parts, Part(","), Part(_("om te vragen")), Part(plan.reason or _("…"), "wat"), Part(","),
            Part(_("tot")), Part(str(GOAL_WORDS[plan.goal]), "hoe"),
            *([Part(","), Part(way(plan.steps), "waarlangs")] if plan.steps else [])]


def way(rows: list[dict[str, Any]]) -> str:
    """“eerst een kaart in de bus, dan bellen (2 keer), dan aanbellen”."""
    words = [str(steps.WORDS[s["channel"]]) + (" " + _("(%(n)d keer)") % {"n": s["times"]} if s["times"] > 1 else "")
             for s in rows]
    said = ", ".join([words[0], *(_("dan %(step)s") % {"step": word} for word in words[1:])])
    return (_("eerst %(steps)s") if len(words) > 1 else _("alleen %(steps)s")) % {"steps": said}


def who(chosen: Selection) -> str:
    """“huurders boven de 80 (woont alleen)”."""
    low, high = chosen.age_from, chosen.age_to
    if low is not None and high is not None:
        text = _("huurders van %(low)d tot en met %(high)d jaar") % {"low": low, "high": high}
    elif low is not None:
        text = _("huurders van %(low)d jaar en ouder") % {"low": low}
    elif high is not None:
        text = _("huurders tot en met %(high)d jaar") % {"high": high}
    else:
        text = _("huurders")
    kinds = _or(str(HOUSEHOLDS[k]) for k in chosen.households)
    return f"{text} ({kinds})" if kinds else text


def where(chosen: Selection, names: Mapping[str, str]) -> str:
    known = [names.get(code, code) for code in chosen.neighbourhoods]
    text = _and(known) if len(known) <= 4 else ngettext(
        "%(n)d buurt", "%(n)d buurten", len(known)) % {"n": len(known)}
    if chosen.blocks:
        blocks = _and(chosen.blocks) if len(chosen.blocks) <= 3 else ngettext(
            "%(n)d blok", "%(n)d blokken", len(chosen.blocks)) % {"n": len(chosen.blocks)}
        text = f"{text}, {blocks}" if text else blocks
    return text or _("al onze buurten")


def conditions(chosen: Selection) -> list[str]:
    """The clauses after “die”: reached, renting, arrears."""
    found = []
    if chosen.not_reached_since:
        found.append(_("sinds %(day)s niet bereikt zijn") % {"day": day(chosen.not_reached_since)})
    if chosen.never_reached_tries is not None:
        found.append(_never_reached(chosen.never_reached_tries, chosen.never_reached_ways or 1))
    if chosen.tenancy_years_min is not None:
        found.append(_("%(n)d jaar of langer huren") % {"n": chosen.tenancy_years_min})
    if chosen.tenancy_years_max is not None:
        found.append(_("korter dan %(n)d jaar huren") % {"n": chosen.tenancy_years_max})
    if chosen.arrears:
        found.append(_("een huurachterstand hebben (%(stages)s)") % {
            "stages": _or(str(ARREARS_WORDS[a]) for a in chosen.arrears)})
    return found


def _never_reached(tries: int, ways: int) -> str:
    """“nooit bereikt zijn na 3 of meer pogingen op 2 of meer manieren”."""
    if not tries:
        return _("nog nooit bereikt zijn")
    after = ngettext("nooit bereikt zijn na %(n)d poging of meer", "nooit bereikt zijn na %(n)d pogingen of meer",
                     tries) % {"n": tries}
    return after if ways < 2 else _("%(after)s, op %(ways)d of meer manieren") % {"after": after, "ways": ways}


def why(entry: RoundEntry, names: Mapping[str, str]) -> str:
    """Why somebody is on the list, for the caller, the coordinator and the resident (R6)."""
    facts: dict[str, Any] = entry.why
    place = names.get(facts.get("neighbourhood") or entry.neighbourhood_code, "")
    if entry.in_reference:
        return _("Door loting gekozen uit adressen die niet op de lijst stonden.")
    found = [_("een collega vroeg om contact")] if facts.get(ASKED) else []
    found += [_("woont in %(place)s") % {"place": place}] if place else []
    if "age" in facts:
        found.append(band(str(facts["age"])))
    if "household" in facts:
        found.append(str(HOUSEHOLDS.get(facts["household"], facts["household"])))
    if "renting_since" in facts:
        found.append(_("huurt sinds %(year)s") % {"year": facts["renting_since"]})
    if "arrears" in facts:
        found.append(_("huurachterstand: %(stage)s") % {"stage": ARREARS_WORDS.get(facts["arrears"], facts["arrears"])})
    if "tried" in facts:
        found.append(_("nog nooit bereikt (%(n)d of meer pogingen)") % {"n": facts["tried"]} if facts["tried"]
                     else _("nog nooit bereikt"))
    if "last_contact" in facts:
        never = facts["last_contact"] == "never"
        found.append(_("nog niet eerder gesproken") if never else _("laatst gesproken op %(day)s") % {
            "day": day(date.fromisoformat(facts["last_contact"]))})
    return _("Op de lijst: %(facts)s.") % {"facts": ", ".join(found) or _("hoort bij deze ronde")}


def band(code: str) -> str:
    """An age band by its lower bound: “80–89 jaar”, “90 jaar en ouder”; "" is unknown."""
    from .selection import BANDS

    if code == "":
        return _("leeftijd onbekend")
    low = int(code)
    above = [b for b in BANDS if b > low]
    if not above:
        return _("%(low)d jaar en ouder") % {"low": low}
    return _("%(low)d–%(high)d jaar") % {"low": low, "high": above[0] - 1}


def kind(code: str) -> str:
    return str(HOUSEHOLDS.get(code) or _("huishouden onbekend"))


def day(value: date) -> str:
    """“1 maart” in this year, else “1 maart 2025”."""
    tongue = "en" if (get_language() or "nl").startswith("en") else "nl"
    from waakvlam.kit.time import today

    return format_date(value, "d MMMM" if value.year == today().year else "d MMMM y", locale=tongue)


def _and(words: Iterable[str]) -> str:
    return _joined(list(words), _("en"))


def _or(words: Iterable[str]) -> str:
    return _joined(list(words), _("of"))


def _joined(words: list[str], last: str) -> str:
    return " ".join([", ".join(words[:-1]), last, words[-1]]) if len(words) > 1 else "".join(words)
