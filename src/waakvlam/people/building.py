"""Models of blocks: which there are, and what a coordinator drew where the register does not say.

A home's `in_block`, `entrance`, `floor` and `door` are what counts. For a drawn home they come from
its `DrawnDoor`, which keeps beside it what the register says: an import changes only that.
"""

from django.db import models

from waakvlam.access import wall
from waakvlam.access.erasing import Stays
from waakvlam.access.privacy import Privacy
from waakvlam.access.words import Purpose, Role

from .models import REGISTER_USES, Dwelling, Kept

__all__ = ["Block", "BlockStep", "DrawnDoor"]

A_HOME = Stays("a home is no person: nobody can be found from it once its household is cut loose")


class Block(Kept):
    """A building with doors, as the register names it within its estate, or as somebody drew it."""

    estate = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=80)
    drawn_at = models.DateTimeField(null=True)
    drawn_by = models.ForeignKey("access.Person", models.PROTECT, null=True, related_name="+", db_index=False)

    privacy = {"estate": Privacy.HOME, "name": Privacy.HOME}
    wall = wall.owned(*REGISTER_USES, never=[Role.STEWARD])
    kept = A_HOME

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "estate", "name"], name="block_name")]

    def __str__(self) -> str:
        return self.name


class DrawnDoor(Kept):
    """Where a home hangs in a drawn block, and in `said_…` what the register says of it."""

    block = models.ForeignKey(Block, models.PROTECT, related_name="doors", db_index=False)
    dwelling = models.OneToOneField(Dwelling, models.PROTECT, related_name="drawn")
    entrance = models.CharField(max_length=40, blank=True)
    floor = models.SmallIntegerField()
    door = models.SmallIntegerField()
    said_block = models.CharField(max_length=80, blank=True)
    said_entrance = models.CharField(max_length=40, blank=True)
    said_floor = models.SmallIntegerField(null=True)
    said_door = models.SmallIntegerField(null=True)

    privacy = {n: Privacy.HOME for n in ("entrance", "floor", "door", "said_block", "said_entrance", "said_floor",
                                         "said_door")}
    wall = wall.owned(*REGISTER_USES, never=[Role.STEWARD])
    kept = A_HOME

    class Meta:
        constraints = [
            # Checked at the end, so that two doors can change places.
            models.UniqueConstraint(fields=["block", "entrance", "floor", "door"], name="drawn_door_place",
                                    deferrable=models.Deferrable.DEFERRED),
        ]


class BlockStep(Kept):
    """A drawing as it was before an act, so that the act can be undone: [[home, entrance, floor, door], …]."""

    block = models.ForeignKey(Block, models.CASCADE, related_name="steps", db_index=False)
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=10, help_text="fill, move, clear")
    before = models.JSONField(default=list)
    person = models.ForeignKey("access.Person", models.PROTECT, null=True, related_name="+", db_index=False)

    privacy = {"number": Privacy.NONE, "act": Privacy.NONE, "before": Privacy.HOME}
    coded = {"before": "ids of homes with their places, made by the machine"}
    wall = wall.owned(Purpose.REGISTER)
    kept = A_HOME

    class Meta:
        constraints = [models.UniqueConstraint(fields=["block", "number"], name="block_step_number")]
