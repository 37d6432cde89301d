"""What a sender needs to compose: whom it is about, from the own register, and who could take it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import phonenumbers

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.models import Membership, Team
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.errors import Absent
from waakvlam.outreach import findings
from waakvlam.people.models import Household, Resident
from waakvlam.resources import queries as directory

from ..models import Origin
from ..parts import Part
from . import reading
from .lists import topic_label
from .one import handover


@dataclass(frozen=True)
class Adult:
    id: UUID
    name: str


@dataclass(frozen=True)
class Subject:
    """Somebody of the own register, with what a letter could say. `facts` is {part: text}."""

    household_id: UUID
    resident_id: UUID | None
    name: str
    facts: dict[str, str]
    adults: tuple[Adult, ...]
    email: str = ""
    neighbourhood_code: str = ""
    topic: str = ""
    finding_id: UUID | None = None
    round_id: UUID | None = None
    danger: bool = False
    previous_id: UUID | None = None
    handover_id: UUID | None = None


@dataclass(frozen=True)
class Candidates:
    """Who takes this topic in this area, and for one receiver whom to address."""

    offers: list[directory.Candidate]


def subject(who: Who, *, finding_id: UUID | None = None, household_id: UUID | None = None,
            resident_id: UUID | None = None, previous_id: UUID | None = None) -> Subject:
    """From a finding of a call, from a handover that came back, or from the register.

    Raises Absent where it is not ours. At most six queries; logged for the resident.
    """
    if finding_id:
        found = findings.one(who, finding_id)
        return subject_of(who, found.household_id, resident_id or found.resident_id, topic=found.topic,
                          words=found.words, finding_id=found.pk, round_id=found.round_id, danger=found.danger)
    if previous_id:
        return _again(who, previous_id)
    if household_id is None:
        raise Absent("subject")
    return subject_of(who, household_id, resident_id)


@dataclass(frozen=True)
class Request:
    """An open request for help from a call."""

    id: UUID
    name: str
    topic: str
    words: str
    danger: bool
    since: datetime


def requests(who: Who, *, limit: int = 100) -> list[Request]:
    """Open requests for help of the own organisation: danger first, then the oldest. One query."""
    rows = list(findings.listed(who, kind="help_request")[:limit])
    audit.touched(who, "handover.requests", (r.resident_id or r.household_id for r in rows))
    return [Request(r.pk, r.resident.name if r.resident else "", topic_label(r.topic), r.words, r.danger, r.created_at)
            for r in rows]


def _again(who: Who, previous_id: UUID) -> Subject:
    """The same question for another receiver; the permission must be asked anew."""
    before = handover(who, previous_id)
    origin = Origin.objects.filter(handover=before, organisation_id=who.organisation_id).first()
    copy = reading.sent(who).filter(handover=before, organisation_id=who.organisation_id).first()
    if origin is None or copy is None or origin.household_id is None:
        raise Absent("subject")
    return subject_of(who, origin.household_id, origin.resident_id, topic=before.topic,
                      words=copy.parts.get(Part.WORDS, ""), note=copy.parts.get(Part.NOTE, ""),
                      finding_id=origin.finding_id, round_id=origin.round_id, previous_id=before.pk)


def subject_of(who: Who, household_id: UUID, resident_id: UUID | None, *, topic: str = "", words: str = "",
               note: str = "", finding_id: UUID | None = None, round_id: UUID | None = None,
               danger: bool = False, previous_id: UUID | None = None, handover_id: UUID | None = None) -> Subject:
    """The household as the register knows it now. Raises Absent. Three queries."""
    home = (Household.objects.select_related("dwelling")
            .filter(pk=household_id, organisation_id=who.organisation_id).first())
    if home is None:
        raise Absent("household")
    people = list(Resident.objects.filter(household=home, gone_at__isnull=True, moved_at__isnull=True,
                                          deceased_at__isnull=True).prefetch_related("phones").order_by("part", "sort_name"))
    adults = [r for r in people if r.part != Resident.Part.CHILD]
    one = next((r for r in adults if r.pk == resident_id), adults[0] if adults else None)
    audit.touched(who, "handover.compose", [one.pk if one else home.pk])
    phones = sorted(one.phones.all(), key=lambda p: p.rank) if one else []
    facts = {
        Part.NAME: one.name if one else "",
        # A secret address is never filled in by itself.
        Part.ADDRESS: "" if home.secret_address else _address(home),
        Part.PHONE: ", ".join(f"{spoken(p.number)} ({p.whose})" if p.whose else spoken(p.number) for p in phones[:2]),
        Part.EMAIL: one.email if one else "", Part.HOUSEHOLD: _together(len(adults), len(people) - len(adults)),
        Part.WORDS: words, Part.NOTE: note}
    return Subject(
        household_id=home.pk, resident_id=one.pk if one else None, name=one.name if one else _address(home),
        facts={str(k): v for k, v in facts.items()}, adults=tuple(Adult(r.pk, r.name) for r in adults),
        email=one.email if one else "", neighbourhood_code=home.dwelling.neighbourhood_code, topic=topic,
        finding_id=finding_id, round_id=round_id, danger=danger, previous_id=previous_id,
        handover_id=handover_id)


def spoken(number: str) -> str:
    """A number as people in the country write it; what cannot be read stays as it is."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.NATIONAL)
    except phonenumbers.NumberParseException:
        return number


def _address(home: Household) -> str:
    at = home.dwelling
    return ", ".join(part for part in (at.address, f"{at.postcode} {at.city}".strip()) if part)


def _together(adults: int, children: int) -> str:
    """Counts only: who the others are is theirs to tell."""
    grown = "1 volwassene" if adults == 1 else f"{adults} volwassenen"
    young = {0: "", 1: " en 1 kind"}.get(children, f" en {children} kinderen")
    return f"{grown}{young}"


def candidates(who: Who, topic: str, neighbourhood: str = "") -> Candidates:
    """Services of others that take this topic here, room first. Two queries."""
    return Candidates([c for c in directory.offers_for(who, topic, neighbourhood)
                       if c.organisation_id != who.organisation_id])


def addressees(who: Who, organisation_id: UUID) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(teams, people) of a receiver, for choosing. Two queries."""
    teams = Team.objects.filter(network_id=who.network_id, organisation_id=organisation_id).order_by("name")
    people = (Membership.objects.filter(network_id=who.network_id, organisation_id=organisation_id, until__isnull=True,
                                        role__in=roles_for(Purpose.HANDOVER))
              .select_related("person").order_by("person__name"))
    return [(str(t.pk), t.name) for t in teams], [(str(m.person_id), m.person.name) for m in people]


def roles_for(purpose: str) -> list[str]:
    from waakvlam.access.words import PURPOSES

    no_people = (Role.SYSTEM, Role.GUEST, Role.RESIDENT)
    return [role for role, purposes in PURPOSES.items() if purpose in purposes and role not in no_people]
