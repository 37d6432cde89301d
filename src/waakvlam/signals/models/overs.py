"""Asking to take a signal over: a colleague who has room, whoever gave it, its holder, or the mandate."""

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
from .states import Kind, NoOver, OverState, OverWhy, Urgency


class TakeOver(Owned):
    """One question, of whoever asks it; what it is about as the pool said it, nobody in it.

    `to` is whom the asker wants to take it; empty: the asker itself, and the holder is asked. It never names the holder:
    who asks out of the pool may not learn where a signal lies (R22). Whoever is asked reads it through `signals_over_asked`.
    """

    signal_id = models.UUIDField()
    number = models.CharField(max_length=12)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    topic = models.CharField(max_length=40)
    neighbourhood_code = models.CharField(max_length=10, blank=True)
    urgency = models.CharField(max_length=8, choices=Urgency.choices)
    to = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=10, choices=OverWhy.choices)
    state = models.CharField(max_length=10, choices=OverState.choices, default=OverState.OPEN)
    answer = models.CharField(max_length=10, choices=NoOver.choices, blank=True)
    at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)

    privacy = dict.fromkeys(("number", "kind", "topic", "neighbourhood_code", "urgency", "why", "state", "answer"), Privacy.NONE)
    wall = wall.owned(Purpose.SIGNAL, never=BRINGERS, verbs=["select", "insert", "update"],
                      gate=["select (id, network_id, organisation_id, signal_id, number, kind, topic, neighbourhood_code, urgency, to_id, why, state, at)"])
    kept = Stays("codes and moments about a signal; nobody is in it")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "signal_id"], name="over_once", condition=Q(state="open")),
            models.CheckConstraint(name="over_ended", condition=Q(state="open", ended_at__isnull=True) | ~Q(state="open") & Q(ended_at__isnull=False)),
            models.CheckConstraint(name="over_no", condition=~Q(state="no") | ~Q(answer="")),
        ]
        indexes = [models.Index(fields=["organisation", "-at", "-id"], name="over_mine"),
                   models.Index(fields=["signal_id"], name="over_signal", condition=Q(state="open")),
                   models.Index(fields=["to"], name="over_to", condition=Q(state="open"))]
