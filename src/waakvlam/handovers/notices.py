"""Mails about a handover: the number and where to go, never a name, topic or place.

All are sent for the sender's organisation, whose outbox shows whether they arrived.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from waakvlam.access import links
from waakvlam.access.identity import Who
from waakvlam.access.models import Organisation, Person
from waakvlam.access.words import Kind, Role
from waakvlam.kit.time import AMSTERDAM, now
from waakvlam.post import commands as post
from waakvlam.post.models import Delivery

from .models import Handover, Necessity

PARTNER_LINK, RESIDENT_LINK = "handover", "resident"
PARTNER_LINK_DAYS, RESIDENT_LINK_DAYS = 60, 120
COLOPHON = "In deze mail staan geen persoonsgegevens. Stuur een link in deze mail niet door."


def to_receiver(handover: Handover, sentences: str, by: Who, *, person: Person | None = None,
                until: datetime | None = None) -> bool:
    """To the person, else to the shared mailbox. Whoever has no account gets a fresh link; older ones die, within the hour
    where they went to the same address. Returns whether there was an address. `by` acts for the sender."""
    receiver = handover.receiver
    to = (person.email if person else "") or receiver.email
    if not to:
        return False
    again = Delivery.objects.filter(organisation_id=by.organisation_id, about_id=handover.pk, to=to).exists()
    return _send(handover, to, f"Overdracht {handover.number}", sentences + _until(until),
                 page_of(handover) if receiver.has_accounts else partner_link(handover, by, again=again), by)


def to_receiver_plain(handover: Handover, sentences: str, by: Who) -> bool:
    """Word that it is over: the number only, no link, since nothing is to be opened any more."""
    person = handover.accepted_by or handover.receiver_person
    to = (person.email if person else "") or handover.receiver.email
    if to:
        post.send(channel="email", to=to, subject=f"Overdracht {handover.number}", body=sentences,
                  about_kind="handover", about_id=handover.pk, by=by)
    return bool(to)


def to_sender(handover: Handover, sentences: str, by: Who) -> bool:
    person = handover.sender_person
    to = (person.email if person else "") or handover.sender.email
    return bool(to) and _send(handover, to, f"Overdracht {handover.number}", sentences,
                              page_of(handover), by)


def to_mandate(handover: Handover, mandate: Organisation, by: Who) -> bool:
    return bool(mandate.email) and _send(
        handover, mandate.email, f"Overdracht {handover.number} bleef stil",
        "Een overdracht kwam bij u terecht omdat er ondanks herinneringen geen antwoord kwam.",
        page_of(handover), by)


def to_resident(handover: Handover, to: str, sentences: str, by: Who) -> bool:
    return bool(to) and _send(handover, to, "Bericht over uw vraag", sentences,
                              resident_link(handover, by), by)


def to_colleagues(necessity: Necessity, by: Who) -> bool:
    """To the own shared mailbox: somebody else must look."""
    own = Organisation.objects.get(pk=by.organisation_id)
    address = settings.BASE_URL.rstrip("/") + reverse("handovers:necessity", args=[necessity.pk])
    if own.email:
        post.send(channel="email", to=own.email, subject="Een tweede paar ogen gevraagd",
                  body=f"Er wacht een overdracht zonder toestemming op een tweede paar ogen.\n\n{address}\n\n{COLOPHON}",
                  about_kind="necessity", about_id=necessity.pk, by=by)
    return bool(own.email)


def partner_link(handover: Handover, by: Who, *, again: bool = False) -> str:
    """The one door of a receiver without account; the one before is closed. To the same people `again` (a reminder comes
    while somebody may be writing their answer) it is closed an hour later."""
    if again:
        links.let_finish(handover.pk, PARTNER_LINK)
    else:
        links.revoke(handover.pk, PARTNER_LINK)
    return links.make(by, handover, PARTNER_LINK, role=Role.GUEST, organisation_id=handover.receiver_id,
                      expires_at=now() + timedelta(days=PARTNER_LINK_DAYS))[1]


def resident_link(handover: Handover, by: Who) -> str:
    """The resident acts in the sender's network, on this one handover only."""
    return links.make(by, handover, RESIDENT_LINK, role=Role.RESIDENT, organisation_id=handover.sender_id,
                      expires_at=now() + timedelta(days=RESIDENT_LINK_DAYS))[1]


def mandate_of(handover: Handover) -> Organisation | None:
    """The organisation of the network that holds the mandate."""
    return Organisation.objects.filter(network_id=handover.network_id, kind=Kind.NETWORK).order_by("slug").first()


def page_of(handover: Handover) -> str:
    return settings.BASE_URL.rstrip("/") + reverse("handovers:handover", args=[handover.pk])


def _until(moment: datetime | None) -> str:
    return f" Graag vóór {moment.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}." if moment else ""


def _send(handover: Handover, to: str, subject: str, sentences: str, address: str, by: Who) -> bool:
    post.send(channel="email", to=to, subject=subject, body=f"{sentences}\n\n{address}\n\n{COLOPHON}",
              about_kind="handover", about_id=handover.pk, by=by)
    return True
