"""Which doors wait for a visit, from when, and what stands in the way on which day."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from waakvlam.access.identity import Who
from waakvlam.kit.time import AMSTERDAM, day_of, now, today

from ..models import Attempt, Round, RoundEntry, SheetDoor
from ..planning import Waiting
from ..steps import ON_FOOT
from .markers import ours

Taken = dict[UUID, frozenset[date]]


def waiting_rows(round: Round) -> QuerySet[RoundEntry]:
    """Open entries whose next try is on foot and that stand on no sheet of today or later. No lease:
    nobody is rung up meanwhile. R7 and secret addresses are kept out."""
    planned = SheetDoor.objects.filter(
        entry__round=round, dropped_at=None, day__gte=today()).exclude(reports__undone_at=None, reports__isnull=False)
    return RoundEntry.objects.filter(
        round=round, state__in=RoundEntry.OPEN, channel__in=ON_FOOT, household__gone_at=None,
        household__do_not_call=False, household__secret_address=False).filter(
        Q(lease_until=None) | Q(lease_until__lt=now())).exclude(pk__in=planned.values("entry"))


def doors(who: Who, round: Round, until: date) -> list[RoundEntry]:
    """Those that may be visited on or before this day, with their homes. One query."""
    end = datetime.combine(until + timedelta(days=1), time(), AMSTERDAM)
    rested = now() - timedelta(days=round.cool_down_days)
    rows = waiting_rows(round).filter(next_at__lt=end).exclude(attempts=0, household__last_contact_at__gt=rested)
    return list(rows.select_related("household__dwelling").order_by("rank"))


def as_waiting(entry: RoundEntry, marked: Collection[UUID], taken: Taken) -> Waiting:
    day = day_of(entry.next_at)
    promised = day if entry.state == RoundEntry.State.CALL_BACK else None
    return Waiting(entry.pk, day, promised, entry.household_id in marked, taken.get(entry.household_id, frozenset()))


def for_two(who: Who, entries: Iterable[RoundEntry]) -> set[UUID]:
    """Households at which we ring with two people: markers that were not lifted and are not past their
    review date (R34). One query; empty for whoever does not plan."""
    return set(ours(who).filter(
        household_id__in=[e.household_id for e in entries], lifted_at=None, review_on__gte=today(),
    ).values_list("household_id", flat=True))


def taken(who: Who, entries: Iterable[RoundEntry], days: Collection[date]) -> Taken:
    """Household → days on which it is disturbed already, by any round through any channel: another
    sheet, a try of today, or a promise to ring. Three queries."""
    homes = {"organisation_id": who.organisation_id, "household_id__in": [e.household_id for e in entries]}
    found: dict[UUID, set[date]] = {}
    start = datetime.combine(min(days), time(), AMSTERDAM)
    for home, day in SheetDoor.objects.filter(**homes, day__in=list(days), dropped_at=None).values_list(
            "household_id", "day"):
        found.setdefault(home, set()).add(day)
    moments = [*Attempt.objects.filter(**homes, at__gte=start, undone_at=None).values_list(
        "household_id", "at"),
        *RoundEntry.objects.filter(**homes, state=RoundEntry.State.CALL_BACK, next_at__gte=start,
                                   channel=Attempt.Channel.PHONE).values_list("household_id", "next_at")]
    for home, at in moments:
        found.setdefault(home, set()).add(day_of(at))
    return {home: frozenset(rows) for home, rows in found.items()}
