"""The path of five stones: where it is, whose turn, until when."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from .models import HelpedAnswer, State, Step
from .models.states import REASONS
from .queries.one import Page, Reader

AT = {State.OFFERED: 1, State.ACCEPTED: 2, State.CONTACT_MADE: 3, State.UNDER_WAY: 3, State.ENDED: 4}
ICONS = {"offer": "offered", "accept": "hand", "decline": "declined", "contact": "contact", "begin": "plan",
         "report": "message", "return": "returned", "end": "ended", "withdraw": "withdrawn", "stop": "lock",
         "resume": "refresh", "leave": "archive", "offer_again": "handover", "helped": "quote", "remind": "bell",
         "mandate": "steward", "direct": "steward", "prolong": "calendar", "ends_soon": "clock", "expire": "lock"}


def stones(page: Page) -> list[dict[str, Any]]:
    """The five stones; a stopped path says where it stopped."""
    h = page.handover
    last = page.helped[-1] if page.helped else None
    labels: list[tuple[str, datetime | None, str]] = [
        (_("Aangeboden"), h.offered_at, _("aan %(to)s") % {"to": h.receiver.name}),
        (_("Aangenomen"), h.accepted_at, _("door %(name)s") % {"name": h.accepted_name} if h.accepted_name else ""),
        (_("Contact gelegd"), h.contact_at, ""),
        (_("Bezig"), None, ""),
        (_("Hielp het?"), last.answered_at if last else None, _helped_note(last)),
    ]
    here = AT.get(State(h.state), _stopped_at(page))
    return [{"label": label, "when": at, "state": _state(page, i, here), "note": _note(page, i, here, note)}
            for i, (label, at, note) in enumerate(labels)]


def _stopped_at(page: Page) -> int:
    h = page.handover
    return 3 if h.contact_at else 2 if h.accepted_at else 1


def _state(page: Page, i: int, here: int) -> str:
    if i < here:
        return "done"
    if i > here:
        return "next"
    if page.handover.state in (State.DECLINED, State.WITHDRAWN, State.RETURNED):
        return "stopped"
    if page.handover.state == State.ENDED and page.asked is None and page.decision is None:
        return "done" if page.helped else "now"
    return "silent" if page.is_silent else "now"


def _note(page: Page, i: int, here: int, note: str) -> str:
    if i != here or _state(page, i, here) == "done":
        return note if i <= here else ""
    if _state(page, i, here) == "stopped":
        return str(State(page.handover.state).label)
    return turn(page) or note


def turn(page: Page) -> str:
    """Whose turn it is, in a few words."""
    h, clock = page.handover, page.clock
    if clock is None:
        return ""
    if clock.on_id == h.sender_id and page.asked is None:
        return _("%(who)s is aan zet") % {"who": h.sender.name}
    if page.asked is not None:
        return _("u bent aan het woord") if page.reader == Reader.RESIDENT else _("de bewoner is aan het woord")
    return _("%(who)s is aan zet") % {"who": h.accepted_name or h.receiver.name}


def _helped_note(last: HelpedAnswer | None) -> str:
    return str(HelpedAnswer.Answer(last.answer).label) if last and last.answer else ""


def events(page: Page) -> list[dict[str, Any]]:
    """The timeline: what happened, by whom, and words where the resident permits them."""
    made = [_event(page, step) for step in reversed(page.steps)]
    made += [{"title": _("Notitie"), "when": n.at, "who": n.person.name if n.person else "", "text": n.text,
              "icon": "note", "edge": 3, "lock": _("alleen je eigen organisatie leest dit")} for n in page.notes]
    return sorted(made, key=lambda e: e["when"], reverse=True)


def _event(page: Page, step: Step) -> dict[str, Any]:
    party = step.organisation.name
    text = page.words.get(step.pk, "")
    return {"title": title(step), "when": step.at, "text": text,
            "who": step.name if step.name == party else f"{step.name}, {party}",
            "icon": ICONS.get(step.verb, "silent"), "tone": _tone(step.verb),
            **({"edge": 2, "lock": _("afzender en ontvanger lezen dit; de bewoner vindt dat goed")} if text else {})}


def _tone(verb: str) -> str:
    if verb.startswith("silent") or verb in ("mandate", "direct"):
        return "silent"
    return {"offer": "lit", "end": "done", "accept": "done"}.get(verb, "")


def title(step: Step) -> str:
    """What the step was, with its reason where one was given."""
    words = {
        "offer": _("Aangeboden"), "accept": _("Aangenomen"), "decline": _("Niet aangenomen"),
        "contact": _("Contact gelegd"), "begin": _("Begonnen"), "report": _("Gaat door"),
        "return": _("Teruggegeven"), "end": _("Afgerond"), "withdraw": _("Ingetrokken"),
        "stop": _("Toestemming ingetrokken"), "resume": _("Weer open"), "leave": _("Besloten: het blijft hierbij"),
        "offer_again": _("Aan een ander aangeboden"), "helped": _("Hielp het?"), "remind": _("Herinnerd"),
        "mandate": _("Roerganger gevraagd"), "direct": _("Roerganger stelde een termijn"),
        "prolong": _("Toestemming verlengd"), "ends_soon": _("Toestemming loopt binnen een week af"),
        "expire": _("Toestemming verlopen"),
        "silent_reminded": _("Stil: ontvanger herinnerd"), "silent_backup": _("Stil: achtervang gevraagd"),
        "silent_coordinator": _("Stil gevallen: terug bij de afzender"),
        "silent_mandate": _("Stil gebleven: bij de roerganger"),
    }.get(step.verb, step.verb)
    reason = reason_of(step)
    return f"{words}: {reason}" if reason else words


def reason_of(step: Step) -> str:
    if not step.reason:
        return ""
    if step.verb == "helped":
        return str(HelpedAnswer.Answer(step.reason).label)
    known = REASONS.get("withdraw" if step.verb == "stop" else step.verb)
    return str(known(step.reason).label) if known and step.reason in known.values else ""


def asked_so_far(helped: Iterable[HelpedAnswer]) -> list[dict[str, Any]]:
    """The answers as rows: after how many weeks, what, how."""
    return [{"weeks": h.weeks, "answer": HelpedAnswer.Answer(h.answer).label if h.answer else "",
             "how": HelpedAnswer.How(h.how).label if h.how else "", "when": h.answered_at or h.asked_at,
             "witness": h.witness} for h in helped]
