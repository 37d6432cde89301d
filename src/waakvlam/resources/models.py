"""Services of partners and what they said about their capacity."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, Keep, Trace
from waakvlam.access.models import Person
from waakvlam.access.privacy import Privacy, Scrub

from .words import State, Topic

LONGEST_NORM = 60
# Those without accounts cannot keep their own: the network's administrator does it for them.
OWN = (f"organisation_id = {wall.ORGANISATION} or (wall_role() = 'administrator' and exists (select 1 "  # noqa: S608  a constant
       "from access_organisation o where o.id = organisation_id and not o.has_accounts))")


class Service(Owned):
    """What an organisation offers. All partners read it; its own organisation writes it.

    `areas` holds codes of neighbourhoods (BU…) and districts (WK…); empty means the whole network.
    `norm_days` is within how many working days it answers a handover.
    """

    name = models.CharField(max_length=120)
    description = models.TextField(max_length=1000, blank=True)
    topics = ArrayField(models.CharField(max_length=20, choices=Topic.choices))
    areas = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    norm_days = models.PositiveSmallIntegerField(
        default=3, validators=[MinValueValidator(1), MaxValueValidator(LONGEST_NORM)])
    contact = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    ended_at = models.DateTimeField(null=True, help_text="no longer offered")

    privacy = dict.fromkeys(("name", "description", "topics", "areas", "norm_days"), Privacy.NONE) | {
        "phone": Privacy.STAFF, "email": Privacy.STAFF}
    wall = wall.network(verbs=["select", "insert", "update"], check=OWN)
    kept = Keep(Trace.STAFF, (), since="ended_at", begins=Begins.LEAVING, scrub=Scrub.BLANK)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="service_name", condition=Q(ended_at__isnull=True)),
            models.CheckConstraint(name="service_norm", condition=Q(norm_days__gte=1, norm_days__lte=LONGEST_NORM)),
            models.CheckConstraint(name="service_has_topic", condition=Q(topics__len__gte=1)),
        ]
        indexes = [
            GinIndex(fields=["topics"], name="service_topics"),
            models.Index(fields=["network", "name", "id"], name="service_list", condition=Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.name


class Capacity(Owned):
    """What was said about a service's room, by whom and when; the one without an end counts.

    `places` is a number of places, or of people waiting where the state is WAITING.
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="capacities")
    state = models.CharField(max_length=12, choices=State.choices)
    places = models.PositiveIntegerField(null=True)
    said_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    privacy = {"state": Privacy.NONE, "places": Privacy.NONE}
    wall = wall.network(verbs=["select", "insert", "update"], check=OWN)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service"], name="capacity_one_counts", condition=Q(ended_at__isnull=True)),
            models.CheckConstraint(name="capacity_ends_later",
                                   condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("said_at"))),
        ]
