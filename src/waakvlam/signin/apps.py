"""Joins the module: a new password ends the sessions that stood."""

from django.apps import AppConfig


class SigninApp(AppConfig):
    name = "waakvlam.signin"

    def ready(self) -> None:
        from waakvlam.access.signin import AFTER_PASSWORD

        from . import sessions

        if sessions.end_others not in AFTER_PASSWORD:
            AFTER_PASSWORD.append(sessions.end_others)
