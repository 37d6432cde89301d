"""A large act in the background: a list being made, an announcement being sent, piece by piece."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, Keep, Trace
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Purpose
from waakvlam.kit.time import now


class Batch(Owned):
    """What a human asked for and a worker carries out; killed at any moment it goes on at `done`.

    `chosen` are the households of a list in the order of calling, `by_lot` and `whys` stand beside
    them: decided at one moment, written in pieces, forgotten when it is finished (R1). Households
    are counted in `total` and `done`; `beat_at` is the last sign of life.
    """

    round = models.ForeignKey("outreach.Round", models.CASCADE, related_name="batches")
    announcement = models.ForeignKey("outreach.Announcement", models.CASCADE, null=True, related_name="batches")
    person = models.ForeignKey("access.Person", models.PROTECT, null=True, related_name="+")
    chosen = ArrayField(models.UUIDField(), default=list)
    by_lot = ArrayField(models.BooleanField(), default=list)
    whys = ArrayField(models.JSONField(), default=list)
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    beat_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True, help_text="why it ended without a result")

    privacy = {"chosen": Privacy.TENANCY, "by_lot": Privacy.NONE, "whys": Privacy.TENANCY,
               "total": Privacy.NONE, "done": Privacy.NONE, "problem": Privacy.NONE}
    wall = wall.owned(Purpose.CALL_ROUND)
    kept = Keep(Trace.STAGING, (), since="beat_at", begins=Begins.WRITING, scrub=Scrub.DROP_ROW)

    class Meta:
        constraints = [
            # A double click asks once.
            models.UniqueConstraint(fields=["round"], name="batch_one_list",
                                    condition=Q(ended_at__isnull=True, announcement__isnull=True)),
            models.UniqueConstraint(fields=["announcement"], name="batch_one_announcement",
                                    condition=Q(ended_at__isnull=True)),
        ]
        indexes = [models.Index(fields=["round", "-created_at"], name="batch_round")]
