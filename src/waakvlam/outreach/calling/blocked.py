"""Who may not be called now, and why: looked at when a household comes up, not beforehand.

A household that is in the way is set aside until the reason ends, with a few hundred behind it at
once, so that the next caller does not trip over the same ones. The reasons stand in `call_reason`
(sql/gate.sql).
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from .. import steps
from ..models import Round, RoundEntry

AT_ONCE = 300

_ASIDE = """
with near as (
  select e.id from outreach_roundentry e
  where e.id = %(entry)s or e.id in (
    select n.id from outreach_roundentry n
    where n.round_id = %(round)s and n.state in ('waiting', 'call_back') and n.next_at <= %(now)s
      and n.lease_until is null and n.channel = 'phone'
    order by n.back_first desc, n.next_at, n.rank limit %(size)s)
  for no key update of e skip locked
), why as materialized (
  select e.id, call_reason(e.id, %(now)s, %(cutoff)s) as reason, h.last_contact_at
  from outreach_roundentry e join near using (id) join people_household h on h.id = e.household_id
)
update outreach_roundentry e set
  state = case when w.reason in ('do_not_call', 'gone') then 'excluded' else e.state end,
  excluded_reason = case w.reason when 'do_not_call' then 'do_not_call' when 'gone' then 'moved'
                    else e.excluded_reason end,
  next_at = case w.reason
    when 'no_number' then %(tomorrow)s
    when 'elsewhere' then %(soon)s
    when 'visit_today' then %(tomorrow)s
    when 'cool_down' then greatest(coalesce(w.last_contact_at, %(now)s) + %(cool_down)s, %(tomorrow)s)
    else e.next_at end,
  lease_person_id = null, lease_until = null
from why w where w.id = e.id and w.reason is not null returning e.id, e.step, w.reason"""


def cutoff(round: Round, moment: datetime) -> datetime:
    """Whoever was spoken with after this moment is left alone."""
    return moment - timedelta(days=round.cool_down_days)


def may_call(round: Round, entry_id: UUID, moment: datetime) -> bool:
    """Whether nothing stands in the way of this household now. One query."""
    with connection.cursor() as db:
        db.execute("select call_reason(%s, %s, %s)", [entry_id, moment, cutoff(round, moment)])
        return bool(db.fetchone() == (None,))


def set_aside(round: Round, entry_id: UUID, moment: datetime) -> int:
    """Move this entry and those behind it that are in the way too; how many. One query."""
    given: dict[str, Any] = {
        "round": round.id, "entry": entry_id, "now": moment, "cutoff": cutoff(round, moment),
        "size": AT_ONCE, "cool_down": timedelta(days=round.cool_down_days),
        "tomorrow": moment + timedelta(days=1), "soon": moment + timedelta(minutes=15)}
    with connection.cursor() as db:
        db.execute(_ASIDE, given)
        rows = db.fetchall()
    _on_foot(round, [(entry, step) for entry, step, reason in rows if reason == "no_number"], moment)
    return len(rows)


def _on_foot(round: Round, rows: list[tuple[UUID, int]], moment: datetime) -> None:
    """Whoever has no number goes on to the next channel of the round, where there is one."""
    for place in {place for _entry, place in rows}:
        further = steps.after_channel(round, place)
        if further is not None:
            RoundEntry.objects.filter(pk__in=[e for e, p in rows if p == place]).update(
                step=further, channel=steps.channel(round, further), next_at=moment)
