"""Joins the module: a new password ends the sessions that stood; emergency access that nobody judged climbs here."""

from django.apps import AppConfig


class SigninApp(AppConfig):
    name = "waakvlam.signin"

    def ready(self) -> None:
        from waakvlam.access.clocks import CLIMBERS, Climber
        from waakvlam.access.signin import AFTER_PASSWORD
        from waakvlam.access.words import Purpose

        from . import emergency, sessions

        CLIMBERS[emergency.REVIEW] = Climber(Purpose.HANDOVER, emergency.climb)

        if sessions.end_others not in AFTER_PASSWORD:
            AFTER_PASSWORD.append(sessions.end_others)
