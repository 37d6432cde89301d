"""The files that went with a letter: copies, as the letter itself is one."""

from uuid import UUID

from django.db import models

from waakvlam.access import wall
from waakvlam.access.erasing import Begins, Keep
from waakvlam.access.privacy import Scrub
from waakvlam.access.words import Category, Purpose, Role
from waakvlam.attachments.models import File

from .shared import BY_SENDER, CLOSING, OF_CLOSED, OF_OURS, Handover


class Enclosure(File):
    """A photo or document that went along, read by whoever reads the letter and for as long."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="enclosures")

    privacy = File.CLASSES
    wall = wall.shared("content", subject="handover_id", never=[Role.STEWARD], verbs=["select", "insert"], write=(
        f"{wall.reaches('content', 'handover_id')} and {BY_SENDER} and {wall.ONLY} is null"))
    kept = Keep(Category.FILE, (Purpose.HANDOVER,), since=CLOSING, begins=Begins.HANDOVER_END,
                scrub=Scrub.DROP_ROW, only=OF_CLOSED, mine=OF_OURS)

    class Meta:
        indexes = [models.Index(fields=["handover", "at"], name="enclosure_handover"),
                   models.Index(fields=["resident_id"], name="enclosure_resident")]

    @property
    def subject_id(self) -> UUID:
        return self.handover_id
