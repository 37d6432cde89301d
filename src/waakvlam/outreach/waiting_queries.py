"""Between two calls: what a caller's screen says of the round while nobody is in hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count, Q, QuerySet

from waakvlam.access.identity import Who
from waakvlam.kit.pagination import CAP
from waakvlam.kit.time import now, start_of, today

from . import hours
from .calling.blocked import cutoff
from .calling.drafts import person_of
from .models import Attempt, Draft, Round, RoundEntry


@dataclass(frozen=True)
class Today:
    """How far the round is today: calls made, of how many due; `mine` are this caller's."""

    made: int
    due: int
    mine: int

    @property
    def total(self) -> int:
        return self.made + min(self.due, CAP)

    @property
    def is_capped(self) -> bool:
        return self.due > CAP


def kept_drafts(who: Who, round: Round) -> QuerySet[Draft]:
    """Notes of lost leases in this round that wait for their end."""
    return Draft.objects.filter(
        person_id=person_of(who), entry__round=round, finished_at=None, saved_at__isnull=False,
        entry__state__in=RoundEntry.OPEN).exclude(
        entry__lease_person_id=who.person_id).exclude(content={}).select_related("entry").order_by("saved_at")


def held(who: Who, round: Round) -> RoundEntry | None:
    """Who this caller has in hand in this round. One query."""
    return RoundEntry.objects.filter(round=round, lease_person_id=who.person_id,
                                     state__in=RoundEntry.OPEN).first()


def promises(who: Who, round: Round) -> list[datetime]:
    """When this caller promised to ring back, the next few; moments only, no people."""
    rows = RoundEntry.objects.filter(round=round, state=RoundEntry.State.CALL_BACK,
                                     calls__person_id=person_of(who), calls__undone_at=None,
                                     calls__call_back_at__isnull=False)
    return list(dict.fromkeys(rows.order_by("next_at").values_list("next_at", flat=True)[:5]))


def today_of(who: Who, round: Round) -> Today:
    """The thin line. Two queries, each over today's part of an index; the due ones are capped."""
    start = start_of(today())
    made = Attempt.objects.filter(round=round, at__gte=start, undone_at=None).aggregate(
        all=Count("id"), mine=Count("id", filter=Q(person_id=person_of(who))))
    due = RoundEntry.objects.filter(round=round, channel=Attempt.Channel.PHONE, state__in=RoundEntry.OPEN,
                                    next_at__lt=start + timedelta(days=1))
    return Today(made["all"], due.order_by()[: CAP + 1].count(), made["mine"])


def ready(who: Who, round: Round) -> int:
    """How many seem callable now, at most CAP + 1: a walk along an index, no reasons looked at."""
    moment = now()
    rows = RoundEntry.objects.filter(round=round, channel=Attempt.Channel.PHONE, next_at__lte=moment).exclude(lease_until__gt=moment)
    is_open = hours.is_open(round.calling_hours, moment)
    return rows.filter(state__in=RoundEntry.OPEN if is_open else [RoundEntry.State.CALL_BACK])[: CAP + 1].count()


def not_callable(who: Who, round: Round) -> dict[str, int]:
    """How many open entries there are, by why they cannot be called now; "now" are those that can.

    Reasons: now, leased, call_back, later, outside_hours, cool_down, no_number, do_not_call,
    gone, elsewhere, visit_today. One pass over the open entries: asked for only where somebody wants to know.
    """
    moment = now()
    shut = not hours.is_open(round.calling_hours, moment) or round.state != Round.State.RUNNING
    with connection.cursor() as db:
        db.execute(_SPLIT, {"round": round.pk, "now": moment, "shut": shut, "cutoff": cutoff(round, moment)})
        return dict(db.fetchall())


# The reasons of call_reason (sql/gate.sql), for a whole list at once.
_SPLIT = """
with leased as materialized (
  select household_id, id from outreach_roundentry where lease_until > %(now)s
), spoken as materialized (
  select distinct household_id from outreach_attempt
  where round_id <> %(round)s and reached and undone_at is null and at > %(cutoff)s
), visited as materialized (
  select distinct household_id from outreach_sheetdoor
  where dropped_at is null and day = (%(now)s at time zone 'Europe/Amsterdam')::date
), numbered as materialized (
  select distinct r.household_id from people_resident r join people_phone p on p.resident_id = r.id
  where r.gone_at is null and r.moved_at is null and r.deceased_at is null and r.merged_into_id is null
)
select case
  when e.lease_until > %(now)s then 'leased'
  when h.do_not_call then 'do_not_call'
  when h.gone_at is not null then 'gone'
  when n.household_id is null then 'no_number'
  when exists (select 1 from leased l where l.household_id = e.household_id and l.id <> e.id) then 'elsewhere'
  when (e.attempts = 0 and h.last_contact_at > %(cutoff)s) or s.household_id is not null then 'cool_down'
  when v.household_id is not null then 'visit_today'
  when e.next_at > %(now)s and e.state = 'call_back' then 'call_back'
  when e.next_at > %(now)s then 'later'
  when %(shut)s and e.state <> 'call_back' then 'outside_hours'
  else 'now' end as why, count(*)
from outreach_roundentry e
join people_household h on h.id = e.household_id
left join numbered n on n.household_id = e.household_id
left join visited v on v.household_id = e.household_id
left join spoken s on s.household_id = e.household_id
where e.round_id = %(round)s and e.state in ('waiting', 'call_back') and e.channel = 'phone'
group by 1 order by 2 desc"""
