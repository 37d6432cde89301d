"""Removing people from the register: who they are, what names them elsewhere, and their rows.

Runs as the eraser (`access.erasing.as_eraser`), which sees the own organisation's rows for every purpose.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from waakvlam.access.erasing import Found, Subject, blank, drop, total, unreferred
from waakvlam.access.identity import Who
from waakvlam.kit.time import now

from .models import Duplicate, Household, ImportRow, Merge, Phone, RegisterImport, Resident

SHORTEST_NAME = 4  # a shorter last name stands in too many other words


def subject(who: Who, wanted: Iterable[UUID], *, words: bool) -> Subject:
    """These residents, whoever was merged into them, and the households where nobody else is left.

    With `words`: also what names them and nobody else, to be looked for in free text.
    """
    people = _with_merged(who, set(wanted))
    homes = {p.household_id for p in people}
    ids = tuple(p.id for p in people)
    shared = set(Resident.objects.filter(household_id__in=homes).exclude(id__in=ids).values_list("household_id", flat=True))
    named = _words(who, people) if words else {}
    return Subject(who.network_id, who.organisation_id, ids, tuple(homes - shared), tuple(shared),
                   keys=tuple(p.key for p in people), **named)


def _with_merged(who: Who, wanted: set[UUID]) -> list[Resident]:
    rows = Resident.objects.filter(organisation_id=who.organisation_id)
    found = list(rows.filter(id__in=wanted))
    while more := list(rows.filter(merged_into__in=[p.id for p in found]).exclude(id__in=[p.id for p in found])):
        found += more
    return found


def _words(who: Who, people: list[Resident]) -> dict[str, tuple[str, ...]]:
    """Names, numbers and addresses that are theirs alone: what somebody else bears too is left to them."""
    others = Resident.objects.filter(organisation_id=who.organisation_id).exclude(id__in=[p.id for p in people])
    names = {name for p in people for name in _names(p) if not _borne(others, p, name)}
    numbers = set(Phone.objects.filter(resident__in=people).values_list("number", flat=True))
    numbers -= set(Phone.objects.filter(number__in=numbers).exclude(resident__in=people).values_list("number", flat=True))
    emails = {p.email for p in people if p.email}
    emails -= set(others.filter(email__in=emails).values_list("email", flat=True))
    return {"names": tuple(sorted(names)), "phones": tuple(sorted(numbers)), "emails": tuple(sorted(emails))}


def _names(person: Resident) -> list[str]:
    """As people write it: with a first name or initials, with the infix, and the last name alone."""
    last = " ".join(part for part in (person.infix, person.last_name) if part)
    found = [f"{first} {last}" for first in (person.first_name, person.initials) if first and last]
    return [*found, *{last, person.last_name}] if len(person.last_name) >= SHORTEST_NAME else found


def _borne(others: QuerySet[Resident], person: Resident, name: str) -> bool:
    """Whether somebody else in the register goes by this name as well."""
    same = others.filter(last_name__iexact=person.last_name)
    if name != person.last_name:
        same = same.filter(infix__iexact=person.infix)
    for field in ("first_name", "initials"):
        if (first := getattr(person, field)) and name.startswith(f"{first} "):
            return same.filter(**{f"{field}__iexact": first}).exists()
    return same.exists()


def erase(subject: Subject) -> Found:
    """Their rows in the register; a household that is empty goes too, or stays as a number in the counts."""
    ids, homes = subject.residents, subject.households
    keys = list(Household.objects.filter(id__in=homes).values_list("key", flat=True))
    staged = ImportRow.objects.filter(organisation_id=subject.organisation_id)
    about = Q(kept_id__in=ids) | Q(gone_id__in=ids)
    people = Resident.objects.filter(id__in=ids)
    people.update(merged_into=None)
    return total(
        drop(Phone.objects.filter(resident_id__in=ids)),
        drop(Duplicate.objects.filter(Q(first_id__in=ids) | Q(second_id__in=ids))),
        drop(Merge.objects.filter(about)),
        drop(staged.filter(Q(person_key__in=subject.keys) | Q(household_key__in=keys))),
        drop(people),
        drop(unreferred(Household.objects.filter(id__in=homes))),
        blank(Household.objects.filter(id__in=homes), gone_at=Coalesce(F("gone_at"), now())),
    )


def swept(organisation_id: UUID) -> None:
    """After the nightly run, as the system that keeps the register: a preview without rows is over."""
    State = RegisterImport.State
    RegisterImport.objects.filter(organisation_id=organisation_id, state__in=(State.PREVIEW, State.READING)).filter(
        rows__isnull=True, staged__gt=0).update(state=State.CANCELLED)
