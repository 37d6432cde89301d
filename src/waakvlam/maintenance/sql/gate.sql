-- Comparing private lists crosses organisations. These functions see marks (keyed hashes), never an
-- address or a reason, and give nothing back: what came of it stands in maintenance_agreed, for all alike.

-- Compare the lists of one round, once, after its closing moment; by the host of the project. Doors and
-- marks come in pairs: which door a mark stands for is known to whoever holds the key, not to this table.
-- An address is agreed where at least `needed` organisations want it, the host made no exemption, and none of
-- those organisations put in more doors of that block than the project's share (at least three).
create or replace function maintenance_settle(of_round uuid, doors uuid[], marks bytea[], moment timestamptz)
returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare r record;
begin
  select x.id, x.project_id, x.number, x.closes_at, x.settled_at, p.organisation_id, p.network_id, p.needed, p.share, p.state,
         p.matching_ended_at into r
    from maintenance_matchround x join maintenance_project p on p.id = x.project_id
   where x.id = of_round and p.organisation_id = wall_organisation() and p.network_id = wall_network()
     and wall_only() is null and wall_purpose() = 'maintenance' for update of x;
  if not found then
    raise exception 'maintenance_settle: not yours to compare' using errcode = '42501';
  end if;
  if r.settled_at is not null or r.closes_at > now() or r.closes_at > moment or r.matching_ended_at is not null
     or r.state not in ('planned', 'running') then
    raise exception 'maintenance_settle: not open, not closed yet, or over' using errcode = '42501';
  end if;
  -- Two rounds shortly after each other would let somebody try addresses one by one.
  if exists (select 1 from maintenance_matchround o where o.project_id = r.project_id and o.id <> r.id
               and (o.number >= r.number or o.closes_at > r.closes_at - interval '7 days')) then
    raise exception 'maintenance_settle: too soon after the round before' using errcode = '42501';
  end if;
  if coalesce(array_length(doors, 1), 0) <> coalesce(array_length(marks, 1), 0)
     or (select count(distinct g.door) <> count(*) or count(distinct g.mark) <> count(*) from unnest(doors, marks) g(door, mark))
     or exists (select 1 from unnest(doors) g(door) where not exists (
                select 1 from maintenance_door d where d.id = g.door and d.project_id = r.project_id)) then
    raise exception 'maintenance_settle: a mark for each door, of this project' using errcode = '42501';
  end if;
  insert into maintenance_agreed (id, network_id, created_at, organisation_id, project_id, door_id, round_id, mark, agreed_at)
  with given as (
    select g.door, g.mark, d.block_id from unnest(doors, marks) g(door, mark) join maintenance_door d on d.id = g.door),
  most as (
    select d.block_id, greatest(3, count(*) * r.share / 100) as doors
      from maintenance_door d where d.project_id = r.project_id group by d.block_id),
  wanted as (
    select e.organisation_id, e.withdrawn_at, g.door, g.mark, g.block_id,
           count(*) over (partition by e.organisation_id, g.block_id) as listed
      from maintenance_entry e join given g on g.mark = e.mark
     where e.project_id = r.project_id and e.network_id = r.network_id and e.answer = 'yes'
       and exists (select 1 from maintenance_partner t where t.project_id = r.project_id
                    and t.organisation_id = e.organisation_id and t.state = 'accepted'))
  select gen_random_uuid(), r.network_id, moment, r.organisation_id, r.project_id, w.door, r.id, w.mark, moment
    from wanted w join most m on m.block_id = w.block_id
   where w.listed <= m.doors and w.withdrawn_at is null
     and not exists (select 1 from maintenance_exemption x where x.project_id = r.project_id and x.door_id = w.door)
     and not exists (select 1 from maintenance_agreed a where a.project_id = r.project_id and a.door_id = w.door
                      and a.lapsed_at is null)
   group by w.door, w.mark having count(distinct w.organisation_id) >= r.needed
   order by w.door;
  update maintenance_entry set compared_at = moment
   where project_id = r.project_id and network_id = r.network_id and answer = 'yes' and compared_at is null;
  update maintenance_matchround set settled_at = moment where id = r.id;
end $$;

-- Withdraw an address of the own list: from now on it counts for nothing, and where it was agreed nobody
-- goes there together any more. Whether there was anything to end is not said: the caller sees the list.
create or replace function maintenance_withdraw(entry uuid, moment timestamptz)
returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare e record;
begin
  select x.id, x.project_id, x.mark into e from maintenance_entry x
   where x.id = entry and x.organisation_id = wall_organisation() and x.network_id = wall_network()
     and wall_only() is null and wall_purpose() = 'maintenance' and x.compared_at is not null and x.withdrawn_at is null
     for update;
  if not found then
    raise exception 'maintenance_withdraw: not an address of yours that was compared' using errcode = '42501';
  end if;
  update maintenance_entry set withdrawn_at = moment where id = e.id;
  update maintenance_agreed a set lapsed_at = moment
   where a.project_id = e.project_id and a.mark = e.mark and a.lapsed_at is null
     and not exists (select 1 from maintenance_visit v where v.agreed_id = a.id and v.done_at is not null);
end $$;

-- The host calls off a joint visit: to the others it looks as if somebody withdrew.
create or replace function maintenance_call_off(agreed uuid, moment timestamptz)
returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update maintenance_agreed a set lapsed_at = moment
   where a.id = agreed and a.organisation_id = wall_organisation() and a.network_id = wall_network()
     and wall_only() is null and wall_purpose() = 'maintenance' and a.lapsed_at is null;
  if not found then
    raise exception 'maintenance_call_off: not yours to call off' using errcode = '42501';
  end if;
end $$;

-- Rounds that closed and were not compared: ids only, the work is done as the host itself.
create or replace function maintenance_due(moment timestamptz)
returns table (round_id uuid, host uuid)
language sql security definer stable set search_path = public, pg_temp as $$
  select r.id, p.organisation_id from maintenance_matchround r join maintenance_project p on p.id = r.project_id
   where r.settled_at is null and r.closes_at <= moment and p.matching_ended_at is null order by r.closes_at limit 200
$$;
