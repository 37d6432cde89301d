"""The record of obstacles, and what a partner says of its own silence."""

from django.db import models
from django.db.models import Q

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.models import Organisation
from waakvlam.access.privacy import Privacy
from waakvlam.access.words import Purpose
from waakvlam.kit.time import now

from .states import Obstacle


class Named(Owned):
    """An obstacle that was named, and when it was removed: by a decision, or, where the mandate set a term on a
    handover, when that clock was stopped (`clock_id`). Holds no person and outlives what it was about.

    `partner`: at whom it stood in the way. `superseded_at`: the mandate named it again, and the new row counts.
    """

    kind = models.CharField(max_length=20, choices=Obstacle.choices)
    partner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    clock_id = models.UUIDField(null=True)
    named_at = models.DateTimeField(default=now)
    removed_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    privacy = {"kind": Privacy.NONE, "subject_kind": Privacy.NONE}
    wall = wall.owned(Purpose.BREAKTHROUGH, Purpose.HANDOVER, verbs=["select", "insert", "update"], gate=["select"])

    class Meta:
        indexes = [models.Index(fields=["network", "named_at"], name="named_when")]
        constraints = [models.CheckConstraint(name="named_once", condition=~Q(clock_id__isnull=False, removed_at__isnull=False))]


class Explanation(Owned):
    """What a partner says itself about its silence ("two vacancies until March"): all partners read it."""

    text = models.CharField(max_length=300)
    until = models.DateField()
    at = models.DateTimeField(default=now)

    privacy = {"text": Privacy.NONE, "until": Privacy.NONE}
    wall = wall.network(verbs=["select", "insert"], check=f"organisation_id = {wall.ORGANISATION} and {wall.ONLY} is null")

    class Meta:
        indexes = [models.Index(fields=["organisation", "-at"], name="explanation_newest")]
