-- Taking a signal over. Who asks out of the pool never learns who holds it (R22): these tell it what it may ask for,
-- tell whoever is asked, and tell the system alone whom to ask.

-- What was taken from the pool, or taken over since, and is open with another, by what the pool showed: no words, nobody, and
-- not who has it.
create or replace function signals_claimed(moment timestamptz)
returns table (signal_id uuid, number text, kind text, topic text, area text, urgency text, taken_at timestamptz)
language plpgsql security definer stable set search_path = public, pg_temp as $$
begin
  if wall_organisation() is null or wall_network() is null or wall_only() is not null or wall_purpose() is distinct from 'signal'
     or coalesce(wall_role(), '') in ('', 'steward', 'caller', 'volunteer', 'guest', 'resident') then
    raise exception 'signals_claimed: only for who weighs signals' using errcode = '42501';
  end if;
  return query
    select s.id, s.number::text, s.kind::text, s.topic::text, s.neighbourhood_code::text, s.urgency::text, max(o.closed_at) as taken
      from signals_pooloffer o join signals_signal s on s.id = o.signal_id
     where o.network_id = wall_network() and s.network_id = wall_network() and o.closed_at > moment - interval '30 days'
       and o.taken_by_id is not null and (s.holder_id = o.taken_by_id or exists (
            select 1 from signals_takeover t where t.signal_id = s.id and t.state = 'yes' and s.holder_id in (t.organisation_id, t.to_id)))
       and s.holder_id <> wall_organisation() and s.state in ('new', 'taken', 'acting')
     group by s.id order by taken desc, s.id limit 50;
end $$;

-- What is asked of us now: to take it, or (we hold it) to let it go to who asks.
create or replace function signals_over_asked()
returns table (id uuid, signal_id uuid, asker uuid, number text, kind text, topic text, area text, urgency text, why text, ours boolean, at timestamptz)
language plpgsql security definer stable set search_path = public, pg_temp as $$
begin
  if wall_organisation() is null or wall_network() is null or wall_only() is not null or wall_purpose() is distinct from 'signal'
     or coalesce(wall_role(), '') in ('', 'steward', 'caller', 'volunteer', 'guest', 'resident') then
    raise exception 'signals_over_asked: only for who weighs signals' using errcode = '42501';
  end if;
  return query
    select t.id, t.signal_id, t.organisation_id, t.number::text, t.kind::text, t.topic::text, t.neighbourhood_code::text,
           t.urgency::text, t.why::text, t.to_id is null, t.at
      from signals_takeover t join signals_signal s on s.id = t.signal_id
     where t.network_id = wall_network() and s.network_id = wall_network() and t.state = 'open'
       and (t.to_id = wall_organisation() or (t.to_id is null and s.holder_id = wall_organisation()))
     order by t.at desc, t.id limit 100;
end $$;

-- Who asked, and who holds the signal now: for the system alone, which acts for both and tells neither.
create or replace function signals_over_sides(ask uuid) returns table (asker uuid, holder uuid)
language plpgsql security definer stable set search_path = public, pg_temp as $$
begin
  if wall_role() is distinct from 'system' or wall_only() is not null or wall_purpose() is distinct from 'signal' then
    raise exception 'signals_over_sides: only for the system' using errcode = '42501';
  end if;
  return query
    select t.organisation_id, s.holder_id from signals_takeover t join signals_signal s on s.id = t.signal_id
     where t.id = ask and t.network_id = wall_network() and s.network_id = wall_network();
end $$;

-- Whether we have room, as others ask it: no signal, no number, nobody.
create or replace function signals_room_asked()
returns table (id uuid, asker uuid, topic text, area text, kind text, within integer, at timestamptz)
language plpgsql security definer stable set search_path = public, pg_temp as $$
begin
  if wall_organisation() is null or wall_network() is null or wall_only() is not null or wall_purpose() is distinct from 'signal'
     or coalesce(wall_role(), '') in ('', 'steward', 'caller', 'volunteer', 'guest', 'resident') then
    raise exception 'signals_room_asked: only for who weighs signals' using errcode = '42501';
  end if;
  return query
    select r.id, r.organisation_id, r.topic::text, r.area::text, r.kind::text, r.within::integer, r.at
      from signals_roomask r
     where r.network_id = wall_network() and r.to_id = wall_organisation() and r.state = 'open'
     order by r.at desc, r.id limit 100;
end $$;

-- What partners answered about room, as far as it counts at a moment or later, the newest first: who, about what, until when.
-- Not who asked, no signal, nobody. No means none within the days that were asked about; later, none before that day.
create or replace function signals_room_said(since timestamptz)
returns table (organisation uuid, topic text, area text, has_room boolean, at timestamptz, until timestamptz)
language plpgsql security definer stable set search_path = public, pg_temp as $$
begin
  if wall_organisation() is null or wall_network() is null or wall_only() is not null or coalesce(wall_role(), '') in ('', 'guest', 'resident')
     or not (coalesce(wall_purpose(), '') = 'signal' or coalesce(wall_purpose(), '') = 'administration' and wall_role() = 'administrator') then
    raise exception 'signals_room_said: only where signals are sent on' using errcode = '42501';
  end if;
  return query
    select s.* from (
      select r.to_id, r.topic::text, r.area::text, r.state = 'place', r.ended_at as ended,
             r.ended_at + make_interval(days => case when r.state = 'later' then r.days else r.within end::integer) as till
        from signals_roomask r where r.network_id = wall_network() and r.state in ('place', 'later', 'no')) s
     where s.till > since order by s.ended desc, s.to_id limit 5000;
end $$;
