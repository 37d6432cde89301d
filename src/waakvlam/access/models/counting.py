"""Counters of access.limits."""

from django.db import models

from .. import wall
from ..privacy import Privacy


class Counter(models.Model):
    """How often one hashed key was used in this window and the one before (access.limits)."""

    key = models.BinaryField(primary_key=True)
    started_at = models.DateTimeField()
    seconds = models.PositiveIntegerField()
    used = models.PositiveIntegerField(default=1)
    before = models.PositiveIntegerField(default=0)

    privacy = {n: Privacy.NONE for n in ("key", "seconds", "used", "before")}
    wall = wall.closed()
