"""Kept lists: one's own, and what colleagues share."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from waakvlam.access.identity import Who
from waakvlam.access.policies import require

from ..models import SavedView
from ..models.content import NEVER
from ..policies import SignalPermission


def saved_views(who: Who) -> Sequence[SavedView]:
    """Own and shared ones, by name. One query."""
    require(who, SignalPermission.FIND)
    return list(_seen(who).select_related("person").order_by("name", "id"))


def _seen(who: Who) -> QuerySet[SavedView]:
    rows = SavedView.objects.filter(Q(is_shared=True) | Q(person_id=who.person_id), organisation_id=who.organisation_id, removed_at__isnull=True)
    return rows.none() if who.is_guest or who.role in NEVER else rows
