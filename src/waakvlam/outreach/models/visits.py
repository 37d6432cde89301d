"""Sheets of visits: which doors, on which day, by which team, in which order."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, Coalesce

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, Keep, Stays
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Category, Purpose

from .rounds import ROUNDS

_PLANNER = (f"network_id = {wall.NETWORK} and organisation_id = {wall.ORGANISATION} and {wall.ONLY} is null "
            "and wall_role() in ('coordinator', 'system') and wall_purpose() = 'visit_round'")


class Sheet(Owned):
    """What one team visits on one day. A sheet that is dropped leaves no trace on the list: a door
    that was not visited on its day waits again by itself."""

    round = models.ForeignKey("outreach.Round", models.PROTECT, related_name="sheets")
    day = models.DateField()
    name = models.CharField(max_length=80)
    person = models.ForeignKey("access.Person", models.PROTECT, null=True, related_name="+", help_text="who planned it")
    dropped_at = models.DateTimeField(null=True)

    privacy = {"day": Privacy.NONE, "name": Privacy.NONE}
    wall = wall.owned(*ROUNDS)

    class Meta:
        indexes = [models.Index(fields=["organisation", "day"], name="sheet_day"),
                   models.Index(fields=["round", "-day", "-id"], name="sheet_round")]

    def __str__(self) -> str:
        return self.name


class SheetMember(Owned):
    """Who of the own organisation walks a sheet."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="members")
    person = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    privacy: dict[str, Privacy] = {}
    wall = wall.owned(*ROUNDS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "person"], name="sheet_member_once")]
        indexes = [models.Index(fields=["person"], name="sheet_member_person")]


class SheetDoor(Owned):
    """A home on a sheet, at its place in the walk. `day` is the sheet's: the database lets a home
    stand on one sheet a day, whatever the round (a bell rung twice is a bell too many)."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="doors")
    entry = models.ForeignKey("outreach.RoundEntry", models.PROTECT, related_name="doors")
    household = models.ForeignKey("people.Household", models.PROTECT, related_name="+")
    day = models.DateField()
    place = models.PositiveIntegerField()
    joint = models.BooleanField(default=False, help_text="visited together with another organisation")
    dropped_at = models.DateTimeField(null=True)

    privacy = {"day": Privacy.NONE, "place": Privacy.NONE}
    wall = wall.owned(*ROUNDS)
    kept = Stays("where a team walked: nobody can be found from it once the household is cut loose")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["household", "day"], name="door_once_a_day",
                                               condition=Q(dropped_at__isnull=True))]
        indexes = [models.Index(fields=["sheet", "place"], name="door_walk"),
                   models.Index(fields=["entry", "-day"], name="door_entry")]


class DoorMarker(Owned):
    """“Go with two”: why, whose judgement, and until when it must be looked at again (R34).

    Only whoever plans visits reads it; it stands on no sheet and in no file. After `review_on` it
    counts no more, whether somebody looked or not.
    """

    household = models.ForeignKey("people.Household", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    owner = models.ForeignKey("access.Person", models.PROTECT, null=True, related_name="+")
    review_on = models.DateField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey("access.Person", models.PROTECT, null=True, related_name="+")

    privacy = {"reason": Privacy.LIFE, "review_on": Privacy.NONE}
    wall = wall.custom(_PLANNER, _PLANNER, verbs=["select", "insert", "update"],
                       gate=["select (network_id, organisation_id, household_id, reason, review_on, lifted_at, created_at)"],
                       reason="a marker is for who plans visits, not for who rings; and for whom it is about (docs/adr/0016)")
    kept = Keep(Category.CONVERSATION, (Purpose.VISIT_ROUND,), begins=Begins.SETTLED, scrub=Scrub.DROP_ROW,
                since=Coalesce("lifted_at", Cast("review_on", models.DateTimeField())))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["household"], name="marker_once",
                                               condition=Q(lifted_at__isnull=True))]
        indexes = [models.Index(fields=["organisation", "review_on", "id"], name="marker_review")]
