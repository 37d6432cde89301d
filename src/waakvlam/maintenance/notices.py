"""Mails about a project: its name and where to go. To every member alike, whatever their lists hold.

A mail never says who did something, what a list holds, or whether an address was agreed: who reads along
in a shared mailbox learns nothing, and neither does a partner that compares what others got (R31).
"""

from django.conf import settings
from django.urls import reverse

from waakvlam.access.identity import Who
from waakvlam.access.models import Organisation
from waakvlam.post import commands as post

from .models import Partner, PartnerState, Project


def invited(project: Project, partner: Partner, by: Who) -> None:
    _send(project, [partner.organisation_id], "Jullie zijn gevraagd voor een kernteam bij groot onderhoud. "
          "Kijk wat het werk is en laat weten of jullie meedoen.", by)


def all_members(project: Project, sentences: str, by: Who) -> None:
    """The same words to every organisation that takes part, the host too."""
    _send(project, sorted(project.partners.filter(state=PartnerState.ACCEPTED).values_list("organisation_id", flat=True)),
          sentences, by)


def _send(project: Project, organisations: list, sentences: str, by: Who) -> None:
    address = settings.BASE_URL.rstrip("/") + reverse("maintenance:project", args=[project.pk])
    for to in Organisation.objects.filter(id__in=organisations).exclude(email="").order_by("name"):
        post.send(channel="email", to=to.email, subject=f"Groot onderhoud: {project.name}", by=by,
                  body=f"{sentences}\n\n{address}\n\nIn deze mail staan geen persoonsgegevens.",
                  about_kind="project", about_id=project.pk)
