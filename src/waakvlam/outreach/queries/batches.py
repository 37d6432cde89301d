"""Work in the background on a round: how far, silent or stuck. Never whom it is about."""

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent
from waakvlam.kit.time import now
from waakvlam.people.models import Household

from ..models import Batch, Round, RoundEntry
from ..policies import OutreachPermission

SILENT = timedelta(seconds=60)  # without a sign of life
# Smaller ones are done while the coordinator waits: a second, not a job.
LARGE = 5_000


def _told(who: Who) -> QuerySet[Batch]:
    return Batch.objects.filter(organisation_id=who.organisation_id).defer("chosen", "by_lot", "whys")


def batch(who: Who, batch_id: UUID) -> Batch:
    """Raises Absent, and Refused for who does not plan. One query."""
    found = _told(who).select_related("round").filter(id=batch_id).first()
    if found is None:
        raise Absent("batch")
    require(who, OutreachPermission.SEE_ENTRIES, found.round)
    return found


def list_in_the_making(who: Who, round: Round) -> Batch | None:
    """The last attempt to make this round's list: under way, or ended with a problem. One query."""
    return _told(who).filter(round=round, announcement=None).order_by("-created_at").first()


def sending(who: Who, round: Round) -> dict[UUID, Batch]:
    """Announcement → its last batch. One query."""
    rows = _told(who).filter(round=round, announcement__isnull=False).order_by("created_at")
    return {row.announcement_id: row for row in rows if row.announcement_id}


def is_silent(batch: Batch) -> bool:
    return batch.ended_at is None and now() - batch.beat_at > SILENT


def is_large_register(who: Who, round: Round) -> bool:
    """Whether making this list takes long enough to be a job. One capped query."""
    rows = Household.objects.filter(organisation_id=who.organisation_id, gone_at=None)
    rows = rows.filter(dwelling__neighbourhood_code__in=round.area) if round.area else rows
    return rows.order_by()[:LARGE].count() >= LARGE


def is_large_list(who: Who, round: Round) -> bool:
    """Whether sending to this list is a job. One query along an index."""
    return RoundEntry.objects.filter(round=round, organisation_id=who.organisation_id, rank__gte=LARGE // 5).exists()
