"""Assemble what modules supply: the permission table, the register of activities, words for acts, erasers, what waits."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class ConfigApp(AppConfig):
    name = "waakvlam.config"
    label = "config"

    def ready(self) -> None:
        from django.conf import settings

        from waakvlam.access import activities, algorithms, erasing, policies, waits

        from . import checks  # noqa: F401  registers the system checks

        ours = [app for app in settings.INSTALLED_APPS if app.count(".") == 1 and app.startswith("waakvlam.")]
        # From the top layer down, so that nothing is left pointing at what goes.
        erasing.install(module for app in reversed(ours) if app != "waakvlam.access" and find_spec(f"{app}.erasing")
                        and hasattr(module := import_module(f"{app}.erasing"), "erase"))
        for app in settings.INSTALLED_APPS:
            if app.count(".") != 1 or not app.startswith("waakvlam."):
                continue
            if find_spec(f"{app}.policies"):
                policies.install(import_module(f"{app}.policies").ROWS)
            if find_spec(f"{app}.activities"):
                supplied = import_module(f"{app}.activities")
                activities.install(getattr(supplied, "ACTIVITIES", ()), getattr(supplied, "ACTS", {}))
            if app != "waakvlam.access" and find_spec(f"{app}.algorithms"):
                algorithms.install(import_module(f"{app}.algorithms").ALGORITHMS)
            if app != "waakvlam.access" and find_spec(f"{app}.waits"):
                waits.install(import_module(f"{app}.waits").WAITS)
