"""Whether somebody looked at a person who may stand near: home, street, rare surname.

Only what the organisation already has is compared, of its own colleagues and its own register, and
only for pairs where the colleague has already looked. A colleague counts as living somewhere only
where the e-mail address or number of the work account is that of a resident: no home address of
staff is asked for or kept. What is kept is that there is a question and its kind, with an encrypted
id; not the match itself (data minimisation, art. 5.1.c GDPR; lawful as control of access, art. 32).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db.models import Count

from waakvlam.access import audit
from waakvlam.access.audit import subject_of
from waakvlam.access.identity import Who
from waakvlam.access.models import Person
from waakvlam.people.models import Resident

from .models import Question, Threshold
from .noticing import Noticed

HOME, STREET, NAME = "same_home", "same_street", "same_name"


def near(who: Who, looked: list[tuple[UUID, bytes]], limits: Threshold) -> Iterator[Noticed]:
    """One question per colleague and resident. `who` acts for the register. Five queries."""
    pairs = [(person, subject, found) for person, subject in looked if (found := subject_of(who.network_id, subject))]
    people = {p.pk: p for p in Person.objects.filter(pk__in={person for person, _s, _f in pairs})}
    # A subject is a resident, or a household: then everybody in it.
    known = defaultdict(list)
    ids = {found for _p, _s, found in pairs}
    audit.touched(who, "oversight.compare", sorted(ids))
    rows = Resident.objects.filter(organisation_id=who.organisation_id).select_related("household__dwelling")
    for one in [*rows.filter(pk__in=ids), *rows.filter(household_id__in=ids)]:
        known[one.pk].append(one)
        known[one.household_id].append(one)
    staff = list(people.values())
    own, rare = _homes(who, staff), _rare(who, staff, limits.rare)
    for person, subject, found in pairs:
        hint = _hint(people.get(person), known.get(found, []), own.get(person, []), rare)
        if hint:
            yield Noticed(Question.Kind.NEAR, person, 1, subject=subject, hint=hint)


def _hint(person: Person | None, seen: list[Resident], own: list[Resident], rare: set[str]) -> str:
    """The nearest that holds, or nothing."""
    if person is None or not seen:
        return ""
    if {r.household_id for r in seen} & {r.household_id for r in own}:
        return HOME
    if {_street(r) for r in seen} & {_street(r) for r in own} - {""}:
        return STREET
    return NAME if {_surname(r.last_name) for r in seen} & {_surname(person.name)} & rare else ""


def _homes(who: Who, people: Iterable[Person]) -> dict[UUID, list[Resident]]:
    """Residents with the e-mail address or number of a colleague's work account."""
    rows = Resident.objects.filter(organisation_id=who.organisation_id).select_related("household__dwelling")
    by_mail, by_phone = defaultdict(list), defaultdict(list)
    for r in rows.filter(email__in={p.email for p in people if p.email}):
        by_mail[r.email].append(r)
    for r in rows.filter(phones__number__in={p.phone for p in people if p.phone}).prefetch_related("phones"):
        for phone in r.phones.all():
            by_phone[phone.number].append(r)
    return {p.pk: [*by_mail.get(p.email, []), *(by_phone.get(p.phone, []) if p.phone else [])] for p in people}


def _rare(who: Who, people: "dict_values[UUID, Person]", most: int) -> set[str]:  # type: ignore[name-defined]  # noqa: F821
    """Surnames of colleagues that few residents have: sharing “De Jong” tells nothing."""
    names = {p.name.split()[-1] for p in people if p.name.strip()}
    held = (Resident.objects.filter(organisation_id=who.organisation_id, last_name__in=names)
            .values("last_name").annotate(n=Count("id")))
    return {_surname(row["last_name"]) for row in held if row["n"] <= most}


def _surname(name: str) -> str:
    return name.split()[-1].casefold() if name.strip() else ""


def _street(resident: Resident) -> str:
    return resident.household.dwelling.postcode.replace(" ", "").upper()
