"""Coverage: which doors were reached when, kept so that no page counts attempts.

`DoorReach` follows the attempts of one household; `CoverageDay` counts households per place and day.
Neither tells more of a person than the attempts do; both can be made anew from them at any time.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import GoesWith
from waakvlam.access.privacy import Privacy
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.time import now

from .rounds import ROUNDS


class DoorReach(Owned):
    """One household: last reached, by what, and what was tried since. `last_channel` is empty where
    the register knows of a contact outside rounds."""

    household = models.OneToOneField("people.Household", models.CASCADE, related_name="+")
    last_at = models.DateTimeField(null=True)
    last_channel = models.CharField(max_length=8, blank=True)
    tries = models.PositiveSmallIntegerField(default=0, help_text="since the last contact, or ever")
    ways = models.PositiveSmallIntegerField(default=0, help_text="different channels of those")
    channels = ArrayField(models.CharField(max_length=8), default=list)
    last_try_at = models.DateTimeField(null=True)

    privacy = {"last_channel": Privacy.LIFE, "channels": Privacy.LIFE, "tries": Privacy.NONE, "ways": Privacy.NONE}
    wall = wall.owned(*ROUNDS, never=[Role.STEWARD])
    kept = GoesWith("household")

    class Meta:
        indexes = [models.Index("organisation", F("tries").desc(), F("id").desc(), name="reach_out_of_sight",
                                condition=Q(last_at__isnull=True))]


class CoverageDay(Owned):
    """Households of one place on one day by state of contact. Blocks and streets are kept for the
    newest day only; the whole and neighbourhoods for each day, to see what changes."""

    class Kind(models.TextChoices):
        WHOLE = "whole", _("alles")
        AREA = "area", _("buurt")
        BLOCK = "block", _("blok")
        STREET = "street", _("straat")

    COUNTS = ("fresh", "fading", "stale", "tried", "untried", "apart")

    day = models.DateField()
    kind = models.CharField(max_length=6, choices=Kind.choices)
    place = models.CharField(max_length=160, blank=True, help_text="code, id of the block, or street")
    neighbourhood_code = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=200, blank=True)
    fresh = models.IntegerField(default=0)
    fading = models.IntegerField(default=0)
    stale = models.IntegerField(default=0)
    tried = models.IntegerField(default=0)
    untried = models.IntegerField(default=0)
    apart = models.IntegerField(default=0)
    share = models.SmallIntegerField(default=0, help_text="per mille reached freshly, of those not left in peace")
    counted_at = models.DateTimeField(default=now)

    privacy = {n: Privacy.NONE for n in ("day", "kind", "place", "neighbourhood_code", "title", "share", *COUNTS)}
    wall = wall.owned(Purpose.CALL_ROUND, never=[Role.STEWARD])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "day", "kind", "neighbourhood_code", "place"],
                                               name="coverage_once")]
        indexes = [models.Index(fields=["organisation", "kind", "share", "id"], name="coverage_least")]

    @property
    def homes(self) -> int:
        """Households that may be approached."""
        return self.fresh + self.fading + self.stale + self.tried + self.untried

    @property
    def ever(self) -> int:
        return self.fresh + self.fading + self.stale


class CoverageTerms(Owned):
    """What counts as fresh and as out of sight, from a day on; never changed, only followed (`covering.Terms`)."""

    in_force_from = models.DateField()
    fresh_days = models.PositiveSmallIntegerField()
    stale_days = models.PositiveSmallIntegerField()
    tries = models.PositiveSmallIntegerField()
    ways = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300)
    person = models.ForeignKey("access.Person", models.PROTECT, null=True, related_name="+")

    privacy = {n: Privacy.NONE for n in ("in_force_from", "fresh_days", "stale_days", "tries", "ways", "reason")}
    wall = wall.owned(Purpose.CALL_ROUND, verbs=["select", "insert"])

    class Meta:
        constraints = [models.CheckConstraint(name="coverage_terms_order", condition=Q(stale_days__gt=F("fresh_days")))]
        indexes = [models.Index(fields=["organisation", "-created_at"], name="coverage_terms_newest")]
