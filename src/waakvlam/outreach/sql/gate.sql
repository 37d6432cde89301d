-- Handing out people to call. These run with the caller's own rights, behind the wall; they are
-- functions because PostgreSQL keeps their plans: planning them anew costs more than running them.

-- Why a household may not be called now, in the order in which a person would say it; null: it may.
create or replace function call_reason(entry uuid, moment timestamptz, cutoff timestamptz) returns text
language plpgsql stable as $$
declare e record;
begin
  select r.id, r.round_id, r.attempts, r.household_id, h.do_not_call, h.gone_at, h.last_contact_at into e
    from outreach_roundentry r join people_household h on h.id = r.household_id where r.id = entry;
  if e.do_not_call then return 'do_not_call'; end if;
  if e.gone_at is not null then return 'gone'; end if;
  if not exists (select 1 from people_resident r join people_phone p on p.resident_id = r.id
                  where r.household_id = e.household_id and r.gone_at is null and r.moved_at is null
                    and r.deceased_at is null and r.merged_into_id is null) then
    return 'no_number';
  end if;
  if exists (select 1 from outreach_roundentry o where o.household_id = e.household_id and o.id <> e.id
              and o.lease_until > moment) then
    return 'elsewhere';
  end if;
  -- A home is disturbed at most once a day, by telephone or at the door.
  if exists (select 1 from outreach_sheetdoor d where d.household_id = e.household_id and d.dropped_at is null
              and d.day = (moment at time zone 'Europe/Amsterdam')::date) then
    return 'visit_today';
  end if;
  if (e.attempts = 0 and e.last_contact_at > cutoff)
     or exists (select 1 from outreach_attempt a where a.household_id = e.household_id
                 and a.round_id <> e.round_id and a.reached and a.undone_at is null and a.at > cutoff) then
    return 'cool_down';
  end if;
  return null;
end $$;

-- The first of a round for this person, locked: expired leases, promises, returned people, the rest,
-- and at last whom this person returned. Each statement looks afresh, also at `reason` after the lock.
-- A list that was made a minute ago has no statistics yet: the walk along the index is prescribed.
create or replace function call_first(of_round uuid, person uuid, moment timestamptz, promise timestamptz,
  returned timestamptz, is_open boolean, cutoff timestamptz) returns table(entry uuid, reason text)
language plpgsql volatile set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare first uuid;
begin
  if is_open then
    select e.id into first from outreach_roundentry e join people_household h on h.id = e.household_id
     where e.round_id = of_round and e.channel = 'phone' and e.lease_until < moment and e.state in ('waiting', 'call_back')
       and e.next_at <= moment
     order by e.next_at, e.rank limit 1 for no key update of e, h skip locked;
  end if;
  if first is null then
    select e.id into first from outreach_roundentry e join people_household h on h.id = e.household_id
     where e.round_id = of_round and e.channel = 'phone' and e.back_first and e.next_at <= moment and e.state = 'call_back'
       and (e.lease_until is null or e.lease_until < moment)
       and (e.next_at < promise or coalesce(
         (select a.person_id from outreach_attempt a where a.entry_id = e.id and a.undone_at is null
           order by a.at desc limit 1) = person, true))
       and not exists (select 1 from outreach_draft d where d.entry_id = e.id and d.person_id = person
                        and d.returned_at > returned)
     order by e.next_at, e.rank limit 1 for no key update of e, h skip locked;
  end if;
  if first is null and is_open then
    select e.id into first from outreach_roundentry e join people_household h on h.id = e.household_id
     where e.round_id = of_round and e.channel = 'phone' and e.back_first and e.next_at <= moment and e.state = 'waiting'
       and (e.lease_until is null or e.lease_until < moment)
       and not exists (select 1 from outreach_draft d where d.entry_id = e.id and d.person_id = person
                        and d.returned_at > returned)
     order by e.next_at, e.rank limit 1 for no key update of e, h skip locked;
  end if;
  if first is null and is_open then
    select e.id into first from outreach_roundentry e join people_household h on h.id = e.household_id
     where e.round_id = of_round and e.channel = 'phone' and not e.back_first and e.next_at <= moment
       and e.state in ('waiting', 'call_back') and (e.lease_until is null or e.lease_until < moment)
     order by e.next_at, e.rank limit 1 for no key update of e, h skip locked;
  end if;
  if first is null and is_open then
    select e.id into first from outreach_roundentry e join people_household h on h.id = e.household_id
     where e.round_id = of_round and e.channel = 'phone' and e.back_first and e.next_at <= moment and e.state = 'waiting'
       and (e.lease_until is null or e.lease_until < moment)
     order by e.next_at, e.rank limit 1 for no key update of e, h skip locked;
  end if;
  if first is not null then
    return query select first, call_reason(first, moment, cutoff);
  end if;
end $$;

-- Visits together whose moment has passed while nobody answered: ids only, the work is done as the host itself.
create or replace function joint_due(moment timestamptz) returns table (visit_id uuid, host uuid)
language sql security definer stable set search_path = public, pg_temp as $$
  select v.id, v.organisation_id from outreach_jointvisit v
   where v.state = 'asked' and (v.day + v.starts_at) at time zone 'Europe/Amsterdam' <= moment order by v.day, v.id limit 200
$$;
