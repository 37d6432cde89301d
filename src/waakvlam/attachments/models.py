"""What a kept file is, and the files that an organisation keeps for itself.

`File` is the shape; its bytes stand outside the database (`storage`), under the row's own id. A module that sends
copies makes a table of its own from it.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import models

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, Keep, Trace
from waakvlam.access.models import Person
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Category, Purpose, categories, purposes
from waakvlam.kit.time import now

from . import storage

PURPOSES = (Purpose.HANDOVER, Purpose.CALL_ROUND, Purpose.VISIT_ROUND, Purpose.MAINTENANCE)


def privacy_classes() -> list[tuple[str, Any]]:
    return [(str(p), str(p)) for p in Privacy]


class File(Owned):
    """A photo or PDF as we made it. `key` opens its bytes, and is itself sealed with the key of this installation:
    without the row the bytes tell nothing to anybody. `size` is in bytes, `sha256` of what was kept. Each kind has a
    `subject_id`: the thing that it belongs to, and that a link must be for to open it."""

    name = models.CharField(max_length=120, help_text="as shown; never a path")
    media = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.BinaryField()
    key = models.BinaryField()
    width = models.PositiveIntegerField(default=0, help_text="pixels; 0 for a document")
    height = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0, help_text="0 for a photo")
    category = models.CharField(max_length=30, choices=categories, default=Category.FILE)
    privacy_class = models.CharField(max_length=10, choices=privacy_classes, default=str(Privacy.LIFE))
    resident_id = models.UUIDField(null=True)
    household_id = models.UUIDField(null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        abstract = True

    FACTS = ("name", "media", "size", "sha256", "key", "width", "height", "pages", "category", "privacy_class",
             "resident_id", "household_id", "person_id", "at")
    CLASSES = {"name": Privacy.LIFE, "sha256": Privacy.LIFE} | {n: Privacy.NONE for n in (
        "media", "size", "key", "width", "height", "pages", "category", "privacy_class")}

    def __str__(self) -> str:
        return self.name

    @property
    def is_photo(self) -> bool:
        return self.media.startswith("image/")

    @property
    def told(self) -> str:
        """“foto, 240 kB” or “document, 3 bladzijden, 1,2 MB”: beside the name."""
        from .words import told

        return told(self)

    @classmethod
    def dropped(cls, rows: Iterable[tuple[UUID, UUID, UUID]]) -> None:
        """Called after the rows are gone for good: so go the bytes."""
        for where in rows:
            storage.remove(*where)


class Attachment(File):
    """A file that an organisation keeps for itself, with the thing that it belongs to by id.

    What no row points at a week after it came goes by itself: a letter that was never sent.
    """

    subject_kind = models.CharField(max_length=30)
    subject_id = models.UUIDField()
    purpose = models.CharField(max_length=30, choices=purposes)

    privacy = File.CLASSES | {"subject_kind": Privacy.NONE, "purpose": Privacy.NONE}
    wall = wall.owned(*PURPOSES, verbs=["select", "insert", "delete"])
    kept = Keep(Trace.DRAFT, (), since="at", begins=Begins.WRITING, scrub=Scrub.DROP_ROW)

    class Meta:
        indexes = [models.Index(fields=["organisation", "subject_id", "at"], name="attachment_subject"),
                   models.Index(fields=["resident_id"], name="attachment_resident")]


def tables() -> list[type[File]]:
    """Every table whose rows have bytes."""
    from django.apps import apps

    return [m for m in apps.get_models() if issubclass(m, File)]
