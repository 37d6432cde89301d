"""A file of nuisance on its way in: staged, looked at, carried out, taken back. The file itself is never kept."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, Keep, Stays, Trace
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Purpose

from .content import NEVER
from .signal import Signal


class NuisanceSource(Owned):
    """A system that files come from. Remembers which column means what, and what its words mean here.

    `mapping` is {header: field, "" to leave it alone}; `kinds` is {its word: kind/topic, or "" to leave such rows out}.
    """

    name = models.CharField(max_length=80)
    mapping = models.JSONField(default=dict)
    kinds = models.JSONField(default=dict)

    privacy = dict.fromkeys(("name", "mapping", "kinds"), Privacy.NONE)
    wall = wall.owned(Purpose.SIGNAL, never=NEVER, verbs=["select", "insert", "update"])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="nuisance_source_once")]

    def __str__(self) -> str:
        return self.name


class NuisanceImport(Owned):
    """One delivery. `staged` and `applied` are the marks of going on after a break."""

    class State(models.TextChoices):
        READING = "reading", _("wordt gelezen")
        PREVIEW = "preview", _("wacht op akkoord")
        APPLYING = "applying", _("wordt verwerkt")
        DONE = "done", _("verwerkt")
        CANCELLED = "cancelled", _("afgebroken")
        UNDOING = "undoing", _("wordt teruggedraaid")
        UNDONE = "undone", _("teruggedraaid")

    source = models.ForeignKey(NuisanceSource, models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file")
    state = models.CharField(max_length=12, choices=State.choices, default=State.READING)
    attention_from = models.DateField(help_text="what was noticed before this day is history: nobody is asked to look")
    columns = models.JSONField(default=dict, help_text="header → field, as read")
    dropped = models.JSONField(default=dict, help_text="header → why it was not read (R4)")
    unused = models.JSONField(default=list)
    words = models.JSONField(default=dict, help_text="the source's word for a kind → rows")
    counts = models.JSONField(default=dict, help_text="verdict → rows; remarks, sensitive")
    words_kept = models.BooleanField(default=False, help_text="somebody looked at the words that deserve a thought")
    staged = models.PositiveIntegerField(default=0)
    applied = models.PositiveIntegerField(default=0, help_text="the last place that was carried out")
    beat_at = models.DateTimeField(null=True, help_text="last sign of life of its job")
    approved_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    privacy = dict.fromkeys(("file_name", "digest", "state", "attention_from", "columns", "dropped", "unused", "words",
                             "counts", "staged", "applied"), Privacy.NONE)
    wall = wall.owned(Purpose.SIGNAL, never=NEVER, verbs=["select", "insert", "update"])
    kept = Stays("names of columns and counts of a file")

    class Meta:
        indexes = [models.Index(fields=["organisation", "-created_at", "-id"], name="nuisance_import_newest")]
        constraints = [models.CheckConstraint(
            name="nuisance_done_approved", condition=Q(done_at__isnull=True) | Q(approved_at__isnull=False))]


_NEXT = NuisanceImport.State
TRANSITIONS: dict[str, tuple[str, ...]] = {
    _NEXT.READING: (_NEXT.PREVIEW, _NEXT.CANCELLED), _NEXT.PREVIEW: (_NEXT.APPLYING, _NEXT.CANCELLED),
    _NEXT.APPLYING: (_NEXT.DONE,), _NEXT.DONE: (_NEXT.UNDOING,), _NEXT.CANCELLED: (), _NEXT.UNDOING: (_NEXT.UNDONE,), _NEXT.UNDONE: (),
}


class NuisanceRow(Owned):
    """A row of the file. Of a refused row only its number and the code of the problem are kept.

    `mark` is a keyed hash of the source's own number (`marks.record`); the number itself stands in `told_by` alone.
    """

    class Verdict(models.TextChoices):
        NEW = "new", _("nieuw")
        OLD = "old", _("geschiedenis")
        SAME = "same", _("al bekend")
        LEFT = "left", _("overgeslagen")
        REFUSED = "refused", _("geweigerd")

    batch = models.ForeignKey(NuisanceImport, models.CASCADE, related_name="rows")
    place_in_file = models.PositiveIntegerField(help_text="in the order of the file, from 1")
    number = models.PositiveIntegerField(help_text="the row as the user's program numbers it")
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    problem = models.CharField(max_length=20, blank=True)
    remarks = models.JSONField(default=list, help_text="codes")
    mark = models.BinaryField(null=True)
    word = models.CharField(max_length=80, blank=True, help_text="the source's word for the kind")
    noticed_on = models.DateField(null=True)
    observation = models.TextField(blank=True)
    interpretation = models.TextField(blank=True)
    told_by = models.CharField(max_length=200, blank=True, help_text="the source and its number")
    street = models.CharField(max_length=120, blank=True)
    house_number = models.CharField(max_length=20, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    city = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=200, blank=True)
    dwelling_id = models.UUIDField(null=True)
    neighbourhood_code = models.CharField(max_length=10, blank=True)

    privacy = {**dict.fromkeys(("place_in_file", "number", "verdict", "problem", "remarks", "mark", "word", "neighbourhood_code"), Privacy.NONE),
               **dict.fromkeys(("noticed_on", "observation", "interpretation", "told_by"), Privacy.LIFE),
               **dict.fromkeys(("street", "house_number", "postcode", "city", "place"), Privacy.HOME)}
    wall = wall.owned(Purpose.SIGNAL, never=NEVER)
    kept = Keep(Trace.STAGING, (), since="created_at", begins=Begins.WRITING, scrub=Scrub.DROP_ROW,
                only=~Q(batch__state="applying"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "place_in_file"], name="nuisance_row_place")]
        indexes = [models.Index(fields=["batch", "verdict", "place_in_file"], name="nuisance_row_verdict"),
                   models.Index(fields=["batch", "mark"], name="nuisance_row_mark", condition=Q(mark__isnull=False))]

    @property
    def address(self) -> str:
        return " ".join(part for part in (self.street, self.house_number) if part) or self.postcode or self.place


class NuisanceOrigin(Owned):
    """That a record of a source became a signal: the same record again makes nothing new. Gone when it is taken back."""

    source = models.ForeignKey(NuisanceSource, models.PROTECT, related_name="+")
    batch = models.ForeignKey(NuisanceImport, models.PROTECT, related_name="origins")
    mark = models.BinaryField()
    signal = models.ForeignKey(Signal, models.PROTECT, related_name="+", db_index=False)

    privacy = {"mark": Privacy.NONE}
    wall = wall.owned(Purpose.SIGNAL, never=NEVER, verbs=["select", "insert", "delete"])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "mark"], name="nuisance_origin_once"),
                       models.UniqueConstraint(fields=["signal"], name="nuisance_origin_signal")]
