"""How a track and a notice look: the path, the four conditions, what happened, and the next right thing."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from waakvlam.access.activities import words_of

from .acts import Offered
from .commands.tracks import DONE
from .models import Notice, NoticeState, NoticeStep, Stage, Track, TrackStep
from .models.states import REASONS, How
from .queries import NoticePage, Page

PATH = (Stage.LATE, Stage.REMINDER, Stage.CONTACT, Stage.ARRANGEMENT, Stage.SIGNAL)
FAR = (Stage.COLLECTION, Stage.JUDGMENT, Stage.EVICTION)
ICONS = {"reminder": "letter", "contact": "contact", "tried": "no-answer", "help": "help", "offered": "offered", "refused": "lock",
         "agreed": "check", "signal": "send", "told": "send", "arrange": "agreement", "paid": "euro", "kept": "check-circle",
         "broken": "warning", "collection": "organisation", "judgment": "scale", "eviction": "home", "called_off": "stop",
         "note": "note", "end": "ended", "open": "add", "amount": "euro", "undo": "undo", "came_back": "message"}
# Missing condition → the act that meets it, in the order of helping.
NEXT = {"reminder_on": "herinnering", "contact_on": "contact", "help_on": "schuldhulp", "offered_on": "aanbod"}


def stones(track: Track) -> list[dict[str, Any]]:
    """The path of five stones; further on its end says where it stands now."""
    labels = [str(s.label) for s in PATH]
    if track.stage in FAR:
        labels[-1] = str(Stage(track.stage).label)
    here = PATH.index(Stage(track.stage)) if track.stage in PATH else len(PATH) - 1
    return [{"label": label.capitalize(), "when": None, "note": "", "state": _stone(track, i, here)} for i, label in enumerate(labels)]


def _stone(track: Track, i: int, here: int) -> str:
    if track.stage == Stage.ENDED:
        return "done"
    return "done" if i < here else "now" if i == here else "next"


def conditions(track: Track) -> list[dict[str, Any]]:
    """The four of R17 in words, each with its day."""
    words = [("contact_on", _("Moeite gedaan voor persoonlijk contact")), ("help_on", _("Gewezen op schuldhulp")),
             ("reminder_on", _("Minstens één schriftelijke herinnering")), ("offered_on", _("Aangeboden om gegevens door te geven"))]
    return [{"words": text, "on": getattr(track, name), "act": NEXT[name]} for name, text in words]


def next_act(page: Page, offered: Sequence[Offered]) -> Offered | None:
    """What stands open: what is missing first, then the signal, then an arrangement."""
    by_slug = {o.act.slug: o for o in offered}
    t = page.track
    wanted = ["melding"] + [NEXT[name] for name in NEXT if getattr(t, name) is None] + ["vroegsignaal", "regeling", "afronding"]
    if page.arrangement is not None and page.arrangement.state == "running":
        wanted = ["melding"]  # what is due stands in the arrangement itself
    elif not t.amount_cents:
        wanted = ["afronding"]
    elif page.open_notice is not None:
        wanted = ["melding", "contact"]
    return next((by_slug[slug] for slug in wanted if slug in by_slug), None)


def undoable(page: Page) -> TrackStep | None:
    """The newest step, where it can be taken back: written down by hand, and no signal rests on it."""
    newest = next((s for s in page.steps if s.verb != "undo" and s.undone_at is None), None)
    if newest is None or newest.verb not in DONE or not page.track.is_open:
        return None
    return None if DONE[newest.verb].dates and page.track.signalled_on else newest


def events(page: Page) -> list[dict[str, Any]]:
    return [{"title": _title(s), "when": s.at, "who": s.person.name if s.person else "Waakvlam", "text": s.note,
             "icon": ICONS.get(s.verb, "circle"), "tone": "done" if s.verb in ("end", "kept", "paid") else ""} for s in page.steps]


def _title(step: TrackStep) -> str:
    said = str(words_of(f"arrears.{step.verb}"))
    how = f" ({How(step.how).label})" if step.how else ""
    gone = f" · {_('ongedaan gemaakt')}" if step.undone_at else ""
    return f"{said}{how}{gone}"


def notice_stones(page: NoticePage) -> list[dict[str, Any]]:
    n = page.notice
    labels = [(_("Verstuurd"), n.sent_at), (_("Aangenomen"), n.accepted_at), (_("Contact gelegd"), n.contact_at), (_("Hulp geopend"), n.helped_at),
              (_("Afgerond"), n.ended_at)]
    at = {NoticeState.SENT: 1, NoticeState.ACCEPTED: 2, NoticeState.CONTACT_MADE: 3, NoticeState.HELPING: 4, NoticeState.ENDED: 5}
    stopped = 3 if n.contact_at else 2 if n.accepted_at else 1
    here = at.get(NoticeState(n.state), stopped)
    word = "now" if n.state in at else "stopped"
    return [{"label": label, "when": when, "note": str(NoticeState(n.state).label) if i == here and word == "stopped" else "",
             "state": "done" if i < here and (when or i != 3) else "silent" if i == here and page.is_silent else word if i == here else "next"}
            for i, (label, when) in enumerate(labels)]


def notice_events(page: NoticePage) -> list[dict[str, Any]]:
    return [{"title": _said(s), "when": s.at, "who": f"{s.name}, {s.organisation.name}" if s.name != "Waakvlam" else s.name,
             "icon": {"send": "send", "accept": "hand", "contact": "contact", "help": "help", "end": "ended", "withdraw": "withdrawn",
                      "decline": "declined", "expire": "hourglass", "report": "message"}.get(s.verb, "silent"),
             "tone": "silent" if s.verb.startswith("silent") else ""} for s in page.steps]


def _said(step: NoticeStep) -> str:
    words = {"silent_reminded": _("Stil: herinnerd"), "silent_backup": _("Stil: achtervang gevraagd"),
             "silent_coordinator": _("Stil gevallen: terug bij de verhuurder"), "silent_mandate": _("Stil gebleven: bij de roerganger")}
    said = words.get(step.verb) or str(words_of(f"arrears.notice_{step.verb}"))
    known = REASONS.get(step.verb)
    return f"{said}: {known(step.reason).label}" if known and step.reason in known.values else said


def outcome_of(notice: Notice) -> str:
    """The agreed outcome in words, whatever the state it ended in."""
    for kind in REASONS.values():
        if notice.outcome in kind.values:
            return str(kind(notice.outcome).label)
    return ""
