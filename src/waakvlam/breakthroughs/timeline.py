"""What happened with a breakthrough, in words for everybody who follows it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from .models import Step
from .queries import Sight


@dataclass(frozen=True)
class Event:
    when: datetime
    title: str
    who: str = ""
    text: str = ""
    icon: str = ""
    tone: str = ""


ICONS = {"call": "goal", "remind": "bell", "up": "arrow-up", "top": "silent", "postpone": "hourglass", "decide": "check", "withdraw": "withdrawn"}
TONES = {"up": "silent", "top": "silent", "decide": "done", "call": "lit"}


def events(sight: Sight) -> list[Event]:
    """Oldest first. No query."""
    return [Event(s.at, title(s), _by(s), s.note, ICONS.get(s.verb, "event"), TONES.get(s.verb, "")) for s in sight.steps]


def title(step: Step) -> str:
    to = step.to.name if step.to else ""
    to = f"{step.to_person.name}, {to}" if step.to_person else to
    return {
        "call": _("Besluit gevraagd aan %(to)s"), "remind": _("Herinnering aan %(to)s"), "up": _("Geen besluit: een trede hoger, naar %(to)s"),
        "top": _("Geen besluit, en niemand staat hoger. Het blijft in beeld"), "postpone": _("Uitgesteld"), "decide": _("Besloten"),
        "withdraw": _("Ingetrokken")}.get(step.verb, step.verb) % {"to": to}


def _by(step: Step) -> str:
    if step.verb in ("remind", "up", "top"):
        return "Waakvlam"
    return f"{step.person.name}, {step.organisation.name}" if step.person else step.organisation.name
