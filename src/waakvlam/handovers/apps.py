"""Joins the module: who comes in by link for a handover is served here, and its clocks climb here."""

from django.apps import AppConfig


class HandoversApp(AppConfig):
    name = "waakvlam.handovers"

    def ready(self) -> None:
        from waakvlam.access.clocks import CLIMBERS, Climber
        from waakvlam.access.views import DOORS
        from waakvlam.access.words import Purpose
        from waakvlam.outreach import presenting

        from . import doors, notices, report, waiting
        from .commands import prolonging, silence

        CLIMBERS["handover"] = Climber(Purpose.HANDOVER, silence.climb)
        CLIMBERS["necessity"] = Climber(Purpose.HANDOVER, silence.climb_necessity)
        CLIMBERS[waiting.ENDS] = Climber(Purpose.HANDOVER, prolonging.look_at)

        DOORS[notices.PARTNER_LINK] = doors.partner
        DOORS[notices.RESIDENT_LINK] = doors.resident
        if report.lasting not in presenting.MORE:
            presenting.MORE.append(report.lasting)
