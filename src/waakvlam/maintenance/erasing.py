"""What major maintenance holds of a home whose people are erased: it goes, whoever is in the project.

Lists of other partners are theirs: they have their own term, and end with the project.
"""

from collections.abc import Iterable
from uuid import UUID

from waakvlam.access.erasing import Found, Subject, drop, total
from waakvlam.people.models import Household

from .models import Appointment, Door, Entry, Item, Project
from .sealing import mark


def erase(subject: Subject) -> Found:
    """Appointments, own entries and own points about their homes. Agreed addresses go at their term, or when withdrawn."""
    homes = Household.objects.filter(id__in=subject.households).values_list("dwelling_id", flat=True)
    doors = list(Door.objects.filter(dwelling_id__in=list(homes), organisation_id=subject.organisation_id).select_related("project"))
    ids = [d.pk for d in doors]
    return total(
        drop(Appointment.objects.filter(door_id__in=ids, organisation_id=subject.organisation_id)),
        drop(Item.objects.filter(door_id__in=ids, organisation_id=subject.organisation_id)),
        drop(Entry.objects.filter(organisation_id=subject.organisation_id, mark__in=list(_marks(doors)))))


def _marks(doors: Iterable[Door]) -> Iterable[bytes]:
    projects: dict[UUID, Project] = {}
    for door in doors:
        project = projects.setdefault(door.project_id, door.project)
        if bytes(project.salt):
            yield mark(project, door)
