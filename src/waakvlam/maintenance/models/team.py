"""Who is in the core team: organisations with their ground, and the people they name."""

from django.db import models
from django.db.models import Q

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.models import Person
from waakvlam.access.privacy import Privacy
from waakvlam.access.words import grounds
from waakvlam.kit.time import now

from .project import HOST, Project, of_project
from .states import PartnerState


class Partner(Owned):
    """An organisation that was asked for the core team; `ground` is that of the covenant on the day it was asked."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="partners")
    state = models.CharField(max_length=10, choices=PartnerState.choices, default=PartnerState.INVITED)
    ground = models.CharField(max_length=30, choices=grounds)
    source = models.CharField(max_length=200, blank=True, help_text="of the ground, as the covenant names it")
    term_days = models.PositiveIntegerField()
    invited_at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    privacy = {n: Privacy.NONE for n in ("state", "ground", "source", "term_days")}
    wall = of_project("status", f"({HOST} or organisation_id = {wall.ORGANISATION})",
                      gate=["select (project_id, organisation_id, state)"])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "organisation"], name="maintenance_partner_once"),
            models.CheckConstraint(name="maintenance_partner_answered", condition=(
                Q(state="invited", answered_at__isnull=True) | ~Q(state="invited") & Q(answered_at__isnull=False))),
        ]


class Member(Owned):
    """A named person of an organisation in the core team: only these open what the team agreed."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    wall = of_project("content", f"organisation_id = {wall.ORGANISATION}", verbs=["select", "insert", "delete"])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "person"], name="maintenance_member_once")]
