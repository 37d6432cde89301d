"""The ladder of a clock in words: where it stands and what happens when next. No query."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from waakvlam.access import clocks
from waakvlam.access.models import Clock

NOW: dict[int, str | Promise] = {
    Clock.Step.RUNNING: _("de termijn is net voorbij"), Clock.Step.REMINDED: _("wie aan zet is, is herinnerd"),
    Clock.Step.BACKUP: _("de achtervang is gevraagd"), Clock.Step.COORDINATOR: _("de coördinator weet ervan"),
    Clock.Step.MANDATE: _("ligt bij de roerganger"),
}
NEXT: dict[int, str | Promise] = {
    Clock.Step.RUNNING: _("dan volgt een herinnering"), Clock.Step.REMINDED: _("dan gaat het naar de achtervang"),
    Clock.Step.BACKUP: _("dan gaat het naar de coördinator"), Clock.Step.COORDINATOR: _("dan gaat het naar de roerganger"),
}


@dataclass(frozen=True)
class Rung:
    """A stone on the drawn ladder."""

    label: str | Promise
    note: str | Promise
    state: str = "todo"
    when: Any = None


def steps() -> list[Rung]:
    """The whole ladder, as every clock climbs it."""
    return [
        Rung(_("Termijn voorbij"), _("het staat hier")),
        Rung(_("Herinnering"), _("aan wie aan zet is")),
        Rung(_("Achtervang"), _("een werkdag later")),
        Rung(_("Coördinator"), _("van wie wacht, een werkdag later")),
        Rung(_("Roerganger"), _("twee werkdagen later; kan een besluit vragen")),
    ]


def after(clock: Clock) -> tuple[str | Promise, datetime | None]:
    """What happens next with this clock, and when; nothing where it has reached its end."""
    if clock.step >= Clock.Step.MANDATE:
        return "", None
    if clock.step == Clock.Step.COORDINATOR and clocks.climber_of(clock.kind) is None:
        return "", None  # what an organisation owes itself stays at home
    return NEXT[clock.step], clock.next_at
