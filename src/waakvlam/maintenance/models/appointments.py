"""When the workers come, and what they must reckon with. Of the corporation alone."""

from django.db import models
from django.db.models import F, Q

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, Keep
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Category, Purpose

from .project import HOST, Door, Project
from .states import Access

_OWN = wall.owned(Purpose.MAINTENANCE).using


class Appointment(Owned):
    """Works in one home. `needs` say how to work there, never why; the contractor does not get them."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    door = models.OneToOneField(Door, models.PROTECT, related_name="+")
    on_day = models.DateField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    access = models.CharField(max_length=10, choices=Access.choices)
    elsewhere = models.BooleanField(default=False, help_text="alternative housing is needed during the works")
    needs = models.JSONField(default=list, blank=True, help_text="codes of Need")

    privacy = {"on_day": Privacy.HOME, "starts_at": Privacy.HOME, "ends_at": Privacy.HOME, "access": Privacy.HOME,
               "elsewhere": Privacy.LIFE, "needs": Privacy.LIFE}
    wall = wall.custom(f"{_OWN} and {HOST}", f"{_OWN} and {HOST}", verbs=["select", "insert", "update", "delete"])
    kept = Keep(Category.APPOINTMENT, (Purpose.MAINTENANCE,), since="project__closed_at", begins=Begins.PROJECT_END,
                scrub=Scrub.DROP_ROW)

    class Meta:
        constraints = [models.CheckConstraint(name="maintenance_appointment_hours", condition=Q(ends_at__gt=F("starts_at")))]
        indexes = [models.Index(fields=["project", "on_day", "starts_at"], name="maintenance_by_day")]
