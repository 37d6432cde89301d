"""A file of arrears on its way in: staged, looked at, carried out. The file itself is never kept."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, Keep, Stays, Trace
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Purpose


class ArrearsImport(Owned):
    """One file. `staged` and `applied` are the marks of going on after a break."""

    class State(models.TextChoices):
        PREVIEW = "preview", _("wacht op akkoord")
        APPLYING = "applying", _("wordt verwerkt")
        DONE = "done", _("verwerkt")
        CANCELLED = "cancelled", _("afgebroken")

    file_name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file")
    state = models.CharField(max_length=12, choices=State.choices, default=State.PREVIEW)
    on_day = models.DateField(help_text="the day that the amounts are of")
    counts = models.JSONField(default=dict, help_text="verdict → rows")
    missing = models.PositiveIntegerField(default=0, help_text="open tracks that the file does not name")
    applied = models.PositiveIntegerField(default=0, help_text="the last place that was carried out")
    beat_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    privacy = {n: Privacy.NONE for n in ("file_name", "digest", "state", "on_day", "counts", "missing", "applied")}
    wall = wall.owned(Purpose.DEBT, verbs=["select", "insert", "update"])
    kept = Stays("counts of a file")

    class Meta:
        indexes = [models.Index(fields=["organisation", "-created_at", "-id"], name="arrears_import_newest")]


class ArrearsRow(Owned):
    """A row of the file. `problem` says in words what is wrong; then nothing else of the row is kept."""

    class Verdict(models.TextChoices):
        NEW = "new", _("nieuw")
        CHANGED = "changed", _("bedrag gewijzigd")
        SAME = "same", _("ongewijzigd")
        REFUSED = "refused", _("geweigerd")

    batch = models.ForeignKey(ArrearsImport, models.CASCADE, related_name="rows")
    place = models.PositiveIntegerField(help_text="in the order of the file, from 1")
    number = models.PositiveIntegerField(help_text="the row as the user's program numbers it")
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    problem = models.CharField(max_length=200, blank=True)
    household_id = models.UUIDField(null=True)
    amount_cents = models.PositiveIntegerField(null=True)
    since = models.DateField(null=True)

    privacy = {"place": Privacy.NONE, "number": Privacy.NONE, "verdict": Privacy.NONE, "problem": Privacy.NONE,
               "amount_cents": Privacy.TENANCY, "since": Privacy.TENANCY}
    wall = wall.owned(Purpose.DEBT)
    kept = Keep(Trace.STAGING, (), since="created_at", begins=Begins.WRITING, scrub=Scrub.DROP_ROW,
                only=~Q(batch__state="applying"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="arrears_row_place")]
        indexes = [models.Index(fields=["batch", "verdict", "place"], name="arrears_row_verdict")]
