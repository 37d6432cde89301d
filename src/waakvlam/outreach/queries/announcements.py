"""Announcements of a round."""

from uuid import UUID

from django.db.models import QuerySet

from waakvlam.access.identity import Who
from waakvlam.kit.errors import Absent

from ..models import Announcement, Round


def announcements(who: Who, round: Round) -> QuerySet[Announcement]:
    return Announcement.objects.filter(organisation_id=who.organisation_id, round=round).order_by(
        "-created_at", "id")


def announcement(who: Who, announcement_id: UUID) -> Announcement:
    """Raises Absent. One query."""
    found = Announcement.objects.select_related("round").filter(
        organisation_id=who.organisation_id, id=announcement_id).first()
    if found is None:
        raise Absent("announcement")
    return found
