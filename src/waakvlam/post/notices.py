"""Mails about the agreement itself, to administrators. They name no resident."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.access.models import CovenantProposal, Person
from waakvlam.kit.time import day_of

from . import commands
from .models import Channel


def proposal_waits(by: Who, proposal: CovenantProposal, people: Iterable[Person]) -> None:
    """One mail to each other administrator of the network. In Dutch: nobody is at a screen yet."""
    with translation.override("nl"):
        subject = _("Een voorstel voor het convenant wacht op je")
        where = settings.BASE_URL + reverse("access:proposal", args=[proposal.id])
        for person in people:
            body = _(
                "Beste %(name)s,\n\n%(proposer)s van %(organisation)s stelt een nieuwe versie van het convenant voor. "
                "Een andere beheerder beslist: lees wat er verandert en neem het aan of wijs het af.\n\n%(where)s\n\n"
                "Na %(day)s verloopt het voorstel.") % {
                    "name": person.name, "proposer": by.name, "organisation": by.organisation_name, "where": where,
                    "day": f"{day_of(proposal.expires_at):%d-%m-%Y}"}
            commands.send(channel=Channel.EMAIL, to=person.email, subject=subject, body=body,
                          about_kind="covenantproposal", about_id=proposal.id, by=by)
