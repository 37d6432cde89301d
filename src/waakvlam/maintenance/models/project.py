"""The project as the organisations in it may know it: the work, its blocks and doors. No person."""

import os
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Stays
from waakvlam.access.models import Person
from waakvlam.access.privacy import Privacy
from waakvlam.access.words import Purpose
from waakvlam.people.models import Dwelling

from .states import State

PROJECT = "{table}.project_id"
# Only the corporation writes in its own project. The subselect stands behind the wall of that table: whoever
# sees the project has reach of its status.
HOST = (f"exists (select 1 from maintenance_project p where p.id = {PROJECT} "  # noqa: S608  constants
        f"and p.organisation_id = {wall.ORGANISATION})")
BY_HOST = f"organisation_id = {wall.ORGANISATION} and {HOST}"


def of_project(compartment: str, write: str, **more: Any) -> wall.Wall:
    """Rows of a project: seen through reach of the project, written by whom `write` names."""
    return wall.shared(compartment, subject=PROJECT, write=f"{wall.reaches(compartment, PROJECT)} and {write}", **more)


def of_host(**more: Any) -> wall.Wall:
    """Rows of a project that all in it see, and that its host writes."""
    return wall.shared("status", subject=PROJECT, write=f"network_id = {wall.NETWORK} and {BY_HOST}", **more)


def salt() -> bytes:
    return os.urandom(32)


class Project(Owned):
    """Works on a corporation's homes (`organisation` is the host) and what the core team agreed on.

    `needed`: how many organisations must want to visit an address together. `share`: per cent of the
    doors of a block that one partner may put in. `salt` makes the marks of this project; emptied when
    comparing ends, so that a copy of old lists says nothing.
    """

    name = models.CharField(max_length=120)
    work = models.TextField(help_text="what is done to the homes, in words for partners")
    contact = models.ForeignKey(Person, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    needed = models.PositiveSmallIntegerField(default=2, validators=[MinValueValidator(2)])
    share = models.PositiveSmallIntegerField(default=25, validators=[MinValueValidator(1), MaxValueValidator(50)])
    salt = models.BinaryField(default=salt)
    matching_ended_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True, help_text="delivered or called off: terms run from here")
    round_id = models.UUIDField(null=True, help_text="the host's visit round along the other doors")
    kept_signals = models.PositiveIntegerField(default=0, help_text="what was found at doors and stayed with the host")

    privacy = {n: Privacy.NONE for n in ("name", "work", "starts_on", "ends_on", "state", "salt", "kept_signals")}
    kept = Stays("a building and its work: no person in it", mine="true")
    wall = wall.shared("status", write=(
        f"{wall.reaches('status')} and organisation_id = {wall.ORGANISATION} and {wall.PURPOSE} = '{Purpose.MAINTENANCE}'"),
        gate=["select"])

    class Meta:
        constraints = [
            models.CheckConstraint(name="maintenance_project_days", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(name="maintenance_project_needed", condition=Q(needed__gte=2)),
            models.CheckConstraint(name="maintenance_project_share", condition=Q(share__gte=1, share__lte=50)),
            models.CheckConstraint(name="maintenance_project_closed", condition=(
                Q(closed_at__isnull=True, state__in=("planned", "running"))
                | Q(closed_at__isnull=False, matching_ended_at__isnull=False, state__in=("ended", "cancelled")))),
        ]

    def __str__(self) -> str:
        return self.name


class Block(Owned):
    """A building of the project."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="blocks")
    name = models.CharField(max_length=120)

    privacy = {"name": Privacy.NONE}
    wall = of_host(verbs=["select", "insert"])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="maintenance_block_once")]

    def __str__(self) -> str:
        return self.name


class Phase(Owned):
    """What is done to a block, from day to day."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    block = models.ForeignKey(Block, models.PROTECT, related_name="phases")
    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()

    privacy = {n: Privacy.NONE for n in ("name", "starts_on", "ends_on")}
    wall = of_host(verbs=["select", "insert", "delete"])

    class Meta:
        constraints = [models.CheckConstraint(name="maintenance_phase_days", condition=Q(ends_on__gte=F("starts_on")))]


def home_of(home: "Door | Dwelling") -> tuple[str, int, str, str]:
    """What makes a front door one: postcode (or street) and number, however they are written."""
    place = (home.postcode or home.street).upper().replace(" ", "")
    return place, home.house_number or 0, home.house_letter.upper(), home.addition.upper().replace(" ", "")


class Door(Owned):
    """A front door of a block: the house numbers on the wall, the same list for every member.

    `subject_id` is whom the log of processing calls the data subject: the household that the host's
    register knew there, else an id of nobody, so that an empty home cannot be told apart.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="doors")
    block = models.ForeignKey(Block, models.PROTECT, related_name="doors")
    dwelling_id = models.UUIDField(help_text="in the register of the host")
    subject_id = models.UUIDField()
    street = models.CharField(max_length=120)
    house_number = models.IntegerField()
    house_letter = models.CharField(max_length=4, blank=True)
    addition = models.CharField(max_length=20, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    entrance = models.CharField(max_length=40, blank=True)
    floor = models.SmallIntegerField(null=True)

    privacy = {n: Privacy.HOME for n in ("street", "house_number", "house_letter", "addition", "postcode", "entrance", "floor")}
    wall = of_project("content", BY_HOST, verbs=["select", "insert"], gate=["select (id, project_id, block_id)"])
    kept = Stays("house numbers of a building: no person can be found from them")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "dwelling_id"], name="maintenance_door_once")]
        ordering = ["street", "house_number", "house_letter", "addition"]

    def __str__(self) -> str:
        return self.address

    @property
    def home(self) -> tuple[str, int, str, str]:
        return home_of(self)

    @property
    def address(self) -> str:
        number = f"{self.house_number}{self.house_letter}"
        return f"{self.street} {number}{'-' + self.addition if self.addition else ''}"
