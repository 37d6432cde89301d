"""Photos of damage: kept with the visit that they were made at, seen by whoever plans visits."""

from uuid import UUID

from django.db import transaction

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.attachments import commands as attachments
from waakvlam.attachments import queries as files
from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page, keyset
from waakvlam.outreach.models import Attempt

from .models import Photo
from .policies import FieldPermission

ACTIVITY = "outreach.visit"


@transaction.atomic
def keep(*, id: UUID, attempt_id: UUID, content: bytes, by: Who) -> Photo:
    """A photo of one's own visit; the same `id` again gives the same one. Raises Absent, Invalid, Refused."""
    require(by, FieldPermission.USE)
    again = Photo.objects.filter(pk=id, organisation_id=by.organisation_id, person_id=by.person_id).first()
    if again is not None:
        return again
    visit = Attempt.objects.filter(pk=attempt_id, organisation_id=by.organisation_id, person_id=by.person_id).first()
    if visit is None:
        raise Absent("visit")
    kept = attachments.keep(content=content, name="schade.jpg", subject_kind="attempt", subject_id=visit.pk,
                            household_id=visit.household_id, id=id, by=by)
    made = Photo.objects.create(id=id, network_id=by.network_id, organisation_id=by.organisation_id, attachment=kept,
                                attempt=visit, person_id=by.person_id)
    audit.record(by, "photo.keep", made, attempt=visit.pk)
    return made


def listed(who: Who, after: str = "") -> Page[Photo]:
    """Newest first, with home and who made it; logged per household. One query."""
    rows = Photo.objects.select_related("attachment", "person", "attempt__round", "attempt__household__dwelling")
    found = keyset(rows.filter(organisation_id=who.organisation_id), "-created_at", "-id", after=after, size=30)
    audit.touched(who, ACTIVITY, {photo.attempt.household_id for photo in found.items})
    return found


def opened(who: Who, photo_id: UUID) -> tuple[Photo, bytes]:
    """One photo with its bytes. Raises Absent, Refused."""
    found = Photo.objects.select_related("attachment").filter(pk=photo_id, organisation_id=who.organisation_id).first()
    if found is None:
        raise Absent("photo")
    return found, files.opened(who, found.attachment)
