"""Who may not be called now, and why: looked at when a household comes up, not beforehand.

A household that is in the way is set aside until the reason ends, with a few hundred behind it at
once, so that the next caller does not trip over the same ones.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from ..models import Round

AT_ONCE = 300

# Why not, in the order in which a person would say it; NULL: may be called.
REASON = """case
  when h.do_not_call then 'do_not_call'
  when h.gone_at is not null then 'gone'
  when not exists (select 1 from people_resident r join people_phone p on p.resident_id = r.id
                   where r.household_id = h.id and r.gone_at is null and r.moved_at is null
                     and r.deceased_at is null and r.merged_into_id is null) then 'no_number'
  when exists (select 1 from outreach_roundentry o where o.household_id = h.id and o.id <> e.id
               and o.lease_until > %(now)s) then 'elsewhere'
  when (e.attempts = 0 and h.last_contact_at > %(cutoff)s)
    or exists (select 1 from outreach_attempt a where a.household_id = h.id and a.round_id <> e.round_id
               and a.reached and a.undone_at is null and a.at > %(cutoff)s) then 'cool_down'
  end"""

_ASIDE = f"""
with near as (
  select e.id from outreach_roundentry e
  where e.id = %(entry)s or e.id in (
    select n.id from outreach_roundentry n
    where n.round_id = %(round)s and n.state in ('waiting', 'call_back') and n.next_at <= %(now)s
      and n.lease_until is null
    order by n.back_first desc, n.next_at, n.rank limit %(size)s)
  for no key update of e skip locked
), why as (
  select e.id, {REASON} as reason, h.last_contact_at
  from outreach_roundentry e join near using (id) join people_household h on h.id = e.household_id
)
update outreach_roundentry e set
  state = case when w.reason in ('do_not_call', 'gone') then 'excluded' else e.state end,
  excluded_reason = case w.reason when 'do_not_call' then 'do_not_call' when 'gone' then 'moved'
                    else e.excluded_reason end,
  next_at = case w.reason
    when 'no_number' then %(tomorrow)s
    when 'elsewhere' then %(soon)s
    when 'cool_down' then greatest(coalesce(w.last_contact_at, %(now)s) + %(cool_down)s, %(tomorrow)s)
    else e.next_at end,
  lease_person_id = null, lease_until = null
from why w where w.id = e.id and w.reason is not null
returning e.id
"""  # noqa: S608  fixed fragments only


_MAY = f"""select {REASON} is null from outreach_roundentry e
  join people_household h on h.id = e.household_id where e.id = %(entry)s"""  # noqa: S608


def may_call(round: Round, entry_id: UUID, moment: datetime) -> bool:
    """Whether nothing stands in the way of this household now. One query."""
    with connection.cursor() as db:
        db.execute(_MAY, _given(round, entry_id, moment))
        return bool(db.fetchone()[0])


def set_aside(round: Round, entry_id: UUID, moment: datetime) -> int:
    """Move this entry and those behind it that are in the way too; how many. One query."""
    with connection.cursor() as db:
        db.execute(_ASIDE, _given(round, entry_id, moment) | {
            "size": AT_ONCE, "cool_down": timedelta(days=round.cool_down_days),
            "tomorrow": moment + timedelta(days=1), "soon": moment + timedelta(minutes=15)})
        return int(db.rowcount)


def _given(round: Round, entry_id: UUID, moment: datetime) -> dict[str, Any]:
    return {"round": round.id, "entry": entry_id, "now": moment,
            "cutoff": moment - timedelta(days=round.cool_down_days)}
