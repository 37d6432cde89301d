"""Joins the module: its clocks climb here, who comes in by link decides here, and what the mandate names is recorded here."""

from django.apps import AppConfig


class BreakthroughsApp(AppConfig):
    name = "waakvlam.breakthroughs"

    def ready(self) -> None:
        from waakvlam.access.clocks import CLIMBERS, Climber
        from waakvlam.access.views import DOORS
        from waakvlam.access.words import Purpose
        from waakvlam.handovers.commands import silence

        from . import notices
        from .commands import climb, directed
        from .views import door

        CLIMBERS["breakthrough"] = Climber(Purpose.BREAKTHROUGH, climb)
        DOORS[notices.LINK] = door.decision
        if directed not in silence.DIRECTED:
            silence.DIRECTED.append(directed)
