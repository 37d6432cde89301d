"""Joins the module: its clocks climb here."""

from django.apps import AppConfig


class SignalsApp(AppConfig):
    name = "waakvlam.signals"

    def ready(self) -> None:
        from waakvlam.access import clocks
        from waakvlam.access.words import Purpose

        from .commands import silence

        clocks.CLIMBERS["signal"] = clocks.Climber(Purpose.SIGNAL, silence.climb)
