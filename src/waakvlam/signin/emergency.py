"""Emergency access: open, end, review (R27). The database opens reach only together with its row."""

from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks
from waakvlam.access.identity import Who
from waakvlam.access.limits import Limit, allow
from waakvlam.access.models import Clock, Membership, Organisation
from waakvlam.access.policies import require
from waakvlam.access.words import Kind, Role
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import day_of, now
from waakvlam.post import commands as post

from .models import Emergency
from .policies import SigninPermission

MINUTES, AT_MOST = 60, 240
REASON = 20  # characters
REVIEW_DAYS = 5  # working days
REVIEW = "emergency.review"
PER_DAY = Limit("emergency.open", most=5, seconds=86400)


@transaction.atomic
def open_(*, subject_id: UUID, reason: str, minutes: int = MINUTES, by: Who) -> Emergency:
    """Open one subject to `by` alone, for `minutes`. Tells the privacy officers and starts their clock.

    Raises Refused, Invalid for a reason that is none, Absent where nothing has this id.
    """
    require(by, SigninPermission.OPEN_EMERGENCY)
    if len(reason.strip()) < REASON:
        raise Invalid("emergency.reason", _("Schrijf in een paar woorden wie er gevaar loopt en waarom het niet kan wachten."),
                      came_in=f"{len(reason.strip())} tekens", expected=f"{REASON} tekens of meer", field="reason")
    if not 1 <= minutes <= AT_MOST:
        raise Invalid("emergency.minutes", _("Kies een tijd tot ten hoogste vier uur."), came_in=str(minutes), field="minutes")
    allow(PER_DAY, str(by.person_id))
    made = uuid7()
    with connection.cursor() as db:
        db.execute("select emergency_open(%s, %s, %s, %s, %s)", [made, subject_id, reason, minutes, now()])
        if (db.fetchone() or [None])[0] is None:
            raise Absent("emergency.subject", _("Er is niets met dit nummer."))
    found = Emergency.objects.get(pk=made)
    audit.record(by, "emergency.open", found, about=subject_id, holder=found.holder_id, minutes=minutes)
    officers = _officers(found)
    clocks.start(by, found, REVIEW, on=_reviewer(found, officers), working_days=REVIEW_DAYS)
    _tell(found, officers, by)
    return found


def _officers(found: Emergency) -> list[Membership]:
    """Privacy officers of both organisations. One query."""
    return list(Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gt=now()), organisation_id__in=[found.holder_id, found.organisation_id],
        role=Role.PRIVACY_OFFICER).select_related("person"))


def _reviewer(found: Emergency, officers: list[Membership]) -> UUID:
    """The organisation whose subject it is looks first; without an officer there, the one that opened it."""
    theirs = any(officer.organisation_id == found.holder_id for officer in officers)
    return found.holder_id if theirs or not officers else found.organisation_id


def _tell(found: Emergency, officers: list[Membership], by: Who) -> None:
    shared = Organisation.objects.filter(pk=found.holder_id).values_list("email", flat=True)
    for address in {officer.person.email for officer in officers} or {email for email in shared if email}:
        post.send(channel="email", to=address, about_kind="emergency", about_id=found.id,
                  subject=_("Noodtoegang is gebruikt"), by=by, body=_(
            "Een medewerker van %(organisation)s heeft noodtoegang gebruikt. Kijk in Waakvlam bij Noodtoegang wie, "
            "waarvoor en waarom, en zeg binnen vijf werkdagen of het terecht was.") % {"organisation": by.organisation_name})


def climb(clock: Clock, by: Who) -> str:
    """Nobody said yet whether it was right: the privacy officers hear it again, and at the last step the
    mandate of the network does. Returns where the clock stands. `by` is the system of who opened it."""
    before = clock.step
    reached = clocks.step_up(clock)
    if reached == before:  # the mandate knows: looked at daily, told once
        return "waits at mandate"
    found = Emergency.objects.get(pk=clock.subject_id)
    told = {officer.person.email for officer in _officers(found)}
    if reached == Clock.Step.MANDATE:
        told |= set(Organisation.objects.filter(network_id=by.network_id, kind=Kind.NETWORK).values_list("email", flat=True))
    for address in sorted(told - {""}):
        post.send(channel="email", to=address, about_kind="emergency", about_id=found.id, by=by,
                  subject=_("Noodtoegang wacht nog op een oordeel"), body=_(
            "Op %(day)s gebruikte iemand noodtoegang. Niemand heeft nog gezegd of dat terecht was. De functionaris "
            "gegevensbescherming doet dat in Waakvlam bij Noodtoegang.") % {"day": f"{day_of(found.created_at):%d-%m-%Y}"})
    return reached.name.lower()


@transaction.atomic
def end(*, found: Emergency, by: Who) -> None:
    """It was enough: reach ends now. Raises WrongState where it had ended, or is somebody else's."""
    with connection.cursor() as db:
        db.execute("select emergency_end(%s, %s)", [found.id, now()])
        if not (db.fetchone() or [False])[0]:
            raise WrongState("emergency.ended", _("Deze noodtoegang is al voorbij."))
    audit.record(by, "emergency.end", found)


@transaction.atomic
def review(*, found: Emergency, outcome: str, note: str, by: Who) -> None:
    """Say whether it was right. Raises Invalid without an outcome, WrongState where that was said already."""
    require(by, SigninPermission.REVIEW_EMERGENCY)
    if outcome not in Emergency.Outcome.values:
        raise Invalid("emergency.outcome", _("Kies of het terecht was."), came_in=outcome, field="outcome")
    if outcome == Emergency.Outcome.WRONG and not note.strip():
        raise Invalid("emergency.note", _("Schrijf op waarom het niet terecht was en wat er nu gebeurt."), field="note")
    with connection.cursor() as db:
        db.execute("select emergency_review(%s, %s, %s, %s)", [found.id, outcome, note.strip(), now()])
        if not (db.fetchone() or [False])[0]:
            raise WrongState("emergency.reviewed", _("Dit is al beoordeeld, of je beoordeelt jezelf."))
    clocks.stop(found.id, REVIEW)
    audit.record(by, "emergency.review", found, outcome=outcome)


def seen(who: Who) -> QuerySet[Emergency]:
    """Of both organisations that it concerns; there a privacy officer sees all, others their own."""
    rows = Emergency.objects.select_related("person", "organisation", "holder").filter(
        Q(organisation_id=who.organisation_id) | Q(holder_id=who.organisation_id))
    if who.role in (Role.PRIVACY_OFFICER, Role.SYSTEM):
        return rows
    return rows.filter(person_id=who.person_id) if who.person_id else rows.none()


def listed(who: Who, at_most: int = 100) -> list[Emergency]:
    """For a privacy officer all of both sides, for others their own: what waits first. One query."""
    return list(seen(who).order_by(F("reviewed_at").desc(nulls_first=True), "-created_at")[:at_most])


def one(who: Who, emergency_id: UUID) -> Emergency:
    """Raises Absent."""
    found = seen(who).filter(pk=emergency_id).first()
    if found is None:
        raise Absent("emergency")
    return found
