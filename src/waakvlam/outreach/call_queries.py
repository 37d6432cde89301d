"""What a caller sees: one household, with all that is needed to ring them, and nothing more."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import Denied, decide
from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page, keyset
from waakvlam.kit.time import today
from waakvlam.people.models import Household, Neighbourhood, Phone, Resident

from . import sentences
from .calling.drafts import person_of
from .models import Attempt, Draft, Round, RoundEntry, Stop
from .policies import OutreachPermission

ACTIVITY = "outreach.call"
NOT_BEGUN = (Round.State.DRAFT, Round.State.APPROVED)


@dataclass(frozen=True)
class Someone:
    """An adult of the household. `age` is a band: the screen shows no birth date."""

    id: UUID
    name: str
    part: str
    age: str


@dataclass(frozen=True)
class Number:
    """A number to ring, and whose it is in words."""

    number: str
    whose: str


@dataclass(frozen=True)
class Call:
    """One household on a caller's screen."""

    entry: RoundEntry
    round: Round
    draft: Draft
    address: str
    people: tuple[Someone, ...]
    numbers: tuple[Number, ...]
    why: str
    earlier: tuple[Attempt, ...]
    last_contact_at: datetime | None

    @property
    def person(self) -> Someone | None:
        return self.people[0] if self.people else None

    @property
    def name(self) -> str:
        return self.person.name if self.person else _("Naam onbekend")


def round_to_call(who: Who, round_id: UUID) -> Round:
    """A round of the own organisation, and for whoever only calls one that has begun. Raises Absent. One query."""
    found = Round.objects.select_related("script_version").filter(
        pk=round_id, organisation_id=who.organisation_id).first()
    if found is None or (found.state in NOT_BEGUN and isinstance(decide(who, OutreachPermission.SEE_ROUNDS), Denied)):
        raise Absent("round")
    return found


def call(who: Who, entry_id: UUID) -> Call:
    """The household this caller holds now; logged for each person shown (R28). Seven queries.

    Raises Absent where this caller does not hold it: nobody browses people.
    """
    entry = RoundEntry.objects.select_related(
        "round__script_version", "household__dwelling").filter(
        pk=entry_id, organisation_id=who.organisation_id, lease_person_id=who.person_id, state__in=RoundEntry.OPEN).first()
    draft = Draft.objects.filter(entry=entry, person_id=person_of(who)).first()
    if entry is None or draft is None:
        raise Absent("call")
    residents = _residents(entry.household_id)
    audit.touched(who, ACTIVITY, [entry.household_id, *(r.pk for r in residents)])
    home = entry.household
    return Call(
        entry=entry, round=entry.round, draft=draft,
        address=_("geheim adres") if home.secret_address else home.dwelling.address,
        people=tuple(Someone(r.pk, r.name, str(r.get_part_display()), age_band(r.birth_date))
                     for r in residents if r.part != Resident.Part.CHILD),
        numbers=_numbers(residents), why=_why(entry), last_contact_at=home.last_contact_at,
        earlier=tuple(Attempt.objects.filter(household_id=entry.household_id, undone_at=None)
                      .select_related("person").order_by("-at")[:5]))


def _residents(household_id: UUID) -> list[Resident]:
    """Who lives there now, tenant first, with their numbers. Two queries."""
    order = {part: n for n, part in enumerate(Resident.Part.values)}
    rows = Resident.objects.filter(
        household_id=household_id, gone_at=None, moved_at=None, deceased_at=None, merged_into=None,
    ).prefetch_related(Prefetch("phones", Phone.objects.order_by("rank", "number")))
    return sorted(rows, key=lambda r: (order.get(r.part, 9), r.key))


def _numbers(residents: list[Resident]) -> tuple[Number, ...]:
    """Each number once; those of children are never rung."""
    found: dict[str, Number] = {}
    for resident in residents:
        for phone in resident.phones.all() if resident.part != Resident.Part.CHILD else ():
            mobile = _("mobiel") if phone.number.startswith("+316") else _("vast")
            own = mobile if resident is residents[0] else _("%(kind)s van %(name)s") % {
                "kind": mobile, "name": resident.name}
            found.setdefault(phone.number, Number(phone.number, phone.whose or own))
    return tuple(found.values())


def _why(entry: RoundEntry) -> str:
    """Why this household is on the list (R6).

    Where a random reference group is mixed in, the sentence is the same for all: a caller who
    knows who was drawn by lot asks differently, and the comparison is worth nothing.
    """
    code = entry.neighbourhood_code
    found = Neighbourhood.objects.filter(code=code).order_by("-year").first() if code else None
    names = {code: found.name} if found else {}
    if not entry.round.reference_percent:
        return sentences.why(entry, names)
    place = names.get(code, "")
    return _("Woont in %(place)s, waar deze belactie is.") % {"place": place} if place else _(
        "Hoort bij deze belactie.")


def age_band(born: date | None) -> str:
    """“80–84 jaar”: five years wide, so that it tells no birthday."""
    if born is None:
        return ""
    day = today()
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    low = age // 5 * 5
    return _("90 jaar en ouder") if low >= 90 else _("%(low)d–%(high)d jaar") % {"low": low, "high": low + 4}


def kept(who: Who, entry_id: UUID) -> Draft:
    """What this caller typed about somebody they no longer hold. Raises Absent. One query."""
    found = Draft.objects.select_related("entry__round__script_version").filter(
        entry_id=entry_id, organisation_id=who.organisation_id, person_id=person_of(who), finished_at=None).first()
    if found is None:
        raise Absent("draft")
    return found


def told(who: Who, entry_id: UUID) -> UUID | None:
    """The round, where this caller just told the outcome of this household. One query."""
    rows = Draft.objects.filter(entry_id=entry_id, organisation_id=who.organisation_id, person_id=person_of(who), finished_at__isnull=False)
    return rows.values_list("entry__round_id", flat=True).first()


def stopped(who: Who, *, after: str = "") -> Page[Stop]:
    """Households that are not to be called, newest first; logged. Three queries."""
    rows = Stop.objects.filter(organisation_id=who.organisation_id, lifted_at=None).select_related(
        "household__dwelling", "person").prefetch_related(
        Prefetch("household__residents", Resident.objects.filter(gone_at=None, part=Resident.Part.TENANT)))
    page = keyset(rows, "-created_at", "-id", after=after, size=50)
    audit.touched(who, "outreach.stops", [s.household_id for s in page])
    return page


def household_name(household: Household) -> str:
    """Of a household with prefetched residents."""
    return " & ".join(r.name for r in household.residents.all()) or _("Naam onbekend")


def graph_of(round: Round) -> dict[str, Any] | None:
    """The script of a round, or None where it has none."""
    version = round.script_version
    return version.graph if version is not None else None


def told_attempt(who: Who, attempt_id: UUID) -> Attempt | None:
    """An attempt that this caller told before. One query."""
    return Attempt.objects.select_related("round").filter(
        pk=attempt_id, organisation_id=who.organisation_id, person_id=person_of(who)).first()


def round_of_attempt(who: Who, attempt_id: UUID) -> UUID:
    """Raises Absent. One query."""
    found = Attempt.objects.filter(pk=attempt_id, organisation_id=who.organisation_id, person_id=person_of(who)).values_list("round_id", flat=True)
    if not found:
        raise Absent("attempt")
    return found[0]
