"""Mails about a notice: the number and where to go, never a name, an amount or an address."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from waakvlam.access.identity import Who
from waakvlam.access.models import Organisation, Person
from waakvlam.access.words import Kind
from waakvlam.kit.time import AMSTERDAM
from waakvlam.post import commands as post

from .models import Notice

COLOPHON = "In deze mail staan geen persoonsgegevens."


def to_receiver(notice: Notice, sentence: str, by: Who, *, person: Person | None = None, until: datetime | None = None) -> bool:
    """To the person, else to the shared mailbox. Returns whether there was an address. `by` acts for the sender."""
    due = f" Graag vóór {until.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}." if until else ""
    return _send(notice, (person.email if person else "") or notice.receiver.email, sentence + due, by)


def to_sender(notice: Notice, sentence: str, by: Who) -> bool:
    return _send(notice, (notice.sent_by.email if notice.sent_by else "") or notice.sender.email, sentence, by)


def to_mandate(notice: Notice, by: Who) -> bool:
    """Whoever holds the mandate of the network hears that it stands still, between whom, and nothing else."""
    mandate = Organisation.objects.filter(network_id=notice.network_id, kind=Kind.NETWORK).order_by("slug").first()
    if mandate is None or not mandate.email:
        return False
    post.send(channel="email", to=mandate.email, subject=f"Bericht {notice.number} bleef stil", about_kind="notice",
              about_id=notice.pk, by=by, body=(
                  f"Een bericht van {notice.sender.name} aan {notice.receiver.name} bleef na herinneringen zonder antwoord. "
                  f"Vraag hun wat er nodig is. Noem het nummer {notice.number}.\n\n{COLOPHON}"))
    return True


def _send(notice: Notice, to: str, sentences: str, by: Who) -> bool:
    if to:
        address = settings.BASE_URL.rstrip("/") + reverse("arrears:notice", args=[notice.pk])
        post.send(channel="email", to=to, subject=f"Bericht {notice.number}", body=f"{sentences}\n\n{address}\n\n{COLOPHON}",
                  about_kind="notice", about_id=notice.pk, by=by)
    return bool(to)
