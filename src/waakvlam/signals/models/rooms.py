"""Asking who has room before anybody is named: topic, area, term and kind of help, and nothing that somebody typed."""

from django.db import models
from django.db.models import Q

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Stays
from waakvlam.access.models import Organisation, Person
from waakvlam.access.privacy import Privacy
from waakvlam.access.words import Purpose
from waakvlam.kit.time import now

from .signal import BRINGERS
from .states import RoomKind, RoomState


class RoomAsk(Owned):
    """The question to one organisation, of whoever asks. `signal_id` is for who asks alone.

    Whoever is asked reads it through `signals_room_asked`: without signal, number or urgency. `area` is a
    neighbourhood with homes enough, else its district, else empty: anywhere in the network. `days`: room after so many.
    Rules of routing that ask for room read the answers through `signals_room_said`, while they count.
    """

    signal_id = models.UUIDField()
    to = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    topic = models.CharField(max_length=40)
    area = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=10, choices=RoomKind.choices)
    within = models.PositiveSmallIntegerField(help_text="days")
    state = models.CharField(max_length=10, choices=RoomState.choices, default=RoomState.OPEN)
    days = models.PositiveSmallIntegerField(null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)

    privacy = dict.fromkeys(("topic", "area", "kind", "within", "state", "days"), Privacy.NONE)
    wall = wall.owned(Purpose.SIGNAL, never=BRINGERS, verbs=["select", "insert", "update"],
                      gate=["select (id, network_id, organisation_id, to_id, topic, area, kind, within, state, days, at, ended_at)"])
    kept = Stays("codes and moments about room; nobody is in it")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "signal_id", "to"], name="room_once", condition=Q(state="open")),
            models.CheckConstraint(name="room_ended", condition=Q(state="open", ended_at__isnull=True) | ~Q(state="open") & Q(ended_at__isnull=False)),
            models.CheckConstraint(name="room_later", condition=Q(state="later", days__isnull=False) | ~Q(state="later") & Q(days__isnull=True)),
        ]
        indexes = [models.Index(fields=["organisation", "signal_id"], name="room_signal"),
                   models.Index(fields=["to"], name="room_to", condition=Q(state="open"))]
