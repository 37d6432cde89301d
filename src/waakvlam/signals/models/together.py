"""Looking together at what two organisations hold about one home or person: a blind hint, and who they turn out to be.

A hint is of one signal of one organisation and points at nothing: no row leads to the other's. Only where both sides
said yes does the gate write for each whom it may speak with (docs/adr/0020).
"""

from django.db import models
from django.db.models import Q

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.models import Organisation, Person
from waakvlam.access.privacy import Privacy
from waakvlam.access.words import Category, Purpose, roles
from waakvlam.kit.time import now

from .content import NEVER, keep_as
from .signal import Signal
from .states import Answer


class Hint(Owned):
    """That another organisation has a signal about the same; nothing else. At most one for each signal that we hold.

    Written by `signals_compare`. What `organisation` answers stands here and is read by nobody else: yes carries whom the
    other may speak with. Past `until` it counts for nothing; `ended_at` says that its clock saw to that.
    """

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    until = models.DateTimeField()
    answer = models.CharField(max_length=3, blank=True, choices=Answer.choices)
    answered_at = models.DateTimeField(null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", help_text="who answered")
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=30, blank=True, choices=roles)
    phone = models.CharField(max_length=20, blank=True)
    ended_at = models.DateTimeField(null=True)

    privacy = {"answer": Privacy.NONE, "role": Privacy.NONE, **dict.fromkeys(("name", "phone"), Privacy.STAFF)}
    wall = wall.owned(Purpose.SIGNAL, never=NEVER, verbs=["select", "update"], gate=["select", "insert"])
    kept = keep_as(Category.SIGNAL)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "signal"], name="signal_hint_once"),
            models.CheckConstraint(name="signal_hint_yes", condition=(
                Q(answer="yes", answered_at__isnull=False) & ~Q(name="") & ~Q(phone="")
                | ~Q(answer="yes") & Q(name="", role="", phone=""))),
        ]


class Met(Owned):
    """Both sides said yes: whom `organisation` may speak with about its own signal. Never a word of the other's signal.

    Written by `signals_meet`, for both sides at once; `pair_id` is all that the two rows share.
    """

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="+")
    number = models.CharField(max_length=12, help_text="of our own signal")
    pair_id = models.UUIDField()
    at = models.DateTimeField(default=now)
    other = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=30, choices=roles)
    phone = models.CharField(max_length=20)

    privacy = {"number": Privacy.NONE, "role": Privacy.NONE, **dict.fromkeys(("name", "phone"), Privacy.STAFF)}
    wall = wall.owned(Purpose.SIGNAL, never=NEVER, verbs=["select"], gate=["select", "insert"])
    kept = keep_as(Category.SIGNAL)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "signal", "other"], name="signal_met_once")]
