"""Joins the module: its clocks climb here, and what was made of a signal is heard here."""

from django.apps import AppConfig


class SignalsApp(AppConfig):
    name = "waakvlam.signals"

    def ready(self) -> None:
        from waakvlam.access import clocks, offspring
        from waakvlam.access.words import Purpose
        from waakvlam.handovers.starting import STARTS

        from .commands import making, silence
        from .makes import asked_by

        clocks.CLIMBERS["signal"] = clocks.Climber(Purpose.SIGNAL, silence.climb)
        STARTS["signaal"] = making.begin_letter
        if making.hear not in offspring.MOVED:
            offspring.MOVED.append(making.hear)
            offspring.ASKED.append(asked_by)
