"""Deliveries: queued in the transaction that caused them, tried until sent or visibly failed."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, Keep, Trace
from waakvlam.access.privacy import Privacy, Scrub


class Channel(models.TextChoices):
    EMAIL = "email", "e-mail"
    SMS = "sms", "sms"
    LETTER = "letter", "brief"
    DESK = "desk", "meldpunt van de gemeente"


class State(models.TextChoices):
    QUEUED = "queued", "wacht op verzending"
    HELD = "held", "staat klaar"  # nothing to carry it with, or a letter that waits for the printer
    SENT = "sent", "verzonden"
    FAILED = "failed", "mislukt"
    CANCELLED = "cancelled", "ingetrokken"


TRANSITIONS = {
    State.QUEUED: (State.SENT, State.HELD, State.FAILED, State.CANCELLED),
    State.HELD: (State.QUEUED, State.SENT, State.CANCELLED),
    State.FAILED: (State.QUEUED, State.CANCELLED),
    State.SENT: (),
    State.CANCELLED: (),
}


class Delivery(Owned):
    """One message to one address. A guest may cause one (an answer by link), never read one."""

    channel = models.CharField(max_length=10, choices=Channel.choices)
    to = models.CharField(max_length=200, help_text="e-mail address, E.164 number or postal address")
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    about_kind = models.CharField(max_length=30, blank=True)
    about_id = models.UUIDField(null=True)
    recipient_id = models.UUIDField(null=True, help_text="the resident, where it is one")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    tries = models.SmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    privacy = {"channel": Privacy.NONE, "to": Privacy.CONTACT, "subject": Privacy.LIFE,
               "body": Privacy.LIFE, "about_kind": Privacy.NONE, "state": Privacy.NONE,
               "error": Privacy.NONE}
    wall = wall.custom(
        f"network_id = {wall.NETWORK} and organisation_id = {wall.ORGANISATION} and {wall.ONLY} is null",
        f"network_id = {wall.NETWORK} and organisation_id = {wall.ORGANISATION}",
        verbs=["select", "insert", "update"])
    kept = Keep(Trace.OUTBOX, (), since=Coalesce("sent_at", "created_at"), begins=Begins.SENDING,
                scrub=Scrub.DROP_ROW, only=~Q(state__in=(State.QUEUED, State.HELD)))

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-created_at", "-id"], name="delivery_newest"),
            models.Index(fields=["organisation", "state", "-created_at", "-id"], name="delivery_state"),
            models.Index(fields=["about_id"], name="delivery_about"),
        ]
