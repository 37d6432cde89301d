"""What was sent of the log, batch by batch."""

from django.db import models

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.privacy import Privacy


class Shipment(Owned):
    """The processing lines of one seal of one organisation: on their way to its Logboek.

    A seal holds every line exactly once, so that no line is forgotten and none has to be marked.
    Failed means: tried so often that somebody should look. It is still tried, once in six hours.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "wacht op verzending"
        SENT = "sent", "ontvangen"
        FAILED = "failed", "mislukt"

    TRANSITIONS = {
        State.WAITING: (State.SENT, State.FAILED),
        State.FAILED: (State.SENT, State.WAITING),
        State.SENT: (),
    }

    seal = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    lines = models.IntegerField(default=0, help_text="how many were acknowledged")
    tries = models.SmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    privacy = {n: Privacy.NONE for n in ("seal", "state", "lines", "tries", "error")}
    wall = wall.custom(
        f"network_id = {wall.NETWORK} and organisation_id = {wall.ORGANISATION} and {wall.ONLY} is null "
        "and wall_role() in ('privacy_officer', 'system')",
        f"network_id = {wall.NETWORK} and organisation_id = {wall.ORGANISATION} and {wall.ONLY} is null "
        "and wall_role() in ('privacy_officer', 'system')",
        verbs=["select", "update"], gate=["select", "insert"])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "seal"], name="shipment_once"),
            models.CheckConstraint(name="shipment_sent", condition=models.Q(state="sent") ^ models.Q(sent_at__isnull=True)),
        ]
        indexes = [models.Index(fields=["next_at"], name="shipment_next", condition=~models.Q(state="sent"))]
