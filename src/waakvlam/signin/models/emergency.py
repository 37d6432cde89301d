"""Emergency access: one person, one subject, a reason, an end, and a privacy officer who looks at it."""

from django.db import models

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, Keep, Trace
from waakvlam.access.models import Organisation, Person
from waakvlam.access.privacy import Privacy, Scrub


class Emergency(Owned):
    """Somebody opened what was not sent to them, because somebody else was in danger (R27).

    Written by functions only: reach is never opened without this row beside it.
    """

    class Outcome(models.TextChoices):
        RIGHT = "right", "terecht"
        WRONG = "wrong", "niet terecht"

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    holder = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="whose subject it is")
    subject_id = models.UUIDField()
    reason = models.TextField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)
    outcome = models.CharField(max_length=10, blank=True, choices=Outcome.choices)
    note = models.TextField(blank=True)

    privacy = {"reason": Privacy.LIFE, "outcome": Privacy.NONE, "note": Privacy.LIFE}
    wall = wall.custom(
        f"network_id = {wall.NETWORK} and {wall.ORGANISATION} in (organisation_id, holder_id) and {wall.ONLY} is null "
        f"and (person_id = {wall.PERSON} or wall_role() in ('privacy_officer', 'system'))",
        "false", verbs=["select"], gate=["select", "insert", "update"])
    kept = Keep(Trace.STAFF, (), since="reviewed_at", begins=Begins.SETTLED, scrub=Scrub.BLANK)

    class Meta:
        indexes = [models.Index(fields=["holder", "-created_at"], name="emergency_holder"),
                   models.Index(fields=["organisation", "-created_at"], name="emergency_organisation")]
