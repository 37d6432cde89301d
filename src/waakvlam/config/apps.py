"""Assemble what modules supply: the permission table, the register of activities, words for acts."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class ConfigApp(AppConfig):
    name = "waakvlam.config"
    label = "config"

    def ready(self) -> None:
        from django.conf import settings

        from waakvlam.access import activities, policies

        from . import checks  # noqa: F401  registers the system checks

        for app in settings.INSTALLED_APPS:
            if app.count(".") != 1 or not app.startswith("waakvlam."):
                continue
            if find_spec(f"{app}.policies"):
                policies.install(import_module(f"{app}.policies").ROWS)
            if find_spec(f"{app}.activities"):
                supplied = import_module(f"{app}.activities")
                activities.install(getattr(supplied, "ACTIVITIES", ()), getattr(supplied, "ACTS", {}))
