"""Joins the module: its clocks climb here, for its own purpose."""

from django.apps import AppConfig


class ArrearsApp(AppConfig):
    name = "waakvlam.arrears"

    def ready(self) -> None:
        from waakvlam.access.clocks import CLIMBERS, Climber
        from waakvlam.access.words import Purpose

        from .commands import silence

        CLIMBERS["arrears"] = Climber(Purpose.DEBT, silence.climb)
