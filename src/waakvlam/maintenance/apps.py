"""Joins the module."""

from django.apps import AppConfig


class MaintenanceApp(AppConfig):
    name = "waakvlam.maintenance"

    def ready(self) -> None:
        from waakvlam.outreach import beside as sheets

        from . import beside

        sheets.JOINED["maintenance"] = beside.facts
