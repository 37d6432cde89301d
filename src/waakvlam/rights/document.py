"""Everything at once: JSON for machines, PDF for people, the same PDF as a letter (R29, R33).

The JSON: {"format": "waakvlam-receipt/1", "made_at", "organisation": {name, kind, phone, email},
"resident": [{label, text}], "why": [{why, ground, kept_days}], "sent": [{number, to, kind, topic, why,
ground, state, since, until, closed_at, parts: [{label, text}], text, asked, opened_to: […]}],
"looked": [{organisation, own, doing, activity, role, day, times, urgent}], "calls": […], "said": […],
"together": [{organisation, kind, day, has_been}], "two_people": [{reason, since, review_on, counts}],
"told": [{what, state, at, words, words_withheld, read_by, known_to}], "requests": […]}. Moments are ISO 8601 with offset, days YYYY-MM-DD. Texts are in the chosen language;
what was written stays as it was written.
"""

import json
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import typst
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waakvlam.kit.time import AMSTERDAM, now

from . import words
from .letters import day
from .models import Request
from .queries import Look, Receipt, Sent

TEMPLATE = Path(__file__).parent / "receipt.typ"
FONTS = Path(__file__).parents[1] / "web" / "static" / "vendor" / "naskh"
FORMAT = "waakvlam-receipt/1"


def plain(found: Receipt) -> dict[str, Any]:
    """The receipt as data, in the documented shape."""
    own = found.organisation
    return {
        "format": FORMAT, "made_at": _iso(now()), "language": get_language(),
        "organisation": {"name": own.name, "kind": own.kind, "phone": own.phone, "email": own.email},
        "resident": _pairs(found.facts),
        "why": [{"why": why, "ground": ground, "kept_days": days} for why, ground, days in found.lines],
        "sent": [_sent(s) for s in found.sent],
        "looked": [{"organisation": d["organisation"], "own": d["own"], "doing": words.doing(d["activity"]),
                    "activity": d["activity"], "role": d["role"], "day": d["day"].isoformat(), "times": d["times"],
                    "urgent": d["urgent"]} for d in found.days],
        "calls": found.calls, "said": [{"topic": t, "words": w, "at": _iso(at)} for t, w, at in found.said],
        "together": [{"organisation": t.organisation, "kind": t.kind, "day": t.day.isoformat(), "has_been": t.has_been} for t in found.together],
        "two_people": [{"reason": m.reason, "since": _iso(m.since), "review_on": m.review_on.isoformat(), "counts": m.counts} for m in found.marked],
        "told": [{"what": n.what, "state": n.state, "at": _iso(n.at), "words": n.words, "words_withheld": n.hidden, "read_by": n.read_by,
                  "known_to": n.known_to} for n in found.noticed],
        "do_not_call": found.do_not_call, "requests": [_request(r) for r in found.requests],
    }


def _sent(sent: Sent) -> dict[str, Any]:
    return {"number": sent.number, "to": sent.to, "kind": sent.to_kind, "topic": sent.topic, "why": sent.why,
            "ground": sent.ground, "state": sent.state, "since": _iso(sent.since), "until": _iso(sent.until),
            "closed_at": _iso(sent.closed_at), "withdrawn_at": _iso(sent.withdrawn_at), "parts": _pairs(sent.parts),
            "text": sent.letter, "asked": sent.asked,
            "opened_to": [{key: _iso(v) if isinstance(v, datetime) else v for key, v in asdict(t).items()} for t in sent.told]}


def _request(request: Request) -> dict[str, Any]:
    return {"number": request.number, "kind": request.kind, "state": request.state, "words": request.words,
            "received_at": _iso(request.received_at), "due_at": _iso(request.due_at), "answer": request.answer,
            "answered_at": _iso(request.answered_at), "reason": request.reason,
            "extension_reason": request.extension_reason}


def _pairs(pairs: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"label": label, "text": text} for label, text in pairs]


def _iso(moment: date | datetime | None) -> str | None:
    if isinstance(moment, datetime):
        return moment.astimezone(AMSTERDAM).isoformat(timespec="seconds")
    return moment.isoformat() if moment else None


