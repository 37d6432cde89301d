"""Photos of people who are erased: the link goes here, and the photo with its bytes in `attachments`."""

from waakvlam.access.erasing import Found, Subject, drop

from .models import Photo


def erase(subject: Subject) -> Found:
    """As the eraser."""
    return drop(Photo.objects.filter(attempt__household_id__in=subject.households, organisation_id=subject.organisation_id))
