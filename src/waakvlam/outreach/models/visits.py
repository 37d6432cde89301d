"""Sheets of visits: which doors, on which day, by which team, in which order."""

from django.db import models
from django.db.models import Q

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Stays
from waakvlam.access.privacy import Privacy

from .rounds import ROUNDS


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
