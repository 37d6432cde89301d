"""What rights hold of people who are erased: codes and visits go; that they asked something still counts."""

from waakvlam.access.erasing import Found, Subject, blank, drop, total

from .models import Code, KnownSubject, Request, Visit


def erase(subject: Subject) -> Found:
    """As the eraser. An open request stays open without a person: the desk closes it."""
    mine = {"resident_id__in": subject.residents}
    return total(drop(Visit.objects.filter(**mine)), drop(Code.objects.filter(**mine)),
                 drop(KnownSubject.objects.filter(**mine)), blank(Request.objects.filter(**mine)))
