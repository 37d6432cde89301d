"""A photo or document with a letter: while it is written its writer's own, once sent a copy that reach opens."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from waakvlam.access import reach
from waakvlam.access.identity import Who
from waakvlam.access.words import Role
from waakvlam.attachments import queries as kept
from waakvlam.attachments.models import File
from waakvlam.kit.errors import Absent

from ..models import Enclosure, Handover


def enclosures(who: Who, handover: Handover) -> list[Enclosure]:
    """The files that this reader may open, in the order in which they were added. One query."""
    return list(_open_to(who).filter(handover=handover).order_by("at", "id"))


def file(who: Who, file_id: UUID) -> File:
    """A file that was sent, or one of a letter that this person is writing. Raises Absent. At most two queries."""
    return _open_to(who).filter(pk=file_id).first() or kept.kept_by(who, file_id)


def enclosure(who: Who, file_id: UUID) -> Enclosure:
    """For somebody with a link: a file of that one handover. Raises Absent. One query."""
    found = _open_to(who).filter(pk=file_id, handover_id=who.only).first() if who.only else None
    if found is None:
        raise Absent("attachment", _("Dit bestand is er niet (meer) voor u."))
    return found


def _open_to(who: Who) -> QuerySet[Enclosure]:
    """From reach, as the letter itself; whoever holds the mandate reads none."""
    if who.role == Role.STEWARD:
        return Enclosure.objects.none()
    return Enclosure.objects.filter(reach.opens(who, "content", "handover_id"))
