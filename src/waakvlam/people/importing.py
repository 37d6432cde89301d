"""Models of the import: sources, imports, staged rows; and of duplicates and merges.

A staged row holds what is kept, never the file: forbidden columns are gone before this table.
After an import the staged rows are removed; only the reasons of refusal stay, without names.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, GoesWith, Keep, Stays, Trace
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Purpose

__all__ = ["TRANSITIONS", "Duplicate", "ImportRow", "Merge", "RegisterImport", "RegisterSource"]


class RegisterSource(Owned):
    """Where registers come from; remembers which column means what (header → field)."""

    name = models.CharField(max_length=80)
    mapping = models.JSONField(default=dict)

    privacy = {"name": Privacy.NONE, "mapping": Privacy.NONE}
    wall = wall.owned(Purpose.REGISTER)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="source_once")]

    def __str__(self) -> str:
        return self.name


class RegisterImport(Owned):
    """One file on its way into the register. `staged` and `applied` are the marks of resuming."""

    class State(models.TextChoices):
        READING = "reading", _("wordt gelezen")
        PREVIEW = "preview", _("wacht op akkoord")
        APPLYING = "applying", _("wordt verwerkt")
        DONE = "done", _("verwerkt")
        CANCELLED = "cancelled", _("afgebroken")

    source = models.ForeignKey(RegisterSource, models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file")
    kind = models.CharField(max_length=4)
    state = models.CharField(max_length=12, choices=State.choices, default=State.READING)
    complete = models.BooleanField(default=True, help_text="who is not in the file is gone")
    columns = models.JSONField(default=dict, help_text="header → field, as read")
    dropped = models.JSONField(default=dict, help_text="header → why it was not read (R4)")
    unused = models.JSONField(default=list)
    notices = models.JSONField(default=list, help_text="problems of the file as a whole")
    counts = models.JSONField(default=dict, help_text="verdict → rows; gone → residents")
    staged = models.IntegerField(default=0, help_text="records of the file that were read")
    applied = models.IntegerField(default=0, help_text="staged rows that were carried out")
    beat_at = models.DateTimeField(null=True, help_text="last sign of life of its job")
    approved_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    privacy = {n: Privacy.NONE for n in (
        "file_name", "digest", "kind", "state", "columns", "dropped", "unused", "notices", "counts",
        "staged", "applied")}
    wall = wall.owned(Purpose.REGISTER)
    kept = Stays("names of columns and counts")

    class Meta:
        indexes = [models.Index(fields=["organisation", "-created_at", "-id"], name="import_newest")]
        constraints = [models.CheckConstraint(
            name="import_done_was_approved", condition=Q(done_at__isnull=True) | Q(approved_at__isnull=False))]


# State → states that may follow; a diagram in the handbook is made from it.
TRANSITIONS = {
    RegisterImport.State.READING: (RegisterImport.State.PREVIEW, RegisterImport.State.CANCELLED),
    RegisterImport.State.PREVIEW: (RegisterImport.State.APPLYING, RegisterImport.State.CANCELLED),
    RegisterImport.State.APPLYING: (RegisterImport.State.DONE,),
    RegisterImport.State.DONE: (),
    RegisterImport.State.CANCELLED: (),
}


class ImportRow(Owned):
    """A row of the file, ready to be carried out. `place` orders them; `number` is the file's.

    No index of its own on organisation or batch: see `models.Kept`.
    """

    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+",
                                     editable=False, db_index=False)

    class Verdict(models.TextChoices):
        NEW = "new", _("nieuw")
        CHANGED = "changed", _("gewijzigd")
        SAME = "same", _("ongewijzigd")
        REFUSED = "refused", _("geweigerd")

    batch = models.ForeignKey(RegisterImport, models.CASCADE, related_name="rows", db_index=False)
    place = models.IntegerField()
    number = models.IntegerField()
    verdict = models.CharField(max_length=8, blank=True, choices=Verdict.choices)
    problems = models.JSONField(default=list, help_text="[code, column, what came in], masked")
    fingerprint = models.CharField(max_length=32, blank=True)
    person_key = models.CharField(max_length=80, blank=True)
    household_key = models.CharField(max_length=80, blank=True)
    dwelling_key = models.CharField(max_length=80, blank=True)
    tenancy_key = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=12, blank=True)
    initials = models.CharField(max_length=20, blank=True)
    first_name = models.CharField(max_length=60, blank=True)
    infix = models.CharField(max_length=20, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    sort_name = models.CharField(max_length=120, blank=True)
    birth_date = models.DateField(null=True)
    email = models.CharField(max_length=254, blank=True)
    phones = models.JSONField(default=list, help_text="[number, whose] in order of rank")
    street = models.CharField(max_length=120, blank=True)
    house_number = models.IntegerField(null=True)
    house_letter = models.CharField(max_length=4, blank=True)
    addition = models.CharField(max_length=20, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    city = models.CharField(max_length=80, blank=True)
    estate = models.CharField(max_length=120, blank=True)
    block = models.CharField(max_length=80, blank=True)
    entrance = models.CharField(max_length=40, blank=True)
    floor = models.SmallIntegerField(null=True)
    door = models.SmallIntegerField(null=True)
    neighbourhood_code = models.CharField(max_length=10, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    tenancy_start = models.DateField(null=True)
    tenancy_end = models.DateField(null=True)
    arrears_stage = models.CharField(max_length=20, blank=True)
    children = models.SmallIntegerField(null=True)
    moved = models.BooleanField(default=False)
    deceased = models.BooleanField(default=False)
    secret_address = models.BooleanField(default=False)
    do_not_call = models.BooleanField(default=False)

    coded = dict.fromkeys(("person_key", "household_key", "dwelling_key", "tenancy_key"),
                          "keys in the register's own system") | {"phones": "E.164, checked by their own rules"}
    privacy = {
        **{n: Privacy.NONE for n in ("place", "number", "verdict", "problems", "fingerprint")},
        **{n: Privacy.IDENTITY for n in ("person_key", "initials", "first_name", "infix", "last_name",
                                         "sort_name", "birth_date")},
        **{n: Privacy.CONTACT for n in ("email", "phones")},
        **{n: Privacy.HOME for n in (
            "dwelling_key", "street", "house_number", "house_letter", "addition", "postcode", "city",
            "estate", "block", "entrance", "floor", "door", "neighbourhood_code", "latitude", "longitude")},
        **{n: Privacy.TENANCY for n in ("household_key", "tenancy_key", "tenancy_start", "tenancy_end",
                                        "arrears_stage")},
        "role": Privacy.LIFE, "children": Privacy.LIFE,
    }
    wall = wall.owned(Purpose.REGISTER)
    kept = Keep(Trace.STAGING, (), since="created_at", begins=Begins.WRITING, scrub=Scrub.DROP_ROW,
                only=~Q(batch__state="applying"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="import_row_place")]
        indexes = [
            models.Index(fields=["batch", "person_key"], name="import_row_person"),
            models.Index(fields=["batch", "household_key"], name="import_row_household"),
            models.Index(fields=["batch", "verdict", "place"], name="import_row_verdict"),
        ]


class Duplicate(Owned):
    """Two residents, or two homes, that may be one. A person decides; nothing merges by itself."""

    class Kind(models.TextChoices):
        RESIDENT = "resident", _("bewoner")
        DWELLING = "dwelling", _("woning")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    first_id = models.UUIDField()
    second_id = models.UUIDField()
    alike = models.FloatField(help_text="0 to 1")
    reason = models.CharField(max_length=20, help_text="phone, birth, address")
    dismissed_at = models.DateTimeField(null=True)

    privacy = {"kind": Privacy.NONE, "alike": Privacy.NONE, "reason": Privacy.NONE}
    wall = wall.owned(Purpose.REGISTER)
    kept = GoesWith("first_id or second_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "first_id", "second_id"], name="duplicate_once"),
            models.CheckConstraint(name="duplicate_ordered", condition=Q(first_id__lt=F("second_id"))),
        ]
        indexes = [models.Index(fields=["organisation", "-alike", "-id"], name="duplicate_best",
                                condition=Q(dismissed_at__isnull=True))]


class Merge(Owned):
    """Two rows became one: who kept, who went into it, and what moved, so that it can be undone."""

    kind = models.CharField(max_length=10, choices=Duplicate.Kind.choices)
    kept_id = models.UUIDField()
    gone_id = models.UUIDField()
    moved = models.JSONField(default=list, help_text="ids of households that moved along")
    undone_at = models.DateTimeField(null=True)

    privacy = {"kind": Privacy.NONE, "moved": Privacy.NONE}
    wall = wall.owned(Purpose.REGISTER)
    kept = GoesWith("kept_id or gone_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gone_id"], name="merge_once",
                                               condition=Q(undone_at__isnull=True))]
