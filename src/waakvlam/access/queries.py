"""Reads of access itself: people at work, organisations, the log of acts. No resident is in here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page, keyset
from waakvlam.kit.time import AMSTERDAM, now

from . import covenant
from .activities import TABLE, Words, words_of
from .audit import READ, WRITTEN
from .identity import Who
from .models import Audit, AuditSeal, Membership, Organisation, Person, ProcessingLine
from .words import Category, Ground, Kind, Purpose, Role


def members(who: Who, *, text: str = "", role: str = "", ended: bool = False,
            after: str = "") -> Page[Membership]:
    """People of the own organisation by name; one row per role. One query."""
    rows = Membership.objects.filter(organisation_id=who.organisation_id).select_related("person", "team")
    now_valid = Q(until__isnull=True) | Q(until__gt=now())
    rows = rows.exclude(now_valid) if ended else rows.filter(now_valid)
    if text:
        rows = rows.filter(Q(person__name__icontains=text) | Q(person__email__icontains=text))
    if role:
        rows = rows.filter(role=role)
    return keyset(rows, "person__name", "id", after=after)


def member(who: Who, person_id: UUID) -> tuple[Person, list[Membership]]:
    """Somebody of the own organisation with all roles there, newest first. Two queries. Raises Absent."""
    rows = list(Membership.objects.filter(organisation_id=who.organisation_id, person_id=person_id)
                .select_related("team").order_by("-since"))
    if not rows:
        raise Absent("member", _("Deze medewerker is er niet."))
    return Person.objects.get(pk=person_id), rows


def membership(who: Who, membership_id: UUID) -> Membership:
    """One role of somebody of the own organisation. Raises Absent."""
    found = Membership.objects.filter(organisation_id=who.organisation_id, pk=membership_id).select_related(
        "person").first()
    if found is None:
        raise Absent("member", _("Deze rol is er niet."))
    return found


def member_by_email(who: Who, email: str) -> Person:
    """Somebody who works or worked for the own organisation. Raises Absent."""
    found = Person.objects.filter(network_id=who.network_id, email__iexact=email.strip(),
                                  memberships__organisation_id=who.organisation_id).first()
    if found is None:
        raise Absent("member", _("Niemand met dit e-mailadres werkt voor deze organisatie."), came_in=email)
    return found


def organisation(who: Who, organisation_id: UUID) -> Organisation:
    """A partner of the network. Raises Absent."""
    found = Organisation.objects.filter(network_id=who.network_id, pk=organisation_id).first()
    if found is None:
        raise Absent("organisation", _("Deze organisatie doet niet mee in dit netwerk."))
    return found


def organisations(who: Who, *, text: str = "", kind: str = "", after: str = "") -> Page[Organisation]:
    """Partners of the network by name. One query."""
    rows = Organisation.objects.filter(network_id=who.network_id)
    if text:
        rows = rows.filter(name__icontains=text)
    if kind:
        rows = rows.filter(kind=kind)
    return keyset(rows, "name", "id", after=after)


def all_organisations(who: Who) -> list[Organisation]:
    """Every partner of the network by name: they sign one covenant. One query."""
    return list(Organisation.objects.filter(network_id=who.network_id).order_by("name", "id"))


@dataclass(frozen=True)
class Filter:
    """What the privacy officer looks for in the log of acts; empty means all."""

    verb: str = ""
    purpose: str = ""
    person_id: UUID | None = None
    subject_id: UUID | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Act:
    """One act with the name of who did it; the name is looked up, the log itself holds ids."""

    row: Audit
    name: str

    @property
    def words(self) -> Words:
        return words_of(self.row.verb)

    @property
    def role(self) -> str:
        return str(dict(Role.choices).get(self.row.role, self.row.role))

    @property
    def purpose(self) -> str:
        return str(dict(Purpose.choices).get(self.row.purpose, self.row.purpose))

    @property
    def readings(self) -> list[tuple[Words, int]]:
        """What was looked at, and of how many people: (activity in words, number)."""
        if self.row.verb not in (READ, WRITTEN):
            return []
        return [(TABLE[code].words if code in TABLE else code, n) for code, n in self.row.detail.items()]


def acts(who: Who, wanted: Filter, after: str = "", size: int = 50) -> Page[Act]:
    """Acts of the own organisation, newest first. Two queries."""
    found = keyset(_wanted(who, wanted), "-at", "-id", after=after, size=size)
    return Page(_named(found.items), found.after, found.is_first)


def acts_to_take_along(who: Who, wanted: Filter, most: int) -> list[Act]:
    """The newest `most` acts. Two queries."""
    return _named(list(_wanted(who, wanted).order_by("-at", "-id")[:most]))


def _wanted(who: Who, wanted: Filter) -> QuerySet[Audit]:
    rows = Audit.objects.filter(organisation_id=who.organisation_id)
    given: dict[str, Any] = {"person_id": wanted.person_id, "subject_id": wanted.subject_id, "purpose": wanted.purpose}
    rows = rows.filter(**{key: value for key, value in given.items() if value})
    if wanted.verb:
        rows = rows.filter(verb__startswith=wanted.verb)
    if wanted.since:
        rows = rows.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return rows


def _named(rows: Sequence[Audit]) -> list[Act]:
    names = names_of(row.person_id for row in rows)
    return [Act(row, names.get(row.person_id, "")) for row in rows]


def colleagues(who: Who) -> list[tuple[UUID, str]]:
    """Who works or worked for the own organisation: (person, name), by name. One query."""
    rows = Membership.objects.filter(organisation_id=who.organisation_id)
    return list(dict.fromkeys(rows.order_by("person__name").values_list("person_id", "person__name")))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=AMSTERDAM)


def names_of(ids: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """Names of people at work by id. One query."""
    return dict(Person.objects.filter(pk__in={i for i in ids if i}).values_list("id", "name"))


@dataclass(frozen=True)
class Sealing:
    """How the log is sealed: last batch, what waits for one, and the last verification."""

    seals: int
    sealed_at: datetime | None
    unsealed: int
    verified: Audit | None


def sealing(who: Who) -> Sealing:
    """Three queries; `unsealed` counts the own organisation's acts."""
    last = AuditSeal.objects.aggregate(n=Count("number"), at=Max("at"))
    ours = Audit.objects.filter(organisation_id=who.organisation_id)
    return Sealing(last["n"], last["at"], ours.filter(seal__isnull=True).count(),
                   ours.filter(verb="audit.verify").order_by("-at").first())


