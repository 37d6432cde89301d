"""Files of people who are erased: the row goes, and with it the bytes (`models.File.dropped`)."""

from waakvlam.access.erasing import Found, Subject, drop

from .models import Attachment


def erase(subject: Subject) -> Found:
    """As the eraser. Whoever points at a file let go of it before: modules above erase first."""
    return drop(Attachment.objects.filter(subject.of_them, organisation_id=subject.organisation_id))
