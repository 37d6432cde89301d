"""To the municipality's desk for the public space: what somebody read over and changed, through the outbox with its retries."""

import json
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.access.models import Organisation
from waakvlam.access.policies import require
from waakvlam.access.screening import screen
from waakvlam.kit.errors import Invalid, WrongState
from waakvlam.people.models import Neighbourhood
from waakvlam.post import commands as post
from waakvlam.post.models import Channel, Delivery
from waakvlam.post.models import State as Post

from .. import addresses, signalen
from ..models import Basis, Signal
from ..models.states import About
from ..policies import SignalPermission
from ..queries import reading
from .moving import lock, step

CALLED = "Signalen"


@transaction.atomic
def report_out(*, signal: Signal, report_text: str, report_where: str, category: str, by: Who) -> Delivery:
    """Only what is about a place and nobody, and only the words that stood in the form. Raises Invalid, Refused, WrongState."""
    found = lock(signal.pk)
    require(by, SignalPermission.GIVE, found)
    content = reading.words(by).filter(signal=found).order_by("-version").first()
    if content is None or found.basis != Basis.NOBODY or content.about != About.PLACE:
        raise WrongState("signal.report_desk", _("Alleen wat over een plek gaat en over niemand, gaat naar het meldpunt voor buiten."))
    if sent(by, found.pk):
        raise WrongState("signal.report_desk", _("Dit is al gemeld bij de gemeente."))
    text = screen(report_text).text.strip()
    if len(text) < 10 or category not in signalen.CATEGORIES:
        raise Invalid("report_text", _("Schrijf in een zin wat er buiten aan de hand is."), field="report_text")
    area = Neighbourhood.objects.filter(network_id=by.network_id, code=found.neighbourhood_code).order_by("-year").first()
    point = signalen.middle(area.outline if area else None)
    if point is None:
        raise Invalid("report_where", _("Van dit signaal is de buurt niet bekend. Meld het zelf bij de gemeente."), field="report_where")
    mailbox = Organisation.objects.get(pk=by.organisation_id).email
    body = signalen.report(text=text, place=addresses.read(report_where), point=point, category=category, mailbox=mailbox,
                           noticed_at=content.noticed_at)
    made = post.send(channel=Channel.DESK, to=CALLED, subject=found.number, about_kind="signal", about_id=found.pk,
                     body=json.dumps(body, ensure_ascii=False), by=by)
    step(found, "report_out", by)
    return made


def sent(by: Who, signal_id: UUID) -> bool:
    """Whether it went, or waits to go. One query."""
    return Delivery.objects.filter(organisation_id=by.organisation_id, about_id=signal_id, channel=Channel.DESK).exclude(state=Post.CANCELLED).exists()