@dataclass(frozen=True)
class Processed:
    """How often data subjects were touched by one activity, and the last time."""

    name: str
    lines: int
    last: datetime

    @property
    def words(self) -> Words:
        return TABLE[self.name].words if self.name in TABLE else self.name


def processed(who: Who, days: int = 30) -> list[Processed]:
    """Processing lines of the own organisation per activity over `days`. One index scan."""
    since = int((now() - timedelta(days=days)).timestamp() * 1000)
    rows = (ProcessingLine.objects.filter(organisation_id=who.organisation_id, start_time__gte=since)
            .values("name").annotate(n=Count("id"), last=Max("start_time")).order_by("-n"))
    return [Processed(r["name"], r["n"], datetime.fromtimestamp(r["last"] / 1000, AMSTERDAM)) for r in rows]


@dataclass(frozen=True)
class Activity:
    """One row of the register of processing activities (article 30 GDPR), from the covenant."""

    purpose: str
    purpose_code: str
    grounds: tuple[str, ...]
    categories: tuple[str, ...]
    recipients: tuple[str, ...]
    term_days: int
    sources: tuple[str, ...]

    def facts(self) -> dict[str, Any]:
        """As it is published."""
        return {"doel": self.purpose, "doelcode": self.purpose_code, "grondslagen": self.grounds,
                "gegevens": self.categories, "ontvangers": self.recipients, "bewaartermijnInDagen": self.term_days,
                "bronnen": self.sources}


def activities(who: Who) -> list[Activity]:
    """What the covenant in force lets the own organisation process, per purpose.

    Recipients are the other kinds that have a line for the same purpose: what is sent can go there.
    """
    lines = covenant.lines(who.network_id)
    ours = [line for line in lines if line.kind == who.organisation_kind]
    return [_activity(purpose, [line for line in ours if line.purpose == purpose],
                      sorted({line.kind for line in lines if line.purpose == purpose} - {who.organisation_kind}))
            for purpose in dict.fromkeys(line.purpose for line in ours)]


def _activity(purpose: str, lines: list[covenant.Line], recipients: list[str]) -> Activity:
    return Activity(
        str(Purpose(purpose).label), purpose,
        tuple(dict.fromkeys(str(Ground(line.ground).label) for line in lines)),
        tuple(dict.fromkeys(str(Category(line.category).label) for line in lines)),
        tuple(str(Kind(kind).label) for kind in recipients),
        max(line.term_days for line in lines),
        tuple(dict.fromkeys(line.source for line in lines if line.source)))
