"""Joins the module: who comes in by link for a handover is served here."""

from django.apps import AppConfig


class HandoversApp(AppConfig):
    name = "waakvlam.handovers"

    def ready(self) -> None:
        from waakvlam.access.views import DOORS

        from . import doors, notices

        DOORS[notices.PARTNER_LINK] = doors.partner
        DOORS[notices.RESIDENT_LINK] = doors.resident
