"""Figures in words and rows, as the templates and the report draw them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from babel.dates import format_date
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.kit.time import today

from . import listing, sentences, steps
from .call_screen import NOT_NOW
from .figures import Estimate
from .models import Attempt, Finding, Round
from .plan import Plan
from .queries import Progress

CHANNELS = dict(Attempt.Channel.choices)
PARTS = dict(Attempt.PartOfDay.choices)
TOP = 12


def numbers_of(who: Who, plan: Plan, names: Mapping[str, str], round_id: UUID | None = None) -> dict[str, Any]:
    """Size and make-up of the list that this plan would give. One query over the area."""
    size = listing.preview(who, plan.selection, cool_down_days=plan.cool_down_days,
                           reference_percent=plan.reference_percent, round_id=round_id,
                           needs_phone=not steps.goes_on_foot(plan.steps))
    return {
        "size": size,
        "excluded": [(sentences.EXCLUDED_WORDS[reason], n) for reason, n in size.excluded.items()],
        "groups": [
            (_("Leeftijd"), [(sentences.band(s.code), s.on_list, s.living) for s in size.bands]),
            (_("Huishouden"), [(sentences.kind(s.code), s.on_list, s.living) for s in size.kinds]),
            (_("Buurt"), [(names.get(s.code) or s.code or _("buurt onbekend"), s.on_list, s.living)
                          for s in sorted(size.neighbourhoods, key=lambda s: -s.on_list)[:12]]),
        ],
        "reference_note": _reference_note(plan, size),
    }


def _reference_note(plan: Plan, size: listing.Size) -> str:
    if not plan.reference_percent or size.reference:
        return ""
    return _("Iedereen hier staat op de lijst. Er is niemand over voor een controlegroep.") if size.listed else ""


def drawn(progress: Progress, names: Mapping[str, str], round: Round) -> dict[str, Any]:
    """Rows for the plots and tables of a round's page."""
    listed = progress.listed
    return {
        "standing": [
            (_("klaar"), listed.done, "done"),
            (_("nog te gaan"), listed.left, "lit"),
            (_("niet bereikt"), listed.unreachable, "quiet"),
            (_("van de lijst"), listed.excluded, "silent"),
        ],
        "found": [(label, progress.found.get(kind, 0) + progress.found_reference.get(kind, 0))
                  for kind, label in Finding.Kind.choices] + [(_("wil niet"), progress.all.refused)],
        "curve": progress.curve,
        "curve_words": curve_words(progress.curve),
        "ways": [(f"{word(CHANNELS, w.channel)}, {word(PARTS, w.part_of_day)} ({w.made})", round_(100 * w.share))
                 for w in progress.ways],
        "blocks": [(name or _("zonder blok"), group) for name, group in progress.blocks[:TOP]],
        "more_blocks": max(len(progress.blocks) - TOP, 0),
        "pace": ended(progress) if round.state == round.State.ENDED else pace(progress),
        "need": [(_("op de lijst"), words_of(progress.need()[0])),
                 (_("door loting"), words_of(progress.need()[1]))] if round.reference_percent else [],
        "extra": [row for more in MORE for row in more(round)],
    }


# Other modules add rows (label, text) to a round's page and report, such as “lastingly helped”:
# they stand above this one and may not be imported here.
MORE: list[Any] = []


def word(words: Mapping[str, Any], code: str) -> str:
    return str(words.get(code, code))


def round_(value: float) -> int:
    return int(value + 0.5)


def waiting_of(waiting: Mapping[str, int]) -> dict[str, Any]:
    """Who can be called now, and the rest by reason in words."""
    return {"now": waiting.get("now", 0),
            "waiting": [(NOT_NOW.get(reason, reason), n) for reason, n in waiting.items() if reason != "now"]}


def curve_words(curve: tuple[int, ...]) -> str:
    """“Na 1 keer proberen 120 gesproken, na 3 keer 180.”"""
    if not curve:
        return _("Nog niemand gesproken.")
    if len(curve) == 1:
        return _("Na 1 keer proberen %(first)d gesproken.") % {"first": curve[0]}
    return _("Na 1 keer proberen %(first)d gesproken, na %(n)d keer %(last)d.") % {
        "first": curve[0], "n": len(curve), "last": curve[-1]}


def pace(progress: Progress) -> str:
    """“Nog 240 te gaan. In dit tempo klaar op donderdag 26 november.”"""
    left = progress.all.left
    if left == 0:
        return _("Iedereen kwam aan de beurt.")
    text = ngettext("Nog %(n)d te gaan.", "Nog %(n)d te gaan.", left) % {"n": left}
    if progress.ready_on is None:
        return text + " " + _("Er is nog te weinig gedaan om te zeggen wanneer het klaar is.")
    return text + " " + _("In dit tempo klaar op %(day)s.") % {"day": long_day(progress.ready_on)}


def ended(progress: Progress) -> str:
    """“Deze belactie is afgelopen. 7 kwamen niet meer aan de beurt.”"""
    left = progress.all.left
    text = _("Deze belactie is afgelopen.")
    return text if left == 0 else text + " " + ngettext(
        "%(n)d kwam niet meer aan de beurt.", "%(n)d kwamen niet meer aan de beurt.", left) % {"n": left}


def long_day(value: Any) -> str:
    """“donderdag”, within a week; else “donderdag 26 november”."""
    tongue = "en" if (get_language() or "nl").startswith("en") else "nl"
    near = (value - today()).days < 7
    return format_date(value, "EEEE" if near else "EEEE d MMMM", locale=tongue)


def words_of(found: Estimate) -> str:
    """“5 van 90, tussen 2% en 13%”; the interval is exact, at 95%."""
    if found.share is None or found.low is None or found.high is None:
        return _("nog niemand gesproken")
    return _("%(hits)d van %(size)d: tussen %(low)s en %(high)s") % {
        "hits": found.hits, "size": found.size, "low": percent(found.low), "high": percent(found.high)}


def percent(share: float) -> str:
    comma = "." if (get_language() or "nl").startswith("en") else ","
    return f"{100 * share:.1f}".replace(".", comma) + "%"


def date_line() -> str:
    """“24 november 2026”, above a letter."""
    tongue = "en" if (get_language() or "nl").startswith("en") else "nl"
    return format_date(today(), "d MMMM y", locale=tongue)
