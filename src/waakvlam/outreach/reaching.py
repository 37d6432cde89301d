"""What attempts say of contact with households, kept beside them (`DoorReach`): one statement, for some or for all."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from waakvlam.access.identity import Who
from waakvlam.kit.time import now
from waakvlam.people.sql import UUID7

# What the attempts of households say. `until` counts as of then; a contact that the register knows and no
# attempt explains counts as reached, by no channel of ours.
FOLLOW = f"""
with made as materialized (
  select a.household_id, a.at, a.id, a.channel, a.reached from outreach_attempt a
   where a.organisation_id = (select %(organisation)s::uuid) and a.undone_at is null and a.at <= %(until)s {{one_attempt}}),
spoken as (select distinct on (household_id) household_id, at, channel from made where reached order by household_id, at desc, id desc),
home as (
  select h.id, h.network_id, greatest(s.at, k.at) as last_at,
         case when s.at >= coalesce(k.at, s.at) then s.channel else '' end as channel
    from people_household h left join spoken s on s.household_id = h.id
    cross join lateral (select case when h.last_contact_at <= %(until)s then h.last_contact_at end as at) k
   where h.organisation_id = (select %(organisation)s::uuid) and h.gone_at is null {{one_home}}),
tried as (
  select m.household_id, count(*) as tries, array_agg(distinct m.channel order by m.channel) as channels, max(m.at) as at
    from made m join home h on h.id = m.household_id where h.last_at is null or m.at > h.last_at group by 1)
insert into outreach_doorreach (id, network_id, organisation_id, created_at, household_id, last_at, last_channel, tries, ways, channels, last_try_at)
select {UUID7}, h.network_id, %(organisation)s, %(until)s, h.id, h.last_at, h.channel, coalesce(t.tries, 0),
       coalesce(cardinality(t.channels), 0), coalesce(t.channels, array[]::varchar[]), t.at
  from home h left join tried t on t.household_id = h.id
on conflict (household_id) do update set last_at = excluded.last_at, last_channel = excluded.last_channel,
  tries = excluded.tries, ways = excluded.ways, channels = excluded.channels, last_try_at = excluded.last_try_at
where (outreach_doorreach.last_at, outreach_doorreach.last_channel, outreach_doorreach.channels, outreach_doorreach.tries, outreach_doorreach.last_try_at)
  is distinct from (excluded.last_at, excluded.last_channel, excluded.channels, excluded.tries, excluded.last_try_at)
"""  # noqa: S608
FOLLOW_ALL = FOLLOW.format(one_attempt="", one_home="")
_SOME = FOLLOW.format(one_attempt="and a.household_id = any(%(households)s)", one_home="and h.id = any(%(households)s)")


def follow(*, household_ids: Collection[UUID], by: Who) -> None:
    """After attempts, or after one was taken back. No act of its own: the attempt is audited."""
    with connection.cursor() as db:
        db.execute(_SOME, {"organisation": by.organisation_id, "households": list(household_ids), "until": now()})
