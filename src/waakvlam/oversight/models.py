"""A question about reading, and the thresholds from which questions come."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, Keep, Trace
from waakvlam.access.privacy import Privacy, Scrub

_OFFICER = (f"network_id = {wall.NETWORK} and organisation_id = {wall.ORGANISATION} and {wall.ONLY} is null "
            "and wall_role() in ('privacy_officer', 'system')")


class Threshold(Owned):
    """From when a question is asked; dated, with a reason. The newest in force counts."""

    in_force_from = models.DateField()
    many = models.PositiveIntegerField(default=150, help_text="people in one hour")
    times = models.PositiveIntegerField(default=3, help_text="as often as this person's own median hour")
    quiet_from = models.PositiveSmallIntegerField(default=22, help_text="hour of the day, Amsterdam")
    quiet_until = models.PositiveSmallIntegerField(default=6, help_text="hour of the day, Amsterdam")
    quiet_people = models.PositiveIntegerField(default=5, help_text="people looked at in the quiet hours")
    looks = models.PositiveIntegerField(default=4, help_text="days of looking at one person without an act, in two weeks")
    refusals = models.PositiveIntegerField(default=5, help_text="refused attempts in a day")
    rare = models.PositiveIntegerField(default=10, help_text="a surname held by more residents than this says nothing")
    reason = models.CharField(max_length=300, blank=True)
    set_by = models.UUIDField(null=True)

    privacy = {n: Privacy.NONE for n in ("in_force_from", "many", "times", "quiet_from", "quiet_until", "quiet_people",
                                         "looks", "refusals", "rare", "reason")}
    wall = wall.custom(_OFFICER, _OFFICER, verbs=["select", "insert"])

    class Meta:
        indexes = [models.Index(fields=["organisation", "-in_force_from", "-created_at"], name="threshold_newest")]


class Question(Owned):
    """Something in the log of one colleague on one day that deserves a question."""

    class Kind(models.TextChoices):
        MANY = "many", _("veel mensen in korte tijd")
        QUIET = "quiet", _("buiten werktijd")
        NEAR = "near", _("misschien iemand die dichtbij staat")
        AGAIN = "again", _("steeds dezelfde bewoner, zonder handeling")
        REFUSED = "refused", _("vaak geweigerd")

    class State(models.TextChoices):
        OPEN = "open", _("nog niet bekeken")
        ASKED = "asked", _("gevraagd")
        EXPLAINED = "explained", _("uitgelegd")

    TRANSITIONS = {State.OPEN: (State.ASKED, State.EXPLAINED), State.ASKED: (State.EXPLAINED,), State.EXPLAINED: ()}

    kind = models.CharField(max_length=10, choices=Kind.choices)
    day = models.DateField()
    person_id = models.UUIDField(help_text="the colleague")
    count = models.PositiveIntegerField(help_text="what was counted: people, days or attempts")
    usual = models.PositiveIntegerField(null=True, help_text="this person's own median, where there is one")
    hint = models.CharField(max_length=20, blank=True, help_text="same_home, same_street, same_name; never who")
    subject = models.BinaryField(default=b"", help_text="encrypted id of the resident, where it is about one")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    asked_at = models.DateTimeField(null=True)
    explained_at = models.DateTimeField(null=True)
    explained_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    privacy = {**{n: Privacy.NONE for n in ("kind", "day", "count", "usual", "hint", "subject", "state")},
               "reason": Privacy.STAFF}
    wall = wall.custom(_OFFICER, _OFFICER, verbs=["select", "insert", "update"])
    kept = Keep(Trace.STAFF, (), since="explained_at", begins=Begins.SETTLED, scrub=Scrub.DROP_ROW)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "day", "person_id", "subject"], name="question_once"),
            models.CheckConstraint(name="question_explained", condition=models.Q(state="explained") ^ models.Q(explained_at__isnull=True)),
        ]
        indexes = [models.Index(fields=["organisation", "state", "-day", "-id"], name="question_list")]