def pdf(found: Receipt, *, to: str = "") -> bytes:
    """The receipt on paper, in the language that is on; with `to` (lines) as a letter in a window envelope."""
    tongue = (get_language() or "nl")[:2]
    given = {"language": tongue, "rtl": tongue in words.RIGHT_TO_LEFT, "to": to, "title": _("Wat wij van u weten"),
             "sender": "\n".join(x for x in (found.organisation.name, found.organisation.phone, found.organisation.email) if x),
             "date": day(now()), "sections": sections(found)}
    return bytes(typst.compile(str(TEMPLATE), sys_inputs={"given": json.dumps(given)}, font_paths=[str(FONTS)]))


def sections(found: Receipt) -> list[dict[str, Any]]:
    """{"heading", "lines": [(label, text)], "text"} in the order of the page."""
    made = [
        _section(_("Dit staat over u in ons register"), found.facts),
        _section(_("Waarom wij dit hebben"), [(why, ground) for why, ground, _days in found.lines]),
        *(_section(_("Doorgegeven aan %(to)s") % {"to": s.to}, _about(s), s.letter) for s in found.sent),
        _section(_("Wie keek, en waarom"), [(f"{look.organisation}, {look.role}", looked(look)) for look in found.looks]),
        _section(_("Wat u vertelde"), [(f"{topic}, {day(at)}", text) for topic, text, at in found.said]),
        _section(_("Wat anderen over u vertelden"), [(day(n.at), " ".join([n.what, n.state, *n.words])) for n in found.noticed]),
        _section(_("Wie er meegaat naar uw deur"), [(date_of(t.day), f"{t.organisation} ({t.kind})") for t in found.together]),
        _section(_("Wij komen met twee mensen"), [(date_of(m.review_on), m.reason) for m in found.marked]),
        _section(_("Uw verzoeken"), [(f"{r.number}, {day(r.received_at)}", asked(r)) for r in found.requests]),
        _section(_("Andere organisaties"), [(o.name, " ".join(x for x in (o.phone, o.email) if x)) for o in found.elsewhere],
                 only_through(found)),
        _section(_("Uw rechten"), [], _("U mag dit laten verbeteren, wissen of stoppen. U mag bezwaar maken. Bel of schrijf ons. "
                                       "Binnen een maand krijgt u antwoord.")),
    ]
    return [section for section in made if section["lines"] or section["text"]]


def only_through(found: Receipt) -> str:
    """What this receipt does not know: nobody compares registers (R29)."""
    return _("Dit overzicht laat zien wat bekend is via %(organisation)s. Andere organisaties kunnen een eigen "
             "administratie hebben. Vraag het hun zelf.") % {"organisation": found.organisation.name}


def looked(look: Look) -> str:
    """“las uw vraag: 3 keer, van 2 tot en met 9 november 2026”."""
    first, last = day(look.first), day(look.last)
    when = first if first == last else _("%(first)s tot en met %(last)s") % {"first": first, "last": last}
    text = _("%(doing)s: %(times)s keer, %(when)s") % {"doing": look.doing, "times": look.times, "when": when}
    urgent = _("Dit was in een noodgeval. Het wordt nagekeken.")
    return f"{text}. {urgent}" if look.urgent else text


def asked(request: Request) -> str:
    return f"{words.KINDS_OF_REQUEST[request.kind]}. {words.STATES_OF_REQUEST[request.state]}. {request.answer}".strip()


def _about(sent: Sent) -> list[tuple[str, str]]:
    return [(_("Waarover"), sent.topic), (_("Waarom"), sent.why), (_("Op welke grond"), sent.ground), (_("Sinds"), day(sent.since)),
            *([(_("Tot en met"), date_of(sent.until))] if sent.until and sent.is_open else []),
            *([(_("Dicht sinds"), day(sent.closed_at))] if sent.closed_at else []), (_("Hoe het ermee staat"), sent.state)]


def date_of(value: date) -> str:
    return date_format(value, "j E Y")


def _section(heading: str, lines: list[tuple[str, str]], text: str = "") -> dict[str, Any]:
    return {"heading": heading, "lines": [[str(a), str(b)] for a, b in lines], "text": text}
