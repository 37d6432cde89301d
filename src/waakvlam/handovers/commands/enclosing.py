"""Photos and documents with a letter: kept while it is written, bound to the id that the form carries; on sending
they become copies that the receiver reads with the letter. What is never sent goes after its term.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.access.privacy import Privacy
from waakvlam.attachments import commands as attachments
from waakvlam.attachments import queries as kept
from waakvlam.attachments.models import Attachment
from waakvlam.kit.errors import Invalid

from ..models import Enclosure, Handover
from ..parts import Part
from ..policies import HandoverPermission

KIND = "letter"


@transaction.atomic
def add(*, content: bytes, name: str, letter_id: UUID, receiver_kind: str, health: bool = False, by: Who,
        resident_id: UUID | None = None, household_id: UUID | None = None) -> Attachment:
    """Keep a file with a letter that is being written. Raises Invalid (field "file"), Refused."""
    require(by, HandoverPermission.OFFER)
    if Handover.objects.filter(pk=letter_id).exists():
        raise Invalid("file", _("Deze brief is al verstuurd. Begin een nieuwe."), field="file")
    about = Privacy.HEALTH if health else Privacy.LIFE
    attachments.not_for_a_corporation(about, receiver_kind)
    return attachments.keep(content=content, name=name, subject_kind=KIND, subject_id=letter_id, privacy_class=about,
                            resident_id=resident_id, household_id=household_id, by=by)


@transaction.atomic
def remove(*, file_id: UUID, by: Who) -> None:
    """Take a file from a letter that is being written. Raises Absent, Refused."""
    require(by, HandoverPermission.OFFER)
    attachments.withdraw(attachment=kept.kept_by(by, file_id), by=by)


def of_letter(by: Who, letter_id: UUID) -> list[Attachment]:
    """What this person added to a letter that is being written, oldest first. One query."""
    return [file for file in kept.kept_with(by, letter_id) if file.person_id == by.person_id]


def named(texts: Mapping[str, str], files: Iterable[Attachment]) -> dict[str, str]:
    """The parts of the letter, with the names of the files where there are any: the permission speaks of them."""
    made = {part: text for part, text in texts.items() if part != Part.FILES}
    names = ", ".join(file.name for file in files)
    return {**made, Part.FILES: names} if names else made


def enclose(made: Handover, files: Iterable[Attachment], by: Who) -> None:
    """On sending, in its transaction: each file becomes a copy in the handover."""
    for file in files:
        attachments.hand_on(attachment=file, to=Enclosure, by=by, handover=made)


def as_shown(files: Iterable[Attachment], shown: Iterable[UUID] | None) -> None:
    """What goes is what the sender last saw. Raises Invalid where another window added or took away a file."""
    if shown is not None and {file.pk for file in files} != set(shown):
        raise Invalid("files", _("De foto's en documenten zijn intussen veranderd. Kijk of het zo klopt, en verstuur dan."),
                      field="file")
