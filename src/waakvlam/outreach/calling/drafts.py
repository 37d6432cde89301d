"""What is typed during a call is kept at once; the citizen service number never is (R3)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from waakvlam.access.free_text import masked
from waakvlam.access.identity import Who
from waakvlam.kit.errors import Absent, Invalid, Refused
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now

from ..models import Draft, RoundEntry

LIMIT = 20_000
KEPT = timedelta(days=7)
UNDOABLE = timedelta(minutes=5)


def person_of(by: Who) -> UUID:
    """Calling is done by a person. Raises Refused for the system and for guests."""
    if by.person_id is None:
        raise Refused("person", _("Bellen doe je als jezelf."), came_in=by.role)
    return by.person_id


def begin(entry: RoundEntry, by: Who) -> Draft:
    """The draft of this caller for this household, with what was typed before. Three queries.

    The lease is ours by now, so nobody else makes the same draft.
    """
    forget(by)
    draft = Draft.objects.filter(entry=entry, person_id=person_of(by)).first()
    if draft is None:
        return Draft.objects.create(network_id=by.network_id, organisation_id=by.organisation_id,
                                    entry=entry, person_id=person_of(by), attempt_id=uuid7())
    if draft.returned_at or draft.finished_at:
        if draft.finished_at:
            draft.content, draft.attempt_id, draft.saved_at = {}, uuid7(), None
        draft.returned_at = draft.finished_at = None
        draft.taken_at = now()
        draft.save()
    return draft


def forget(by: Who) -> None:
    """Drafts do not linger: told outcomes for minutes, lost leases for a week (R1)."""
    moment = now()
    Draft.objects.filter(person_id=person_of(by)).filter(
        Q(finished_at__lt=moment - UNDOABLE) | Q(saved_at__lt=moment - KEPT)).delete()


@transaction.atomic
def save_draft(*, entry_id: UUID, content: dict[str, Any], by: Who) -> Draft:
    """Keep what was typed, also when the lease is gone. Not an act yet, so no audit event.

    Raises Absent where this caller never had this household, Invalid where it is too long.
    """
    draft = Draft.objects.select_for_update().filter(
        entry_id=entry_id, person_id=person_of(by), finished_at__isnull=True).first()
    if draft is None:
        raise Absent("draft")
    if len(str(content)) > LIMIT:
        raise Invalid("draft_length", _("Dit is te lang om te bewaren."), came_in=str(len(str(content))),
                      expected=str(LIMIT))
    draft.content, draft.saved_at = masked(content), now()
    draft.save(update_fields=["content", "saved_at"])
    return draft
