"""What a coordinator fills in for a round, checked: the input of `commands.draft` and `change`."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import today

from . import hours, outcomes, steps
from .models import Round
from .selection import Selection, parse

GOALS: dict[str, dict[str, list[str]]] = {
    "spoken": {"outcomes": ["spoken"]},
    "told": {"outcomes": ["spoken", "voicemail"]},
    "heard": {"outcomes": ["spoken", "refused"]},
}
LONGEST_DAYS = 366


@dataclass(frozen=True)
class Plan:
    """All that a draft may change. `goal` is a key of GOALS, `reason` completes “om te vragen …”."""

    name: str
    reason: str = ""
    selection: Selection = Selection()
    starts_on: date = field(default_factory=today)
    ends_on: date = field(default_factory=lambda: today() + timedelta(days=28))
    script_version_id: UUID | None = None
    team_id: UUID | None = None
    goal: str = "spoken"
    calling_hours: dict[str, list[str]] = field(default_factory=lambda: dict(hours.DEFAULT))
    cool_down_days: int = 30
    language: str = "nl"
    reference_percent: int = 10
    max_attempts: int = 4
    outcomes: list[dict[str, Any]] = field(default_factory=lambda: list(outcomes.DEFAULT))
    steps: list[dict[str, Any]] = field(default_factory=list)

    def check(self) -> None:
        """Raises Invalid at the first field that cannot be."""
        parse(self.selection.as_json())
        hours.parse(self.calling_hours)
        outcomes.parse(self.outcomes)
        steps.parse(self.steps)
        days = (self.ends_on - self.starts_on).days
        for good, name, sentence in (
            (self.name.strip(), "name", _("Geef de belactie een naam.")),
            (days >= 0, "ends_on", _("Het einde ligt voor het begin.")),
            (days <= LONGEST_DAYS, "ends_on", _("Een belactie duurt hooguit een jaar.")),
            (self.goal in GOALS, "goal", _("Kies wanneer iemand klaar is.")),
            (self.language in ("nl", "en"), "language", _("Deze taal kennen we niet.")),
            (0 <= self.reference_percent <= 20, "reference_percent", _("Kies 0 tot 20 procent.")),
            (1 <= self.max_attempts <= 20, "max_attempts", _("Kies 1 tot 20 pogingen.")),
            (0 <= self.cool_down_days <= 730, "cool_down_days", _("Kies 0 tot 730 dagen.")),
        ):
            if not good:
                raise Invalid(f"round_{name}", sentence, field=name, came_in=str(getattr(self, name))[:80])

    def fields(self) -> dict[str, Any]:
        """The round's columns, selection as JSON."""
        return {
            "name": self.name.strip(), "reason": self.reason.strip(),
            "selection": self.selection.as_json(), "area": list(self.selection.neighbourhoods),
            "starts_on": self.starts_on, "ends_on": self.ends_on, "team_id": self.team_id,
            "script_version_id": self.script_version_id, "goal": GOALS[self.goal],
            "calling_hours": self.calling_hours, "cool_down_days": self.cool_down_days,
            "language": self.language, "reference_percent": self.reference_percent,
            "max_attempts": sum(s["times"] for s in self.steps) or self.max_attempts, "outcomes": self.outcomes,
            "steps": self.steps,
        }


def of(round: Round) -> Plan:
    """The plan as it stands in a round."""
    goal = next((key for key, value in GOALS.items() if value == round.goal), "spoken")
    return Plan(
        name=round.name, reason=round.reason, selection=parse(round.selection),
        starts_on=round.starts_on, ends_on=round.ends_on, script_version_id=round.script_version_id,
        team_id=round.team_id, goal=goal, calling_hours=round.calling_hours,
        cool_down_days=round.cool_down_days, language=round.language,
        reference_percent=round.reference_percent, max_attempts=round.max_attempts,
        outcomes=round.outcomes, steps=round.steps)
