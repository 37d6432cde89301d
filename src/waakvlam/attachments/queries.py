"""Reads of files: which there are, and what is in one."""

import logging
from uuid import UUID

from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent

from . import storage
from .models import Attachment, File
from .policies import AttachmentPermission

log = logging.getLogger("waakvlam.attachments")


def kept_with(who: Who, subject_id: UUID) -> list[Attachment]:
    """Files of the own organisation with this subject, for the purpose at hand, oldest first. One query."""
    return list(Attachment.objects.filter(organisation_id=who.organisation_id, subject_id=subject_id, purpose=who.purpose)
                .order_by("at", "id"))


def one(who: Who, attachment_id: UUID) -> Attachment:
    """Raises Absent where it is not there, not ours, or kept for another purpose. One query."""
    found = Attachment.objects.filter(pk=attachment_id, organisation_id=who.organisation_id, purpose=who.purpose).first()
    if found is None:
        raise Absent("attachment", _("Dit bestand is er niet (meer) voor jou."))
    return found


def kept_by(who: Who, attachment_id: UUID) -> Attachment:
    """One that this person added. Raises Absent. One query."""
    found = one(who, attachment_id)
    if found.person_id is None or found.person_id != who.person_id:
        raise Absent("attachment", _("Dit bestand is er niet (meer) voor jou."))
    return found


def bytes_of(who: Who, attachment_id: UUID) -> bytes:
    """What is in a file of the own organisation. Raises Absent, Refused. One query and a line for the resident."""
    return opened(who, one(who, attachment_id))


def opened(who: Who, file: File) -> bytes:
    """What is in a file that `who` has in hand: a row from a query that starts from reach.

    One line in the processing log. Raises Refused; Absent where the bytes are gone, which is told to the operator.
    """
    require(who, AttachmentPermission.OPEN, file)
    audit.touched(who, "attachment.open", [file.resident_id or file.household_id])
    try:
        return storage.read(file.network_id, file.organisation_id, file.pk, bytes(file.key), bytes(file.sha256))
    except storage.Lost as error:
        log.error('{"event": "attachment lost", "id": "%s"}', file.pk)
        raise Absent("attachment.lost", _("De inhoud van dit bestand is kwijt. Vraag je beheerder om te helpen."),
                     came_in=str(file.pk)) from error
