"""Joins the module: whoever must hear of something gets it by post."""

from django.apps import AppConfig


class PostApp(AppConfig):
    name = "waakvlam.post"

    def ready(self) -> None:
        from waakvlam.access.covenant import proposing

        from . import notices

        if notices.proposal_waits not in proposing.TELL:
            proposing.TELL.append(notices.proposal_waits)
