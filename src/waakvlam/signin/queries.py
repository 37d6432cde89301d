"""Reads of sign-in: own keys, codes and sessions; for administrators who lacks a second factor."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from waakvlam.access import waiting
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock, Membership, Network, Organisation, Person
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.errors import Absent
from waakvlam.kit.time import now

from . import codes, emergency, oidc, passkeys
from .alone import Me
from .models import Emergency, OneTimeSecret, Passkey, Provider, ResetRequest

TODAY_PURPOSE = (Purpose.PRIVACY, Purpose.HANDOVER)
EMERGENCIES = ("emergency.review",)
TODAY_CLOCKS = (EMERGENCIES,)


@dataclass(frozen=True)
class Factors:
    """What somebody has beside a password."""

    passkeys: list[Passkey]
    app: OneTimeSecret | None
    paper: int

    @property
    def any(self) -> bool:
        """Recovery codes alone do not count: they are for a day without the real thing."""
        return bool(self.passkeys) or self.app is not None


def factors(me: Me) -> Factors:
    """Three queries; inside `alone.acting`."""
    return Factors(passkeys.mine(me), OneTimeSecret.objects.filter(person_id=me.id, confirmed_at__isnull=False).first(),
                   codes.paper_left(me))


def person_of(address: str) -> UUID | None:
    """Whose address this is, before anybody is known; told to nobody. One query."""
    with connection.cursor() as db:
        db.execute("select person_id from sign_in_lookup(%s, %s)", [address, now()])
        row = db.fetchone()
    return UUID(str(row[0])) if row else None


def without_factor(who: Who, at_most: int = 200) -> list[Person]:
    """People of the own organisation who have no second factor yet, by name. Two queries."""
    people = list(Person.objects.filter(_works_for(who)).distinct().order_by("name")[:2000])
    with connection.cursor() as db:
        db.execute("select * from factors_known(%s)", [[p.id for p in people]])
        has = {row[0] for row in db.fetchall()}
    return [p for p in people if p.id not in has][:at_most]


def reset_requests(who: Who) -> list[ResetRequest]:
    """Who asks for help with a lost second factor, oldest first. One query."""
    return list(ResetRequest.objects.filter(organisation_id=who.organisation_id, settled_at__isnull=True)
                .select_related("person").order_by("created_at"))


def colleague(who: Who, person_id: UUID) -> Person:
    """Somebody who works for the own organisation now. Raises Absent."""
    found = Person.objects.filter(_works_for(who), pk=person_id).first()
    if found is None:
        raise Absent("person")
    return found


def works_elsewhere(who: Who, person_id: UUID) -> bool:
    """Whether somebody also works for another organisation than `who`'s. One query."""
    return Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=now()), network_id=who.network_id, person_id=person_id).exclude(
        organisation_id=who.organisation_id).exists()


def administrators(organisation_id: UUID) -> list[Person]:
    """Whoever administers this organisation now. One query."""
    valid = Q(memberships__until__isnull=True) | Q(memberships__until__gt=now())
    return list(Person.objects.filter(valid, memberships__organisation_id=organisation_id,
                                      memberships__role="administrator").distinct())


def provider(who: Who) -> Provider | None:
    """Where the people of the own organisation sign in. One query."""
    return Provider.objects.filter(organisation_id=who.organisation_id).first()


def service(who: Who) -> oidc.Service | None:
    """The same with what its secret is called, also while it is not offered yet. Three queries."""
    found = provider(who)
    if found is None:
        return None
    network = Network.objects.values_list("slug", flat=True).get(pk=who.network_id)
    organisation = Organisation.objects.values_list("slug", flat=True).get(pk=who.organisation_id)
    return oidc.Service(found.id, found.organisation_id, found.issuer, found.client_id, found.method, found.strong,
                        found.trusts_email, network, organisation)


@dataclass(frozen=True)
class Waiting:
    """A section of Vandaag."""

    rows: list["Used | Unjudged"]
    total: int
    key: str = "silent"
    url: str = ""

    @property
    def title(self) -> str:
        return _("Noodtoegang die nog niet beoordeeld is")


class Used:
    """One row of it: who, of where, since when."""

    def __init__(self, row: Emergency) -> None:
        self.title, self.note = row.person.name, row.organisation.name
        self.url, self.icon, self.status, self.when = "/beheer/noodtoegang/", "danger", "silent", row.created_at


class Unjudged:
    """The same for the mandate: which organisation owes a judgement, and since when; not who or of what."""

    url = note = ""

    def __init__(self, clock: Clock, organisation: str) -> None:
        self.title, self.icon, self.status, self.when = organisation, "danger", "silent", clock.due_at


def today(who: Who) -> list[Waiting]:
    """Emergency access that nobody judged: for the privacy officer all of it, for the mandate what climbed
    to it. One query; none for others."""
    if who.role == Role.STEWARD:
        late = waiting.unanswered(who, EMERGENCIES, most=6)
        names = Organisation.objects.in_bulk([c.on_id for c in late]) if late else {}
        return [Waiting([Unjudged(c, names[c.on_id].name) for c in late[:5]], len(late))] if late else []
    if who.role != Role.PRIVACY_OFFICER or who.purpose != Purpose.PRIVACY:
        return []
    rows = list(emergency.seen(who).filter(reviewed_at__isnull=True).order_by("created_at")[:6])
    return [Waiting([Used(row) for row in rows[:5]], len(rows), url="/beheer/noodtoegang/")] if rows else []


def _works_for(who: Who) -> Q:
    standing = Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=now()), organisation_id=who.organisation_id)
    return Q(pk__in=standing.values("person_id"))
