"""Keeping a file, taking it back, and handing it on to a table that sends it."""

import hashlib
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from waakvlam.access import audit, covenant
from waakvlam.access.erasing import drop
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.access.privacy import Privacy
from waakvlam.access.words import Category, Kind
from waakvlam.kit.ids import uuid7

from . import storage
from .cleaning import Unfit, apart
from .models import Attachment, File
from .policies import AttachmentPermission
from .scanning import scan
from .words import shown_name, unfit

MOST = 10  # files with one subject
Sent = TypeVar("Sent", bound=File)


@transaction.atomic
def keep(*, content: bytes, name: str, subject_kind: str, subject_id: UUID, by: Who, resident_id: UUID | None = None,
         household_id: UUID | None = None, category: str = Category.FILE, privacy_class: Privacy = Privacy.LIFE,
         id: UUID | None = None) -> Attachment:
    """Look at the content, make it anew without place or anything that hides, and keep that; for the purpose at hand.

    The same `id` again gives the same file. Point at it with a foreign key, or it goes after a week. Writes the
    bytes, the row and the act. Raises Invalid (field "file") with a sentence for people, Refused.
    """
    require(by, AttachmentPermission.KEEP)
    line = covenant.ground_for(by, category)
    again = Attachment.objects.filter(pk=id, organisation_id=by.organisation_id).first() if id else None
    if again is not None:
        return again
    not_for_a_corporation(privacy_class, by.organisation_kind)
    if Attachment.objects.filter(organisation_id=by.organisation_id, subject_id=subject_id).count() >= MOST:
        raise unfit("many")
    try:
        scan(content)
        clean = apart.clean(content)
    except Unfit as error:
        raise unfit(error.code) from error
    id = id or uuid7()
    made = Attachment.objects.create(
        id=id, network_id=by.network_id, organisation_id=by.organisation_id, subject_kind=subject_kind, subject_id=subject_id,
        purpose=by.purpose, name=shown_name(name, clean.media), media=clean.media, size=len(clean.content),
        sha256=hashlib.sha256(clean.content).digest(), width=clean.width, height=clean.height, pages=clean.pages,
        key=storage.write(by.network_id, by.organisation_id, id, clean.content), category=line.category,
        privacy_class=str(privacy_class), resident_id=resident_id, household_id=household_id, person_id=by.person_id)
    audit.record(by, "attachment.keep", made, media=made.media, size=made.size)
    audit.touched(by, "attachment.keep", [resident_id or household_id])
    return made


def not_for_a_corporation(privacy_class: str, kind: str) -> None:
    """Health data never reaches a housing association (R13). Raises Invalid."""
    if privacy_class == Privacy.HEALTH and kind == Kind.HOUSING:
        raise unfit("health")


@transaction.atomic
def withdraw(*, attachment: Attachment, by: Who) -> None:
    """Take it back: the row goes, and after the transaction the bytes. Raises Refused."""
    require(by, AttachmentPermission.WITHDRAW, attachment)
    audit.record(by, "attachment.withdraw", attachment)
    drop(Attachment.objects.filter(pk=attachment.pk, organisation_id=by.organisation_id))


@transaction.atomic
def hand_on(*, attachment: Attachment, to: type[Sent], by: Who, **more: Any) -> Sent:
    """The file becomes a row of another table that sends it, under the same id and with the same bytes.

    Raises Refused; Invalid where it was taken away meanwhile.
    """
    require(by, AttachmentPermission.WITHDRAW, attachment)
    if not Attachment.objects.filter(pk=attachment.pk)._raw_delete("default"):  # without `drop`: the bytes stay
        raise unfit("gone")
    return to._default_manager.create(id=attachment.pk, network_id=by.network_id, organisation_id=by.organisation_id, **more,
                             **{name: getattr(attachment, name) for name in File.FACTS})
