"""Joins the module: who comes in by link for a handover is served here."""

from django.apps import AppConfig


class HandoversApp(AppConfig):
    name = "waakvlam.handovers"

    def ready(self) -> None:
        from waakvlam.access.views import DOORS
        from waakvlam.outreach import presenting

        from . import doors, notices, report

        DOORS[notices.PARTNER_LINK] = doors.partner
        DOORS[notices.RESIDENT_LINK] = doors.resident
        if report.lasting not in presenting.MORE:
            presenting.MORE.append(report.lasting)
